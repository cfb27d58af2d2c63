"""The database opened by hand as the web role, by queries that forget every filter."""

from typing import Any

import psycopg
import pytest
from force import NOW, PROVIDER, Force, force, loaded, made_up, server

__all__ = ["force", "loaded", "made_up", "server"]

OF_JOURNEYS = (
    "journeys_journey", "journeys_touchpoint", "journeys_obligation", "personal.identity",
    "ledger.journeys", "ledger.touchpoints", "ledger.identities",
)  # fmt: skip
OF_CASES = ("journeys_investigation", "journeys_review", "ledger.investigations", "ledger.reviews")
NEVER = ("journeys_register", "journeys_waking", "ledger.standing")
NO_IDENTITIES = {"ash", "ames"}
NOTHING = {"cole", "adams", "vale", "nobody", "gone"}
SEEING = ("osei", "byrne", "vine", "wren", "ash", "ames")


@pytest.fixture(scope="module", autouse=True)
def referred(force: Force) -> None:
    """One referral to the provider, and people who act but may not."""
    from touchpoint.service.journeys.actions import NewTouchpoint, append_touchpoints  # noqa: PLC0415 - Django is set up by now

    append_touchpoints(
        by=force.staff("vine"),
        items=[
            NewTouchpoint(
                journey_id=force.journey_id, kind="referral.sent", happened_at=NOW,
                detail={"provider": PROVIDER},
            )
        ],
        now=NOW,
    )  # fmt: skip


def as_(force: Force, name: str) -> psycopg.Connection:
    if name == "nobody":
        return force.database.web()
    if name == "gone":
        return force.database.web(99_999)
    return force.database.web(force.id_of(name))


EVERYBODY = (*SEEING, "pike", *sorted(NOTHING))


def ids(connection: psycopg.Connection, statement: str) -> set[Any]:
    return {row[0] for row in connection.execute(statement).fetchall()}


def allowed(force: Force, name: str) -> set[str]:
    """The journeys that somebody may see, worked out by hand as the owner."""
    if name in NOTHING:
        return set()
    if name == "pike":
        return {force.journey_id}
    charged = "AND i.charged_on IS NOT NULL" if name == "wren" else ""
    own = "OR i.officer_id = s.officer_id" if name in {"osei", "byrne"} else ""
    return {
        row[0]
        for row in force.all(
            "SELECT j.journey_id FROM journeys_journey AS j JOIN journeys_investigation AS i "  # noqa: S608 - words of our own
            "USING (investigation_id) JOIN organisation_staff AS s ON s.email = %s "
            f"WHERE (i.unit_id = s.unit_id {charged}) {own}",
            f"{name}@force.example",
        )
    }


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_table_and_view_shows_only_what_is_in_scope(force: Force, name: str) -> None:
    journeys = allowed(force, name)
    cases = {
        row[0]
        for row in force.all(
            "SELECT investigation_id FROM journeys_journey WHERE journey_id = ANY (%s)",
            sorted(journeys),
        )
    } if name != "pike" else set()  # fmt: skip
    with as_(force, name) as connection:
        for table in OF_JOURNEYS:
            seen = ids(connection, f"SELECT journey_id FROM {table}")  # noqa: S608 - a table of our own
            expected = journeys
            if "identit" in table and name in NO_IDENTITIES:
                expected = set()
            if "obligation" in table and name == "pike":
                expected = set()
            assert seen <= expected, table
            if table in {"journeys_journey", "ledger.journeys"}:
                assert seen == expected
        for table in OF_CASES:
            assert ids(connection, f"SELECT investigation_id FROM {table}") <= cases, table  # noqa: S608 - the same


def test_a_provider_sees_its_referral_and_nothing_else_of_the_journey(force: Force) -> None:
    with as_(force, "pike") as connection:
        assert ids(connection, "SELECT kind FROM journeys_touchpoint") == {"referral.sent"}
        assert ids(connection, "SELECT DISTINCT count(*) FROM journeys_investigation") == {0}
        assert ids(connection, "SELECT response_id FROM journeys_response") == set()
        assert ids(connection, "SELECT * FROM journeys_of_provider()") == {force.journey_id}


@pytest.mark.parametrize("name", EVERYBODY)
def test_joins_functions_and_copies_show_no_more(force: Force, name: str) -> None:
    journeys = allowed(force, name)
    with as_(force, name) as connection:
        for statement in (
            "SELECT t.journey_id FROM journeys_touchpoint AS t FULL JOIN journeys_journey ON true",
            "SELECT journey_id FROM ledger.verdicts",
            "WITH t AS MATERIALIZED (TABLE ledger.touchpoints) SELECT journey_id FROM t",
            "SELECT personal.found(NULL, 'a', NULL, NULL, NULL, NULL, 10000)",
            "SELECT personal.found('Z', 'a', NULL, NULL, NULL, NULL, 10000)",
            "SELECT personal.found(NULL, NULL, NULL, 'Z', NULL, NULL, 10000)",
            "SELECT journeys_found_by_reference('Z', 10000)",
        ):
            assert ids(connection, statement) - {None} <= journeys, statement
        with connection.cursor().copy(
            "COPY (SELECT journey_id FROM journeys_touchpoint) TO STDOUT"
        ) as copy:
            assert {bytes(line).decode().strip() for line in copy} <= journeys
        elsewhere = connection.execute(
            "SELECT * FROM ledger.verdicts_of_journey(%s)", [force.elsewhere]
        ).fetchall()
        assert elsewhere == []


def refused(connection: psycopg.Connection, statement: str) -> None:
    try:
        connection.execute(statement)
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation):
        connection.rollback()
    else:
        pytest.fail(f"allowed: {statement}")


@pytest.mark.parametrize("name", ["byrne", "adams", "nobody"])
def test_the_web_role_changes_removes_and_makes_nothing(force: Force, name: str) -> None:
    with as_(force, name) as connection:
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT c.oid::regclass::text FROM pg_class AS c JOIN pg_namespace AS n "
                "ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND (n.nspname IN "
                "('personal', 'ledger') OR c.relname LIKE 'journeys\\_%')"
            ).fetchall()
        ]
        assert len(tables) > 15
        for table in tables:
            refused(connection, f"DELETE FROM {table}")  # noqa: S608 - a table of our own
            refused(connection, f"TRUNCATE {table}")
            column = force.one(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
                "AND attidentity = '' ORDER BY attnum LIMIT 1",
                table,
            )
            refused(connection, f"UPDATE {table} SET {column} = {column}")  # noqa: S608 - the same
        for statement in (
            "SET ROLE touchpoint_owner",
            "SET SESSION AUTHORIZATION touchpoint_owner",
            "CREATE TABLE mine (a int)",
            "CREATE TEMPORARY TABLE mine (a int)",
            "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE SCHEMA mine",
            "CREATE FUNCTION ledger.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "ALTER TABLE journeys_journey DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE journeys_touchpoint DISABLE TRIGGER ALL",
            "SET session_replication_role = replica",
            "DROP POLICY seen ON journeys_journey",
            "COPY journeys_touchpoint FROM '/etc/passwd'",
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "SELECT pg_read_file('/etc/passwd')",
            "SELECT * FROM pg_authid",
            "SELECT * FROM pg_statistic",
            "SELECT nextval('journeys_change_id_seq')",
            "SELECT * FROM journeys_register",
            "SELECT * FROM journeys_waking",
            "SELECT journeys_make_obligations('a', now()::date)",
            "SELECT journeys_note_charges('{a}')",
            "SELECT * FROM ledger.obligations_of_journey('a')",
        ):
            refused(connection, statement)


@pytest.mark.parametrize("name", ["ames", "ash", "cole", "nobody"])
def test_the_planner_s_statistics_tell_nothing(force: Force, name: str) -> None:
    with force.database.owner(autocommit=True) as connection:
        connection.execute("ANALYZE")
    with as_(force, name) as connection:
        told = connection.execute(
            "SELECT tablename, attname FROM pg_stats WHERE schemaname = 'personal' "
            "OR tablename LIKE 'journeys\\_%' OR tablename LIKE 'identity%' "
            "UNION ALL SELECT tablename, '' FROM pg_stats_ext"
        ).fetchall()
        assert told == []


def names(force: Force) -> list[str]:
    """The commonest family name, and one that nobody has."""
    most = force.one(
        "SELECT family_name FROM personal.identity GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    )
    return [most, "Nobody-Has-This"]


def test_the_planner_expects_as_many_of_a_common_name_as_of_one_nobody_has(force: Force) -> None:
    with force.database.owner(autocommit=True) as connection:
        connection.execute("ANALYZE")
    with as_(force, "ames") as connection:
        expected = [
            connection.execute(
                "EXPLAIN (FORMAT json) SELECT FROM personal.identity WHERE family_name = %s", [name]
            ).fetchall()[0][0][0]["Plan"]["Plan Rows"]
            for name in names(force)
        ]
    assert len(set(expected)) == 1


INSERT = (
    "INSERT INTO journeys_touchpoint (touchpoint_id, journey_id, kind, happened_at, happened_on, "
    "source) VALUES (%s, %s, %s, now(), now()::date, %s)"
)


@pytest.mark.parametrize(
    ("name", "here", "kind", "source"),
    [
        ("osei", False, "victim.updated", "touchpoint"),
        ("osei", True, "supervisor.reviewed", "touchpoint"),
        ("osei", True, "victim.updated", "crime_system"),
        ("ames", True, "victim.updated", "touchpoint"),
        ("ash", True, "victim.updated", "touchpoint"),
        ("pike", True, "victim.updated", "touchpoint"),
        ("cole", True, "victim.updated", "touchpoint"),
        ("nobody", True, "victim.updated", "touchpoint"),
    ],
)
def test_a_row_by_hand_is_held_to_the_same_rules(
    force: Force, name: str, kind: str, source: str, *, here: bool
) -> None:
    journey = force.journey_id if here else force.elsewhere
    with as_(force, name) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(INSERT, ["by hand", journey, kind, source])


@pytest.mark.parametrize("column", ["hash", "previous", "number", "appended_by", "appended_at"])
def test_the_chain_is_not_for_the_web_role_to_write(force: Force, column: str) -> None:
    with as_(force, "osei") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(
            f"INSERT INTO journeys_touchpoint (touchpoint_id, journey_id, kind, happened_at, "  # noqa: S608 - a column of our own
            f"happened_on, source, {column}) VALUES ('x', %s, 'victim.updated', now(), "
            "now()::date, 'touchpoint', NULL)",
            [force.journey_id],
        )


def test_the_migrations_leave_nobody_the_right_to_make_temporary_things(force: Force) -> None:
    asked = "SELECT has_database_privilege('touchpoint_web', 'migrated', 'TEMPORARY')"
    assert force.one(asked) is False


def test_a_function_that_works_as_the_owner_asks_who_acts(force: Force) -> None:
    case = force.one(
        "SELECT investigation_id FROM journeys_journey WHERE journey_id = %s", force.elsewhere
    )
    with as_(force, "byrne") as connection:
        refused(connection, f"SELECT journeys_refresh('{force.elsewhere}', now()::date)")
        refused(connection, f"SELECT journeys_assign('{case}', NULL, NULL, NULL, now()::date)")
        refused(connection, f"SELECT journeys_close('{case}', '1', now()::date, now()::date)")
        refused(
            connection, f"SELECT journeys_enhance('{force.elsewhere}', NULL, '{{}}', now()::date)"
        )


def test_every_function_of_the_owner_has_a_search_path_of_its_own(force: Force) -> None:
    open_ = force.all(
        "SELECT p.oid::regprocedure::text FROM pg_proc AS p JOIN pg_namespace AS n "
        "ON n.oid = p.pronamespace WHERE p.prosecdef AND n.nspname IN ('public', 'personal', "
        "'ledger') AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS c WHERE c LIKE "
        "'search_path=%%')"
    )
    assert open_ == []


def test_every_table_has_row_level_security(force: Force) -> None:
    without = force.all(
        "SELECT c.oid::regclass::text FROM pg_class AS c JOIN pg_namespace AS n "
        "ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND NOT c.relrowsecurity "
        "AND (n.nspname = 'personal' OR c.relname LIKE 'journeys\\_%%')"
    )
    assert without == []
    assert set(NEVER) <= {
        row[0]
        for row in force.all(
            "SELECT c.oid::regclass::text FROM pg_class AS c "
            "WHERE c.relkind = 'r' AND NOT has_table_privilege('touchpoint_web', c.oid, 'SELECT')"
        )
    }
