"""Looking for a journey by a name, a birthday, a number, a postcode or a reference."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from force import TODAY, Force, force, loaded, made_up, server

from touchpoint.errors import Refused

__all__ = ["force", "loaded", "made_up", "server"]


@pytest.fixture(autouse=True)
def as_web(force: Force) -> Iterator[None]:
    """One person with a name that is awkward to type, on the journey that the force is about."""
    force.database.django("web")
    with force.database.owner() as connection:
        connection.execute(
            "DELETE FROM personal.identity WHERE journey_id = %s", [force.journey_id]
        )
        connection.execute(
            "INSERT INTO personal.identity VALUES ('r-1', %s, 'Zoë', 'O''Háłloran-Smythe', "
            "'1980-02-29', 'LU1  2ab', '+44 7700 900123', ' Zoe@Example.ORG ')",
            [force.journey_id],
        )
    yield
    force.database.django("owner")


def found(force: Force, by: str = "osei", **sought: Any) -> list[str]:  # noqa: ANN401 - parts by name
    from touchpoint.service.journeys.queries import Sought, find  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.organisation.acting import acting_as  # noqa: PLC0415 - the same

    with acting_as(force.staff(by)):
        return [row.journey_id for row in find(Sought(**sought))]


@pytest.mark.parametrize(
    "sought",
    [
        {"family_name": "ohall"},
        {"family_name": "O'HALLORAN SMYTHE"},
        {"family_name": "O`Háłloran"},
        {"postcode": "lu12AB"},
        {"postcode": "LU1 2"},
        {"phone": "07700 900 123"},
        {"phone": "0044 7700 900123"},
        {"email": "zoe@example.org"},
        {"born_on": date(1980, 2, 29)},
        {"family_name": "ohal", "born_on": date(1980, 2, 29), "postcode": "LU1 2AB"},
    ],
)
def test_it_is_found_however_it_is_typed(force: Force, sought: dict[str, Any]) -> None:
    assert found(force, **sought) == [force.journey_id]


@pytest.mark.parametrize(
    "sought",
    [
        {"family_name": "halloran"},
        {"family_name": "ohal", "born_on": date(1980, 2, 28)},
        {"phone": "07700 900124"},
        {"email": "zoe@example.or"},
    ],
)
def test_what_does_not_fit_is_not_found(force: Force, sought: dict[str, Any]) -> None:
    assert found(force, **sought) == []


def test_it_is_found_by_its_reference_whole_or_from_the_beginning(force: Force) -> None:
    reference = force.one(
        "SELECT reference FROM journeys_investigation JOIN journeys_journey "
        "USING (investigation_id) WHERE journey_id = %s",
        force.journey_id,
    )
    assert force.journey_id in found(force, reference=reference)
    assert force.journey_id in found(force, reference=reference[:4])
    assert found(force, reference=reference, family_name="nobody") == []


def test_a_reference_is_found_in_any_case_by_search_and_by_break_glass(force: Force) -> None:
    reference = force.one(
        "SELECT reference FROM journeys_investigation JOIN journeys_journey "
        "USING (investigation_id) WHERE journey_id = %s",
        force.journey_id,
    )
    assert reference.lower() != reference
    assert force.journey_id in found(force, reference=reference.lower())
    assert force.journey_id in found(force, reference=reference.lower()[:-1])
    with force.database.web(force.id_of("osei")) as web:
        opens = "SELECT journey_id FROM journeys_to_open(%s)"
        for typed in (reference, reference.lower(), force.journey_id):
            assert (force.journey_id,) in web.execute(opens, [typed]).fetchall()
        assert web.execute(opens, [reference[:-1]]).fetchall() == []


@pytest.mark.parametrize("asked", ["journeys_referenced('zz/', 50)", "journeys_to_open('zz/')"])
def test_a_reference_is_found_by_its_index(force: Force, asked: str) -> None:
    scans = (
        "SELECT idx_scan FROM pg_stat_all_indexes "
        "WHERE indexrelname = 'journeys_investigation_reference'"
    )
    before = force.one(scans)
    with force.database.web(force.id_of("osei")) as web:
        web.execute("SET enable_seqscan = off")
        web.execute(f"SELECT * FROM {asked}".encode())  # noqa: S608 - of this file
        web.commit()
        web.execute("SELECT pg_stat_force_next_flush()")
    assert force.one(scans) > before


@pytest.mark.parametrize("by", ["ames", "ash"])
def test_whoever_may_see_no_identity_finds_nobody_by_one(force: Force, by: str) -> None:
    assert found(force, by=by, family_name="ohalloran") == []


def test_too_little_to_look_for_is_refused_in_sentences(force: Force) -> None:
    for sought in ({}, {"family_name": "oh"}, {"postcode": "L", "reference": "4"}):
        with pytest.raises(Refused, match="too little"):
            found(force, **sought)


def test_a_journey_is_read_with_everything_that_belongs_to_it(force: Force) -> None:
    from touchpoint.service.journeys.queries import journey  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.organisation.acting import acting_as  # noqa: PLC0415 - the same

    with acting_as(force.staff("osei")):
        read = journey(force.journey_id, today=TODAY)
        assert journey(force.elsewhere, today=TODAY) is None
    assert read is not None
    assert read.record is not None
    assert [identity.record_id for identity in read.identities] == ["r-1"]
    assert len(read.touchpoints) == force.one(
        "SELECT count(*) FROM journeys_touchpoint WHERE journey_id = %s", force.journey_id
    )
    assert {obligation.journey_id for obligation in read.obligations} == {force.journey_id}
    with acting_as(force.staff("ames")):
        unnamed = journey(force.journey_id, today=TODAY)
    assert unnamed is not None
    assert unnamed.identities == ()


def test_a_name_is_found_by_its_index_after_the_same_connection_has_read_names(
    force: Force,
) -> None:
    read = "SELECT family_name FROM personal.identity LIMIT 1"
    sought = "SELECT * FROM personal.found('ohalloran', NULL, NULL, NULL, NULL, 50)"
    asked = "SELECT idx_scan FROM pg_stat_all_indexes WHERE indexrelname = 'identity_family_name'"
    before = force.one(asked)
    with force.database.web(force.id_of("osei")) as web:
        web.execute("SET enable_seqscan = off")
        web.execute(read)
        assert web.execute(sought).fetchall() == [(force.journey_id,)]
        web.commit()
        web.execute("SELECT pg_stat_force_next_flush()")
    assert force.one(asked) == before + 1
