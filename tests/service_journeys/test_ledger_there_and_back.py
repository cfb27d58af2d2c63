"""A ledger into the service and out again: every row of every table, and what the library says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
import pytest
from database import Database, Server, server

from touchpoint.cli.measuring import OnDuckDB
from touchpoint.engines import Steps, open_on_duckdb, said_to_duckdb
from touchpoint.errors import Refused
from touchpoint.ledger import TABLES, append, arrow_schema
from touchpoint.measures.asking import ask
from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.counting.asked import Question
from touchpoint.rights.editions import in_force
from touchpoint.rights.judging.rules import rules_of
from touchpoint.rights.judging.verdicts import verdicts
from touchpoint.synthetic import synthesise

__all__ = ["server"]

NOW = datetime(2024, 9, 2, 9, 0, tzinfo=UTC)
TODAY = date(2024, 9, 2)
JOURNEYS = 1_000


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up force of a thousand journeys."""
    ledger = tmp_path_factory.mktemp("written") / "ledger"
    synthesise(ledger, journeys=JOURNEYS, seed=3)
    return ledger


@pytest.fixture(scope="module")
def database(server: Server, written: Path) -> Iterator[Database]:
    cloned = server.clone()
    cloned.django("owner")
    from touchpoint.service.journeys.ledger_in import load_ledger  # noqa: PLC0415 - Django is set up by now

    load_ledger(written, now=NOW)
    yield cloned
    cloned.drop()


@pytest.fixture(autouse=True)
def turned(database: Database) -> None:
    """Django works on the force that was loaded, whatever the test before turned it to."""
    database.django("owner")


def rows_of(ledger: Path, table: str) -> pa.Table:
    with open_on_duckdb(ledger) as opened:
        return opened.connection.con.sql(f"FROM {table}").to_arrow_table()


def differing(one: Path, other: Path) -> dict[str, int]:
    """How many rows of each table stand in one ledger alone, of those whose rows differ at all."""
    found = {}
    for table in TABLES:
        with duckdb.connect() as duck:
            duck.register("a", rows_of(one, table))
            duck.register("b", rows_of(other, table))
            number = duck.sql(
                "SELECT count(*) FROM (FROM (FROM a EXCEPT ALL FROM b) UNION ALL "
                "FROM (FROM b EXCEPT ALL FROM a))"
            ).fetchall()[0][0]
        if number:
            found[table] = number
    return found


def exported(folder: Path) -> Path:
    from touchpoint.service.journeys.ledger_out import export_ledger  # noqa: PLC0415 - Django is set up by now

    export_ledger(folder / "out")
    return folder / "out"


def test_there_and_back_changes_nothing(written: Path, tmp_path: Path) -> None:
    assert differing(written, exported(tmp_path)) == {}


def test_loading_the_same_again_adds_nothing(written: Path, tmp_path: Path) -> None:
    from touchpoint.service.journeys.chain import verify  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.journeys.ledger_in import load_ledger  # noqa: PLC0415 - the same

    before = verify()
    again = load_ledger(written, now=NOW)
    assert not any(again.added.values())
    assert verify() == before
    assert before.sound
    assert differing(written, exported(tmp_path)) == {}


AWKWARD = "Ünïcödé, \"quoted\", 'single', back\\slash, {braces}\nand\ttwo lines"


def test_every_awkward_value_comes_back_as_it_was(server: Server, tmp_path: Path) -> None:
    from touchpoint.service.journeys.ledger_in import load_ledger  # noqa: PLC0415 - Django is set up by now

    ledger = tmp_path / "ledger"
    synthesise(ledger, journeys=3, seed=1)
    journey = rows_of(ledger, "journeys")["journey_id"][0].as_py()
    awkward = {
        "journey_id": journey, "kind": "odd,kind", "happened_on": TODAY, "source": "",
        "happened_at": datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        "result": "", "about": "nothing that is there", "detail": AWKWARD, "channel": None,
    }  # fmt: skip
    append(
        ledger,
        {
            "touchpoints": pa.Table.from_pylist(
                [{"touchpoint_id": name, **awkward} for name in ("a", AWKWARD)],
                schema=arrow_schema("touchpoints"),
            ),
            "answers": pa.Table.from_pylist(
                [
                    {"response_id": "r", "question": "q", "number": 0.1 + 0.2, "text": AWKWARD},
                    {"response_id": "r", "question": "", "value": "", "number": -1e-300},
                ],
                schema=arrow_schema("answers"),
            ),
            "returns": pa.Table.from_pylist(
                [
                    {"provider": "p", "service": "s", "indicator": "i", "from_on": TODAY,
                     "to_on": TODAY, "note": AWKWARD}
                ] * 2,
                schema=arrow_schema("returns"),
            ),
            "investigations": rows_of(ledger, "investigations").slice(0, 1)
            .drop_columns(["investigation_id", "marks"])
            .append_column("investigation_id", pa.array(["odd"]))
            .append_column("marks", pa.array([["a,b", 'c"d', "{}", "", "e\\f", "NULL"]])),
        },
    )  # fmt: skip
    database = server.clone()
    database.django("owner")
    load_ledger(ledger, now=NOW)
    assert differing(ledger, exported(tmp_path)) == {}
    assert not any(load_ledger(ledger, now=NOW).added.values())
    database.drop()


def test_a_second_load_adds_only_what_is_new(server: Server, tmp_path: Path) -> None:
    from touchpoint.service.journeys import rebuilding  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.journeys.chain import verify  # noqa: PLC0415 - the same
    from touchpoint.service.journeys.ledger_in import load_ledger  # noqa: PLC0415 - the same

    early, late = tmp_path / "early", tmp_path / "late"
    synthesise(early, journeys=300, seed=5, known_on=date(2024, 6, 30))
    synthesise(late, journeys=300, seed=5)
    database = server.clone()
    database.django("owner")
    load_ledger(early, now=NOW)
    with pytest.raises(Refused, match="says otherwise than what is kept") as refusal:
        load_ledger(late, now=NOW)
    assert any(fault.startswith("3") or "investigations" in fault for fault in refusal.value.faults)
    second = load_ledger(late, now=NOW, changes=True)
    assert second.added["touchpoints"] > 0
    assert second.changed["investigations"] > 0
    assert differing(late, exported(tmp_path)) == {}
    assert verify().sound
    kept = "SELECT * FROM journeys_obligation ORDER BY journey_id, duty_id, edition, occurrence"
    with database.owner() as connection:
        before = connection.execute(kept).fetchall()
    rebuilding.rebuild(today=TODAY)
    with database.owner() as connection:
        assert connection.execute(kept).fetchall() == before
    database.drop()


def test_a_ledger_of_several_portions_is_taken_in_as_one_of_a_single_portion_is(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from touchpoint.service.journeys import rebuilding  # noqa: PLC0415 - Django is set up by now
    from touchpoint.service.journeys.chain import verify  # noqa: PLC0415 - the same
    from touchpoint.service.journeys.ledger_in import load_ledger  # noqa: PLC0415 - the same
    from touchpoint.service.journeys.loading import chained  # noqa: PLC0415 - the same

    ledger = tmp_path / "ledger"
    synthesise(ledger, journeys=400, seed=5)
    kept = (
        "SELECT touchpoint_id, number, hash FROM journeys_touchpoint ORDER BY touchpoint_id",
        "SELECT * FROM journeys_obligation ORDER BY journey_id, duty_id, edition, occurrence",
    )
    found = []
    for at_once in (chained.JOURNEYS_AT_ONCE, 60):
        for room in (chained, rebuilding):
            monkeypatch.setattr(room, "JOURNEYS_AT_ONCE", at_once)
        database = server.clone()
        database.django("owner")
        load_ledger(ledger, now=NOW)
        assert verify().sound
        with database.owner() as connection:
            found.append([connection.execute(each).fetchall() for each in kept])
        assert differing(ledger, exported(tmp_path / str(at_once))) == {}
        database.drop()
    assert found[0] == found[1]


def test_a_touchpoint_with_other_content_stops_a_load_whole(tmp_path: Path) -> None:
    from touchpoint.service.journeys.ledger_in import load_ledger  # noqa: PLC0415 - Django is set up by now

    ledger = exported(tmp_path)
    file = next((ledger / "touchpoints").glob("*.parquet"))
    import pyarrow.parquet as pq  # noqa: PLC0415 - here alone

    rows = pq.read_table(file)
    place = rows.column_names.index("kind")
    kinds = ["forged.kind", *rows["kind"].to_pylist()[1:]]
    pq.write_table(rows.set_column(place, "kind", pa.array(kinds)), file)
    with pytest.raises(Refused, match="cannot be loaded") as refusal:
        load_ledger(ledger, now=NOW, changes=True)
    assert refusal.value.faults[0].startswith("1 touchpoints differ from what is kept")


def test_every_verdict_of_the_ledger_is_the_verdict_of_the_service(
    database: Database, written: Path
) -> None:
    rules = rules_of(in_force())
    with open_on_duckdb(written) as ledger:
        steps = Steps(sql=said_to_duckdb)
        asked = verdicts(ledger.hold(rules.tables), rules, ibis.date(TODAY.isoformat()), steps.keep)
        by_ledger = [
            row for batch in ledger.batches(steps.within(asked)) for row in batch.to_pylist()
        ]
    with database.owner() as connection:
        connection.execute("SELECT set_config('touchpoint.as_at', %s, false)", [TODAY.isoformat()])
        few = connection.execute(
            "SELECT v.* FROM (SELECT journey_id FROM journeys_journey "
            "ORDER BY hashtext(journey_id) LIMIT 100) AS j "
            "CROSS JOIN LATERAL ledger.verdicts_of_journey(j.journey_id) AS v"
        )
        names = [column.name for column in few.description or ()]
        fresh = [tuple(row) for row in few.fetchall()]
        chosen = {row[0] for row in fresh}
        kept = connection.execute(
            "SELECT journey_id, duty_id, edition, occurrence, triggered_on, due_on, done_on, "
            "CASE WHEN state = 'open' THEN CASE WHEN due_on < %s THEN 'missed' ELSE 'waiting' END "
            "ELSE state END, basis, evidence, reason FROM journeys_obligation",
            [TODAY],
        ).fetchall()
    expected = [tuple(row[name] for name in names) for row in by_ledger]
    assert sorted(fresh, key=repr) == sorted((r for r in expected if r[0] in chosen), key=repr)
    waiting = [r for r in expected if r[7] == "excused" and r[6] is None and r[5] >= TODAY]
    assert not waiting
    assert sorted(kept, key=repr) == sorted(expected, key=repr)


def test_the_measures_run_unchanged_over_the_service(database: Database, written: Path) -> None:
    from touchpoint.service.journeys.runner import open_runner  # noqa: PLC0415 - Django is set up by now

    question = Question(measures=tuple(catalogue()), period="year", as_at=TODAY)
    with open_on_duckdb(written) as ledger:
        expected = ask(OnDuckDB(ledger=ledger), question, editions=in_force())
    with open_runner() as runner:
        found = ask(runner, question, editions=in_force())
    assert found.figures == expected.figures
    with database.owner() as connection:
        for name in rules_of(in_force()).tables:
            there = connection.execute("SELECT to_regclass(%s)", [f"ledger.{name}"]).fetchone()
            assert there != (None,), name
    assert len(found.figures) > 20
