"""The examples on the page about what may leave are run, and its settings are the settings."""

from pathlib import Path

import pytest
from source import ROOT

from docs.documentation import in_this_process, run_page
from touchpoint.disclosure import Settings
from touchpoint.disclosure.margins import JOINT

PAGE = ROOT / "docs" / "explanation" / "what-may-leave.md"


def test_the_examples_of_the_page_come_out_as_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_page(PAGE, tmp_path, in_this_process) == 1


def test_the_page_says_what_the_settings_are() -> None:
    said, settings = PAGE.read_text(encoding="utf-8"), Settings()
    for name in ("threshold", "class_group", "complements", "width", "method"):
        assert f"`{name}" in said
    assert f"1 to {settings.threshold - 1} (`threshold`)" in said
    assert f"fewer than {settings.class_group} (`class_group`" in said
    assert f"at most {JOINT} cells" in said
    assert f"base {settings.base}" in said
