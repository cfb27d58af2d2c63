"""`touchpoint verify`, as a person types it: what was taken away whole shows by a seal kept."""

import re
import subprocess
from pathlib import Path

import pytest
from force import NOW, Force, force, loaded, made_up, server
from living import command

__all__ = ["force", "loaded", "made_up", "server"]
SEAL = "0123456789abcdef" * 4


@pytest.fixture
def looked(force: Force) -> Force:
    """The force, of which somebody has looked at two journeys."""
    from touchpoint.service.journeys.looks.actions import look  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.organisation.acting import acting_as  # noqa: PLC0415 - the same

    osei = force.staff("osei")
    for _ in range(2):
        with acting_as(osei):
            look(by=osei, journey_id=force.journey_id, reason=None, now=NOW)
    return force


def verified(force: Force, *words: str) -> subprocess.CompletedProcess[str]:
    owner, web = force.database.url("owner"), force.database.url("web")
    return command("verify", *words, DATABASE_URL=owner, DATABASE_WEB_URL=web)


def test_a_log_of_looks_that_was_emptied_does_not_show_the_seal_that_was_kept(
    looked: Force, tmp_path: Path
) -> None:
    at = ("--data", str(tmp_path))
    said = verified(looked, *at).stdout
    seals = re.findall(r"^(?:looks:)?\d+:[0-9a-f]{64}$", said, re.MULTILINE)
    assert [one.startswith("looks:2:") for one in seals] == [False, True]
    given = [word for seal in seals for word in ("--known", seal)]
    assert verified(looked, *at, *given).returncode == 0
    with looked.database.superuser() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("DELETE FROM journeys_look")
        connection.execute("DELETE FROM journeys_look_register")
    assert verified(looked, *at).returncode == 0
    refused = verified(looked, *at, *given)
    assert refused.returncode == 1
    assert (
        "The register of looks: it ends at entry 0, and went on to entry 2: entries are missing."
        in refused.stderr
    )
    beyond = verified(looked, *at, "--known", f"999999:{SEAL}")
    assert beyond.returncode == 1
    assert "went on to entry 999999: entries are missing" in beyond.stderr
    assert "number 0" not in beyond.stderr


@pytest.mark.parametrize(
    "seal",
    ["", "12", f"0:{SEAL}", f"x:{SEAL}", f"12:{SEAL[1:]}", f"12:{SEAL[1:]}g", f"glances:12:{SEAL}"],
)
def test_a_seal_that_is_none_is_a_command_typed_wrongly(seal: str) -> None:
    refused = command("verify", "--known", seal)
    assert refused.returncode == 2
    assert "is no seal" in refused.stderr
