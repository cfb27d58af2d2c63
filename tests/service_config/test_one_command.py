"""`touchpoint run`, as a person types it."""

import http.client
import json
import re
import signal
from pathlib import Path

import pytest
from living import FirstStart, begun, command, living

__all__ = ["begun"]

ROLES = {"Officer", "Supervisor", "Witness care", "Auditor", "Support provider"}


def test_one_command_brings_everything_up_and_ctrl_c_takes_all_of_it_down(
    begun: FirstStart,
) -> None:
    assert begun.healthy
    assert len(re.findall(r"^The force is made up", begun.said, re.MULTILINE)) == 1
    assert set(begun.sign_ins) >= ROLES
    assert begun.status == 0
    assert begun.left == []
    assert not (begun.data / "postgres" / "postmaster.pid").exists()


def test_starting_again_keeps_everything_and_an_officer_signs_in(
    begun: FirstStart, tmp_path: Path
) -> None:
    with living(begun.copied(tmp_path / "data")) as service:
        assert service.sign_ins() == begun.sign_ins
        browser = service.signed_in("Officer")
        status, address, text = service.page("/", browser)
        assert status == http.client.OK
        assert "sign-in" not in address
        assert "<h1" in text
        assert "Your work" in text

        again = command("run", "--data", str(service.data))
        assert (again.returncode, again.stderr.count("\n")) == (1, 1)
        assert "in use by another run" in again.stderr
        elsewhere = command("run", "--data", str(tmp_path / "b"), "--port", str(service.port))
        assert (elsewhere.returncode, elsewhere.stderr.count("\n")) == (1, 1)
        assert f"port {service.port}" in elsewhere.stderr

        assert service.stop(signal.SIGTERM) == 0
        assert service.processes() == []
        for log in (service.data / "logs").iterdir():
            text = log.read_text()
            told = begun.sign_ins.values()
            assert not any(email in text or word in text for email, word in told)
        for line in (service.data / "logs" / "web.log").read_text().splitlines():
            assert json.loads(line)["level"]


@pytest.mark.parametrize(
    "words", [("verify",), ("rebuild-obligations",), ("backup", "not-written.zip")]
)
def test_a_command_on_a_folder_without_a_service_says_what_to_do_and_makes_nothing(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    asked = command(*words, "--data", str(tmp_path / "new"))
    assert (asked.returncode, asked.stderr.count("\n")) == (1, 1)
    assert "There is no service in" in asked.stderr
    assert "touchpoint run --only set-up" in asked.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("part", ["web", "worker"])
def test_one_part_alone_does_not_start_without_a_database(tmp_path: Path, part: str) -> None:
    asked = command("run", "--only", part, "--data", str(tmp_path / "new"))
    assert (asked.returncode, asked.stderr.count("\n")) == (1, 1)
    assert "DATABASE_URL is not set" in asked.stderr
    assert list(tmp_path.iterdir()) == []
