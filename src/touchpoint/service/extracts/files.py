"""Where the files of an upload lie: in the data folder, under the upload's own id."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from touchpoint.service.config.settings import settings
from touchpoint.service.extracts.models import Upload

LONGEST: Final = 80


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

    @property
    def profile(self) -> Path:
        """The uploader's own profile."""
        return self.folder / "own-profile.toml"

    @property
    def refused(self) -> Path:
        """The rows that were refused, each with its reasons."""
        return self.folder / "refused.csv"


def uploads_folder() -> Path:
    """Where every upload has its folder."""
    return settings().data.resolve() / "uploads"


def plain_name(name: str) -> str:
    """A name that leads nowhere but into its folder, with the ending of the one that was sent."""
    last = re.split(r"[\\/]", name)[-1]
    plain = re.sub(r"[^A-Za-z0-9._ -]+", "_", last).strip(" .")[-LONGEST:].lstrip(" .")
    return f"file-{plain}" if plain else "file"
