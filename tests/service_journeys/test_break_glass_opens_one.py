"""Break-glass, by hand in the database: it opens one journey to one person, for a while."""

from force import Force, force, loaded, made_up, server

__all__ = ["force", "loaded", "made_up", "server"]


def journeys_of(force: Force, name: str) -> set[str]:
    """The journeys that somebody sees."""
    with force.database.web(force.id_of(name)) as connection:
        found = connection.execute("SELECT journey_id FROM journeys_journey").fetchall()
    return {row[0] for row in found}


def test_break_glass_opens_one_journey_and_its_case_to_one_person(force: Force) -> None:
    before = journeys_of(force, "osei")
    with force.database.owner() as connection:
        connection.execute(
            "INSERT INTO organisation_break_glass "
            "(staff_id, journey_id, reason, opened_at, ends_at) "
            "VALUES (%s, %s, 'asked at the counter', now(), now() + interval '1 hour')",
            [force.id_of("osei"), force.elsewhere],
        )
    assert force.elsewhere not in before
    assert journeys_of(force, "osei") == before | {force.elsewhere}
    with force.database.web(force.id_of("osei")) as connection:
        found = connection.execute(
            "SELECT count(*) FROM journeys_touchpoint WHERE journey_id = %s", [force.elsewhere]
        ).fetchone()
    assert found != (0,)
    assert force.elsewhere not in journeys_of(force, "byrne")
