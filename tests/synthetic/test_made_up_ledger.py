"""The ledger of a made-up force is sound, whole and believable: kinds, order, coverage, names."""

import re

import pytest
from made_up import MANY, asked, force, opened

from touchpoint.engines import open_on_duckdb
from touchpoint.ledger import TABLES, Type
from touchpoint.ledger.content import check_ledger
from touchpoint.ledger.vocabulary import KINDS, RESULTS, ROLES

IBIS_ON_DUCKDB_2 = "ignore:fetch_arrow_table:DeprecationWarning"
"""Ibis asks DuckDB for its rows by a name that DuckDB 2 is about to drop; not ours to mend."""


@pytest.mark.filterwarnings(IBIS_ON_DUCKDB_2)
@pytest.mark.parametrize(
    ("journeys", "known"), [(1, False), (7, False), (7, True), (MANY, False), (MANY, True)]
)
def test_the_check_of_ledgers_finds_no_fault(journeys: int, *, known: bool) -> None:
    with open_on_duckdb(force(journeys, 3, known=known), faulty=True, threads=1) as ledger:
        found = check_ledger(ledger.tables, ledger.structure, run=ledger.rows)
    assert found == []


@pytest.mark.parametrize("journeys", [1, 7, MANY])
def test_there_are_as_many_journeys_as_were_asked_for(journeys: int) -> None:
    assert asked(force(journeys, 3), "SELECT count(*) FROM journeys") == [(journeys,)]


def test_every_kind_result_and_role_occurs() -> None:
    with opened(force(MANY, 3)) as ledger:
        kinds = {
            row[0] for row in ledger.execute("SELECT DISTINCT kind FROM touchpoints").fetchall()
        }
        results = ledger.execute("SELECT DISTINCT result FROM touchpoints").fetchall()
        roles = ledger.execute("SELECT DISTINCT role FROM journeys").fetchall()
    assert kinds == set(KINDS)
    assert {row[0] for row in results} == {*RESULTS, None}
    assert {row[0] for row in roles} == set(ROLES)


def test_every_touchpoint_lies_where_its_source_says_that_it_records() -> None:
    question = """SELECT DISTINCT t.source, t.kind FROM touchpoints t WHERE NOT EXISTS (
        SELECT 1 FROM coverage c WHERE c.source = t.source AND c.kind = t.kind
        AND t.happened_on >= c.from_on AND (c.to_on IS NULL OR t.happened_on <= c.to_on))"""
    assert asked(force(MANY, 3), question) == []


def test_every_source_and_kind_that_is_covered_occurs() -> None:
    question = """SELECT DISTINCT source, kind FROM coverage c WHERE NOT EXISTS (
        SELECT 1 FROM touchpoints t WHERE c.source = t.source AND c.kind = t.kind)"""
    assert asked(force(MANY, 3), question) == []


def test_rows_stand_in_the_order_of_journeys_and_of_time() -> None:
    question = """SELECT count(*) FROM (SELECT journey_id, happened_at, touchpoint_id,
          lag(journey_id) OVER w AS journey_before, lag(happened_at) OVER w AS before,
          lag(touchpoint_id) OVER w AS id_before
        FROM (SELECT *, row_number() OVER () AS place FROM touchpoints)
        WINDOW w AS (ORDER BY place))
        WHERE journey_id < journey_before OR touchpoint_id <= id_before
          OR (journey_id = journey_before AND happened_at < before)"""
    assert asked(force(MANY, 3), question) == [(0,)]


def test_each_journey_begins_with_its_report() -> None:
    question = """SELECT DISTINCT arg_min(kind, touchpoint_id), min(happened_at) = min(reported_at)
        FROM touchpoints JOIN journeys USING (journey_id) JOIN investigations USING
        (investigation_id) GROUP BY journey_id"""
    assert asked(force(MANY, 3), question) == [("crime.reported", True)]


def test_nobody_is_charged_before_being_arrested_or_sentenced_before_the_decision() -> None:
    question = """SELECT count(*) FROM touchpoints a JOIN touchpoints b USING (journey_id)
        WHERE (a.kind, b.kind) IN (('suspect.arrested', 'suspect.charged'),
          ('suspect.charged', 'case.decided'), ('case.decided', 'sentence.passed'),
          ('sentence.passed', 'appeal.lodged'), ('referral.offered', 'referral.sent'))
        AND a.happened_at > b.happened_at"""
    assert asked(force(MANY, 3), question) == [(0,)]


def test_courts_sit_on_working_days_alone() -> None:
    question = """SELECT count(*) FROM touchpoints WHERE kind = 'case.decided'
        AND (isodow(happened_on) > 5 OR strftime(happened_on, '%m-%d') IN ('12-25', '01-01'))"""
    assert asked(force(MANY, 3), question) == [(0,)]


def test_the_justice_units_sheet_is_silent_for_two_months() -> None:
    question = """SELECT count(*) FILTER (WHERE happened_on BETWEEN '2024-02-01' AND '2024-03-31'),
        count(*) > 100 FROM touchpoints WHERE source = 'cju_sheet'"""
    assert asked(force(MANY, 3), question) == [(0, True)]


def test_nothing_comes_from_the_portal_before_its_launch() -> None:
    question = "SELECT min(happened_on) >= '2023-12-05' FROM touchpoints WHERE source = 'portal'"
    assert asked(force(MANY, 3), question) == [(True,)]


def test_late_december_has_fewer_reports_a_day_than_the_rest_of_the_year() -> None:
    question = """SELECT count(*) FILTER (WHERE month(reported_on) = 12 AND day(reported_on) > 20)
        / 22 / (count(*) / 731.0) FROM investigations"""
    ((ratio,),) = asked(force(MANY, 3), question)
    assert 0.65 < ratio < 0.85


def test_a_correction_says_what_the_corrected_said_but_by_whom_or_by_what_means() -> None:
    question = """SELECT count(*) > 50, count(*) FILTER (WHERE c.happened_at <> o.happened_at
        OR c.kind <> o.kind OR c.result IS DISTINCT FROM o.result OR c.source <> o.source
        OR c.detail IS DISTINCT FROM o.detail OR c.about IS DISTINCT FROM o.about)
        FROM touchpoints c JOIN touchpoints o ON c.replaces = o.touchpoint_id"""
    assert asked(force(MANY, 3), question) == [(True, 0)]


def test_nothing_answers_a_touchpoint_that_has_been_corrected() -> None:
    question = """SELECT count(*) FROM touchpoints WHERE about IN
        (SELECT replaces FROM touchpoints WHERE replaces IS NOT NULL)"""
    assert asked(force(MANY, 3), question) == [(0,)]


def test_sixty_investigations_a_month_are_read_but_for_one_month() -> None:
    question = """SELECT sample_id, count(DISTINCT investigation_id) FROM reviews
        WHERE NOT second GROUP BY 1 ORDER BY right(sample_id, 7)"""
    samples = asked(force(MANY, 3), question)
    assert {number for _, number in samples} == {60}
    assert [name for name, _ in samples if "2023-0" in name][-1] == "dip-2023-09"
    assert [name for name, _ in samples if "2023-1" in name] == [
        "random-2023-11",
        "random-2023-12",
    ]


def test_surveys_come_six_to_twelve_weeks_after_the_report() -> None:
    question = """SELECT min(answered_on - reported_on), max(answered_on - reported_on), count(*)
        FROM responses JOIN journeys USING (journey_id)
        JOIN investigations USING (investigation_id)"""
    soonest, latest, many = asked(force(MANY, 3), question)[0]
    assert (soonest, latest) == (42, 84)
    assert 0.025 * MANY < many < 0.04 * MANY


def test_children_and_businesses_are_not_surveyed() -> None:
    question = """SELECT count(*) FROM responses JOIN journeys USING (journey_id)
        WHERE age < 18 OR role = 'business'"""
    assert asked(force(MANY, 3), question) == [(0,)]


def test_each_referral_goes_to_a_provider_that_returns_figures_and_stays_with_it() -> None:
    question = """SELECT count(*) > 100, count(DISTINCT detail), count(*) FILTER (WHERE
          json_extract_string(detail, '$.provider') NOT IN (SELECT provider FROM returns)
          OR detail IS NULL),
        (SELECT count(*) FROM touchpoints a JOIN touchpoints b ON b.about = a.touchpoint_id
          WHERE a.kind IN ('referral.sent', 'referral.accepted')
            AND b.kind IN ('referral.accepted', 'referral.closed') AND a.detail <> b.detail)
        FROM touchpoints WHERE kind IN ('referral.sent', 'referral.accepted', 'referral.closed')"""
    assert asked(force(MANY, 3), question) == [(True, 4, 0, 0)]


def test_a_figure_that_a_provider_did_not_return_is_empty_and_says_so() -> None:
    question = "SELECT count(*) > 0, bool_and(note IS NOT NULL) FROM returns WHERE value IS NULL"
    assert asked(force(MANY, 3), question) == [(True, True)]


def test_no_name_telephone_or_address_leaves_the_identities() -> None:
    path = force(MANY, 3)
    elsewhere: set[str] = set()
    with opened(path) as ledger:
        for table in TABLES.values():
            for column in table.columns:
                if table.name != "identities" and column.type is Type.STRING:
                    rows = ledger.execute(f"SELECT DISTINCT {column.name} FROM {table.name}")  # noqa: S608 - names of our own
                    elsewhere |= {row[0] for row in rows.fetchall() if row[0]}
        personal = {
            cell
            for row in ledger.execute(
                "SELECT given_name, family_name, postcode, phone, email FROM identities"
            ).fetchall()
            for cell in row
            if cell
        }
    said = {word for text in elsewhere for word in re.findall(r"[A-Za-z0-9@.']+", text)}
    assert not said & personal
    truths = (path / "truths.json").read_text("utf-8")
    # A name mistyped may be a short word of English: "In" for "Ian".
    assert not {word for word in re.findall(r"[\w@.]{4,}", truths) if word in personal}
