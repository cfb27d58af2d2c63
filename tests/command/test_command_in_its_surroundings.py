"""The command does its work whatever it is started in: any encoding, no output, nohup, Ctrl-C."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from command.typed import AT_ONCE, PROGRAM, terminal, typed

INTERRUPTED_WHILE_READ_IN = """
import sys
from touchpoint.cli import main

class Impatient:
    def find_spec(self, name, *_):
        if name == "typer":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Impatient())
sys.argv = ["touchpoint", "duties"]
main()
"""


@pytest.mark.parametrize("words", ["load --help", "measure --help"])
def test_what_the_encoding_of_the_output_lacks_is_written_as_signs(
    tmp_path: Path, words: str
) -> None:
    whole = typed(*words.split(), within=tmp_path)
    told = typed(*words.split(), within=tmp_path, before="PYTHONIOENCODING=latin-1")
    assert (told.status, told.err) == (0, "")
    assert told.out == whole.out.encode("latin-1", "backslashreplace").decode("latin-1")
    assert told.out != whole.out


def test_a_terminal_shows_a_question_mark_for_a_letter_that_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    with terminal("load", "--help", within=tmp_path) as shown:
        assert shown.ended() == 0
    assert "{FILE?}" in shown.shown


@pytest.mark.parametrize("after", [">&-", "<&- >&- 2>&-"])
def test_output_that_is_closed_keeps_no_work_from_being_done(tmp_path: Path, after: str) -> None:
    words = ("synthesise", "westmarch", "--journeys", "20")
    assert typed(*words, within=tmp_path, after=after).status == 0
    listed = typed("check", "westmarch", "--format", "csv", within=tmp_path, after=after)
    assert (listed.status, listed.out, listed.err) == (0, "", "")


def test_what_is_started_with_nohup_outlives_its_terminal(tmp_path: Path) -> None:
    words = ("synthesise", "westmarch", "--journeys", "20000")
    with subprocess.Popen(
        ["env", "--ignore-signal=HUP", PROGRAM, *words],  # noqa: S607 - as nohup does it
        cwd=tmp_path,
    ) as process:
        while not any(tmp_path.iterdir()):
            assert process.poll() is None
        process.send_signal(signal.SIGHUP)
        assert process.wait(AT_ONCE) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["westmarch"]


def test_ctrl_c_while_the_command_is_read_in_ends_with_a_sentence() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_WHILE_READ_IN],
        capture_output=True,
        text=True,
        check=False,
        timeout=AT_ONCE,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "Stopped.\n")
