"""Files of uploads where the web server and the worker run apart, each as a user of its own.

They are of one group then, which is the group of whatever either makes. Each may read what the
other put into the folder of uploads and take it away, and nobody else may.
"""

from pathlib import Path
from typing import Final

from touchpoint.service.config.settings import Settings

FOLDER_OF_A_GROUP: Final = 0o770
FILE_OF_A_GROUP: Final = 0o660


def share(path: Path, settings: Settings) -> None:
    """Let the other part of the service in, if the two run apart."""
    if settings.uploads is not None:
        path.chmod(FOLDER_OF_A_GROUP if path.is_dir() else FILE_OF_A_GROUP)
