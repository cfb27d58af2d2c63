"""Where the files of an upload lie: in the folder of uploads, under the upload's own id."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from touchpoint.service.config.settings import settings
from touchpoint.service.config.shared_files import share
from touchpoint.service.extracts.models import Upload

ENDINGS: Final = frozenset(
    {
        *(".csv", ".tsv", ".txt", ".tab", ".psv", ".dat", ".asc", ".json", ".jsonl", ".ndjson"),
        *(".geojson", ".parquet", ".pq", ".parq", ".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb"),
        *(".xls", ".xlt", ".xlm", ".ods", ".ots", ".html", ".htm", ".xml"),
    }
)
"""The endings of files that are read (extracts.reading). A web process does not read it in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The folder of one upload."""

    folder: Path
    file: Path

    @classmethod
    def of(cls, upload: Upload) -> "Place":
        """Where the files of an upload lie, whether or not they are there yet."""
        folder = uploads_folder() / str(upload.pk)
        return cls(folder=folder, file=folder / plain_name(upload.name))

    def make(self) -> None:
        """Make the folder, for the service alone."""
        self.folder.mkdir(parents=True, mode=0o700)
        share(self.folder, settings())

    @property
    def profile(self) -> Path:
        """The uploader's own profile."""
        return self.folder / "own-profile.toml"

    @property
    def refused(self) -> Path:
        """The rows that were refused, each with its reasons."""
        return self.folder / "refused.csv"

    def in_words(self, sentence: str) -> str:
        """A sentence that begins with a name under which a file lies here, for whoever sent it."""
        names = {self.file.name: "The file", self.profile.name: "Your profile"}
        first, blank, rest = sentence.partition(" ")
        return f"{names.get(first, first)}{blank}{rest}"


def uploads_folder() -> Path:
    """Where every upload has its folder."""
    return settings().uploads_folder


def plain_name(name: str) -> str:
    """What a file is called where it lies, and wherever it is spoken of: no word of its sender's.

    The name that was sent may be a victim's. Only an ending that says what is in the file is kept.
    """
    ending = PurePosixPath(name.strip()).suffix.casefold()
    return f"file{ending}" if ending in ENDINGS else "file"
