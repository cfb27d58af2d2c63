"""What is in deploy/, as systemd and a shell read it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from source import ROOT

from touchpoint.errors import Refused
from touchpoint.service.config.settings import Settings, read_settings, variable

DEPLOY = ROOT / "deploy"
KEY = "q" * 48


def read_by_a_shell(file: Path) -> dict[str, str]:
    """What a file of settings sets, in a shell that has nothing else."""
    shell = shutil.which("sh")
    assert shell
    said = subprocess.run(
        [shell, "-c", f"set -a; . {file}; env -0"], env={}, capture_output=True, check=True
    ).stdout.decode()
    every = dict(line.split("=", 1) for line in said.split("\0") if line)
    known = {variable(name) for name in Settings.model_fields}
    return {name: value for name, value in every.items() if name in known}


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in Settings.model_fields:
        monkeypatch.delenv(variable(name), raising=False)
    return monkeypatch


@pytest.mark.parametrize("name", ["owner", "web"])
def test_an_example_is_refused_until_everything_that_is_to_be_changed_is(
    only: pytest.MonkeyPatch, name: str
) -> None:
    given = read_by_a_shell(DEPLOY / f"{name}.env.example")
    for setting, value in given.items():
        only.setenv(setting, value)
    with pytest.raises(Refused) as refused:
        read_settings()
    assert len(refused.value.faults) == sum("CHANGE" in value for value in given.values())
    for setting, value in given.items():
        changed = KEY if value.startswith("CHANGE") else value.replace("CHANGE", "p%2Fw")
        only.setenv(setting, changed)
    assert read_settings().shown_name == "Example Police"


def test_what_both_parts_have_to_know_stands_alike_in_both_examples() -> None:
    owner = read_by_a_shell(DEPLOY / "owner.env.example")
    web = read_by_a_shell(DEPLOY / "web.env.example")
    for name in ("UPLOADS", "PUBLIC_URL", "FORCE_NAME"):
        assert owner[f"TOUCHPOINT_{name}"] == web[f"TOUCHPOINT_{name}"]
    assert "DATABASE_URL" not in web
    assert owner["TOUCHPOINT_DATA"] != web["TOUCHPOINT_DATA"]


def test_every_part_that_touches_uploads_may_write_to_them_as_one_group() -> None:
    uploads = read_by_a_shell(DEPLOY / "web.env.example")["TOUCHPOINT_UPLOADS"]
    for unit in sorted((DEPLOY / "systemd").glob("*.service")):
        lines = unit.read_text(encoding="utf-8").splitlines()
        assert "Group=touchpoint" in lines, unit.name
        written = [line for line in lines if line.startswith("ReadWritePaths=")]
        assert uploads in written[0].partition("=")[2].split(" "), unit.name
