"""The sign-ins of a made-up force: one for each role, kept where only whoever runs it may read."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from touchpoint.service.config import kept_secrets

FILE: Final = "made-up-sign-ins.json"


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """What somebody made up types to sign in."""

    role: str
    name: str
    email: str
    password: str


def keep_sign_ins(data: Path, sign_ins: tuple[SignIn, ...]) -> None:
    """Write them down beside the other secrets."""
    folder = data / kept_secrets.FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps([asdict(one) for one in sign_ins], indent=1)
    kept_secrets.write_private(folder / FILE, text)


def kept_sign_ins(data: Path) -> tuple[SignIn, ...]:
    """The sign-ins that were made for this data folder; none where it holds no made-up force."""
    text = kept_secrets.kept(data, FILE)
    return tuple(SignIn(**one) for one in json.loads(text)) if text else ()
