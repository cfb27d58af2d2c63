"""Looking for a journey by a name, a birthday, a number, a postcode or a reference."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from force import TODAY, Force, force, loaded, made_up, server

from touchpoint.errors import Refused

__all__ = ["force", "loaded", "made_up", "server"]
MOST = 5
"""Fewer than fit, so that some are left out."""


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


def found(force: Force, by: str = "osei", most: int = 200, **sought: Any) -> list[str]:  # noqa: ANN401 - parts by name
    from touchpoint.service.journeys.queries import Sought, find  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.organisation.acting import acting_as  # noqa: PLC0415 - the same

    with acting_as(force.staff(by)):
        return [row.journey_id for row in find(Sought(**sought), most=most)]


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


@pytest.mark.parametrize(
    "asked", ["journeys_found_by_reference('zz/', 50)", "journeys_to_open('zz/')"]
)
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
    little: list[dict[str, Any]] = [{}, {"family_name": "oh"}, {"postcode": "L", "reference": "4"}]
    for sought in little:
        with pytest.raises(Refused, match="too little"):
            found(force, **sought)


@pytest.mark.parametrize(
    ("part", "typed"),
    [
        ("postcode", "---"),
        ("postcode", " - l - 1 - "),
        ("family_name", "---"),
        ("family_name", "a--"),
        ("family_name", ". . ."),
        ("phone", "no number"),
        ("email", " - "),
        ("reference", "---"),
        ("reference", "   "),
    ],
)
def test_signs_alone_are_too_little_to_look_for(force: Force, part: str, typed: str) -> None:
    with pytest.raises(Refused, match="too little") as refusal:
        found(force, **dict[str, Any]({part: typed}))
    assert len(refusal.value.faults) == 1
    assert part.replace("_", " ") in refusal.value.faults[0]


def test_the_database_finds_nobody_by_signs_whoever_asks_it(force: Force) -> None:
    with force.database.web(force.id_of("osei")) as web:
        for asked in (
            "SELECT personal.found(NULL, NULL, NULL, '-', NULL, NULL, 50)",
            "SELECT personal.found(NULL, NULL, NULL, NULL, '-', NULL, 50)",
            "SELECT personal.found('', 'ohalloran', NULL, NULL, NULL, NULL, 50)",
        ):
            assert web.execute(asked).fetchall() == []
        assert web.execute("SELECT journeys_found_by_reference('', 50)").fetchall() == []


SEEN = """
    SELECT j.journey_id FROM journeys_journey AS j
    JOIN journeys_investigation AS i USING (investigation_id)
    JOIN organisation_unit_above AS a ON a.unit_id = j.unit_id
    JOIN organisation_staff AS s ON s.unit_id = a.above_id
    LEFT JOIN personal.identity AS p USING (journey_id)
    WHERE s.id = %s AND FITTING
    GROUP BY j.journey_id, i.reported_on ORDER BY i.reported_on DESC, j.journey_id
"""


def seen_by(force: Force, name: str, fitting: str, *values: str) -> list[str]:
    """The journeys of somebody's unit that fit, the latest first, as the owner reads them."""
    statement = SEEN.replace("FITTING", fitting)
    return [journey for (journey,) in force.all(statement, force.id_of(name), *values)]


@pytest.fixture
def of_the_force(force: Force) -> Iterator[None]:
    """Byrne supervises the whole force, so that more fits than a list shows."""
    with force.database.owner() as owner:
        (unit,) = owner.execute(
            "UPDATE organisation_staff AS s SET unit_id = u.unit_id FROM organisation_unit AS u, "
            "organisation_staff AS before WHERE u.parent_id IS NULL AND before.id = s.id "
            "AND s.name = 'Byrne' RETURNING before.unit_id"
        ).fetchone() or ("",)
    yield
    with force.database.owner() as owner:
        owner.execute("UPDATE organisation_staff SET unit_id = %s WHERE name = 'Byrne'", [unit])


@pytest.mark.usefixtures("of_the_force")
def test_what_fits_in_every_part_is_found_however_much_fits_in_one(force: Force) -> None:
    named = "starts_with(personal.plain_name(p.family_name), personal.plain_name(%s))"
    for journey in seen_by(force, "byrne", "p.family_name IS NOT NULL")[::40]:
        ((reference, name),) = force.all(
            "SELECT reference, family_name FROM journeys_journey "
            "JOIN journeys_investigation USING (investigation_id) "
            "JOIN personal.identity USING (journey_id) WHERE journey_id = %s LIMIT 1",
            journey,
        )
        for length in (3, 6, len(reference)):
            begins = reference[:length]
            fitting = f"starts_with(i.reference, %s) AND {named}"
            expected = seen_by(force, "byrne", fitting, begins, name)
            both: dict[str, Any] = {"reference": begins, "family_name": name}
            assert found(force, by="byrne", most=2, **both) == expected[:2] != [], both


@pytest.mark.usefixtures("of_the_force")
@pytest.mark.parametrize(
    ("sought", "fitting"),
    [
        ({"reference": "zz/"}, "i.reference LIKE 'ZZ/%%'"),
        ({"postcode": "zz1"}, "upper(p.postcode) LIKE 'ZZ1%%'"),
    ],
)
def test_the_latest_are_found_where_not_all_are(
    force: Force, sought: dict[str, Any], fitting: str
) -> None:
    expected = seen_by(force, "byrne", fitting)
    assert len(expected) > MOST
    assert found(force, by="byrne", most=MOST, **sought) == expected[:MOST]


@pytest.mark.usefixtures("of_the_force")
def test_the_latest_of_those_who_share_a_name_is_found_first(force: Force) -> None:
    name = force.one(
        "SELECT family_name FROM personal.identity GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    )
    expected = seen_by(force, "byrne", "p.family_name = %s", name)
    assert len(expected) > 1
    for most in range(1, len(expected)):
        assert found(force, by="byrne", most=most, family_name=name) == expected[:most]


def test_a_reference_does_not_let_an_auditor_try_names(force: Force) -> None:
    # A journey of its own: a look that gives a reason cannot be taken back, and opens the name.
    asked, reference = force.all(
        "SELECT j.journey_id, i.reference FROM journeys_journey AS j "
        "JOIN journeys_investigation AS i USING (investigation_id) "
        "WHERE j.journey_id <> %s AND j.unit_id = "
        "(SELECT unit_id FROM journeys_journey WHERE journey_id = %s) ORDER BY 1 LIMIT 1",
        force.journey_id,
        force.journey_id,
    )[0]
    with force.database.owner() as connection:
        connection.execute(
            "INSERT INTO personal.identity (record_id, journey_id, family_name) "
            "VALUES ('r-2', %s, 'Quillfeather')",
            [asked],
        )
    assert asked in found(force, by="ash", reference=reference)
    assert found(force, by="ash", reference=reference, family_name="quillf") == []
    with force.database.web(force.id_of("ash")) as web:
        web.execute(
            "INSERT INTO journeys_look (journey_id, how, reason) VALUES (%s, 'page', 'why')",
            [asked],
        )
    both: dict[str, Any] = {"reference": reference, "family_name": "quillf"}
    assert found(force, by="ash", **both) == [asked]
    assert found(force, by="ames", **both) == []


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
    sought = "SELECT * FROM personal.found(NULL, 'ohalloran', NULL, NULL, NULL, NULL, 50)"
    asked = "SELECT idx_scan FROM pg_stat_all_indexes WHERE indexrelname = 'identity_family_name'"
    before = force.one(asked)
    with force.database.web(force.id_of("osei")) as web:
        web.execute("SET enable_seqscan = off")
        web.execute(read)
        assert web.execute(sought).fetchall() == [(force.journey_id,)]
        web.commit()
        web.execute("SELECT pg_stat_force_next_flush()")
    assert force.one(asked) == before + 1
