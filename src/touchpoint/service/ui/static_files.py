"""Static files under names that hold their hashes, so that a browser may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # whitenoise ships no types
    """Files with their hashes in their names, also where one script imports another."""

    support_js_module_import_aggregation = True
