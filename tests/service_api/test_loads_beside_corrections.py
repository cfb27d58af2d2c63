"""What people corrected in the service stays, whatever is loaded or undone: corrected, and once."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from calling import database as called
from calling import force, server
from decided import VICTIM, Crimes, crimes, database, file
from django.utils import timezone
from sending import analyst, data, fresh

from touchpoint.cli.commands.check import faults_of
from touchpoint.errors import Refused
from touchpoint.extracts.loading.corrected import BECAUSE
from touchpoint.ledger import append, arrow_schema

__all__ = ["analyst", "called", "crimes", "data", "database", "force", "fresh", "server"]

VICTIMS = file("crime-victims.csv")
ROW = b"Yes,30/04/2024,30/04/2024,Weekly,In person"
NEWS = VICTIMS.replace(ROW, b"Yes,01/05/2024,30/04/2024,Weekly,In person")
OF_A_KIND = (
    "SELECT touchpoint_id FROM journeys_touchpoint AS t WHERE journey_id = %s AND kind = %s "
    "AND NOT EXISTS (SELECT FROM journeys_touchpoint AS c WHERE c.replaces = t.touchpoint_id)"
)
TWICE = (
    "SELECT replaces FROM journeys_touchpoint WHERE replaces IS NOT NULL "
    "GROUP BY replaces HAVING count(*) > 1"
)


def take_back(crimes: Crimes, kind: str = "referral.sent") -> None:
    """Say in the service that something never happened."""
    from touchpoint.service.journeys.actions.correcting import withdraw_touchpoint  # noqa: PLC0415 - Django is set up by then

    ((name,),) = crimes.rows(OF_A_KIND, VICTIM, kind)
    with crimes.deciding():
        withdraw_touchpoint(
            by=crimes.supervisor, touchpoint_id=name, reason="Never made", now=timezone.now()
        )


@pytest.fixture
def sound(crimes: Crimes, tmp_path: Path) -> Iterator[Crimes]:
    """The crimes, of which nothing is corrected twice when the test is done."""
    yield crimes
    from touchpoint.service.journeys.ledger_out import export_ledger  # noqa: PLC0415 - Django is set up by then

    assert crimes.rows(TWICE) == []
    with crimes.deciding():
        export_ledger(tmp_path / "given-out")
    twice = [
        one.sentence for one in faults_of(tmp_path / "given-out") if "more than" in one.sentence
    ]
    assert twice == []


def test_news_of_what_was_taken_back_does_not_revive_it_and_is_told(sound: Crimes) -> None:
    assert VICTIMS != NEWS
    take_back(sound)
    assert "Corrections 0" in sound.load(VICTIMS)
    page = sound.load(NEWS)
    assert "Corrections 1" in page
    assert f"{VICTIM}: referral.sent" in page
    assert sound.rows(OF_A_KIND, VICTIM, "referral.sent") == []
    assert "Corrections 0" in sound.load(NEWS)


def test_undoing_a_load_does_not_revive_what_was_taken_back_after_it(sound: Crimes) -> None:
    address = sound.loaded(NEWS)
    take_back(sound)
    page = sound.undo(address)
    assert "Undone" in page
    assert "1 row was taken back." in page
    assert f"{VICTIM}: referral.sent" in page
    assert sound.rows(OF_A_KIND, VICTIM, "referral.sent") == []


def test_what_is_corrected_while_a_file_is_loaded_stops_the_load_with_a_sentence(
    sound: Crimes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from touchpoint.service.extracts.delta import difference  # noqa: PLC0415 - Django is set up by then
    from touchpoint.service.journeys.actions.correcting import withdraw_touchpoint  # noqa: PLC0415 - the same

    ((name,),) = sound.rows(OF_A_KIND, VICTIM, "referral.sent")

    def corrected_meanwhile(*places: Path) -> int:
        withdraw_touchpoint(
            by=sound.supervisor, touchpoint_id=name, reason="Never made", now=timezone.now()
        )
        return difference(*places)

    with monkeypatch.context() as patch:
        patch.setattr("touchpoint.service.extracts.work.difference", corrected_meanwhile)
        page = sound.load(NEWS)
    assert "Not loaded" in page
    assert "Somebody corrected an entry that this file is about" in page


def test_a_ledger_that_would_correct_something_twice_is_not_taken_in(
    sound: Crimes, tmp_path: Path
) -> None:
    from touchpoint.service.journeys.ledger_in import load_ledger  # noqa: PLC0415 - Django is set up by then
    from touchpoint.service.journeys.ledger_out import export_ledger  # noqa: PLC0415 - the same

    ((name,),) = sound.rows(OF_A_KIND, VICTIM, "referral.sent")
    ledger = tmp_path / "ledger"
    with sound.deciding():
        export_ledger(ledger)
    take_back(sound)
    schema = arrow_schema("touchpoints")
    now = timezone.now()
    row = dict.fromkeys(schema.names) | {
        "touchpoint_id": "second",
        "journey_id": VICTIM,
        "kind": "touchpoint.withdrawn",
        "happened_at": now,
        "happened_on": now.date(),
        "source": "elsewhere",
        "replaces": name,
    }
    append(ledger, {"touchpoints": pa.Table.from_pylist([row], schema=schema)})
    with sound.deciding(), pytest.raises(Refused) as refusal:
        load_ledger(ledger, now=now)
    assert any("would be corrected twice" in fault for fault in refusal.value.faults)


def test_the_word_for_why_something_is_corrected_is_the_same_in_both_storeys(
    crimes: Crimes,
) -> None:
    from touchpoint.service.journeys.actions import correcting  # noqa: PLC0415 - Django is set up by then

    del crimes
    assert correcting.BECAUSE == BECAUSE
