"""`touchpoint spc` charts a measure: the kind that suits it, its lines, and what needs a reason."""

import json
import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from command.voices_ledger import Rows, months, response, touch, victim, written
from touchpoint.calendar import read_period
from touchpoint.cli.commands.spc import spc
from touchpoint.errors import Refused
from touchpoint.measures.catalogue import measure_named
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.showing.control import Asked, Charting
from touchpoint.synthetic import synthesise

APP = typer.Typer(rich_markup_mode=None)
APP.command()(spc)
UNTIL = ("--as-at", "2024-06-30")


def asked(*words: str) -> tuple[str, str]:
    done = CliRunner().invoke(APP, words, env={"COLUMNS": "300"})
    if isinstance(done.exception, Refused):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def rows(ledger: str, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(asked(ledger, *words, "--format", "json")[0])
    return found


def assessed(number: int, of: int, day: date, pathway: str = "attended") -> list[Rows]:
    """So many victims whose needs were assessed, of so many who reported on a day."""
    parts = []
    for place in range(of):
        name = f"{pathway}-{day}-{place}"
        parts.append(victim(name, day, pathway=pathway))
        if place < number:
            parts.append(touch(name, "needs.assessed", day))
    return parts


def by_month(numbers: Sequence[int], of: int = 20) -> list[Rows]:
    days = months(len(numbers))
    return [p for n, day in zip(numbers, days, strict=True) for p in assessed(n, of, day)]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two years of 20 reports a month, about half assessed, and in one month everybody."""
    usual = [10, 11, 9, 10, 12, 8, 10, 11, 9, 10, 12, 8]
    numbers = [*usual, *usual[:6], 20, *usual[7:]]
    return written(tmp_path_factory.mktemp("spc") / "ledger", by_month(numbers))


def test_a_share_is_on_a_p_chart_with_limits_worked_by_hand(ledger: str) -> None:
    found = rows(ledger, "needs_assessed", *UNTIL)
    assert len(found) == 24
    mean = sum(row["numerator"] for row in found) / (24 * 20)
    reach = 3 * math.sqrt(mean * (1 - mean) / 20)
    assert found[0]["mean"] == pytest.approx(mean)
    assert found[0]["lower"] == pytest.approx(mean - reach)
    assert found[0]["upper"] == pytest.approx(mean + reach)
    marked = [(row["period"], row["signal"], row["judgement"]) for row in found if row["signal"]]
    assert marked == [("2024-01", "above", "improvement")]
    assert (found[0]["from_on"], found[0]["to_on"]) == ("2022-07-01", "2022-07-31")


def test_the_summary_says_variation_and_assurance(ledger: str) -> None:
    said = asked(ledger, "needs_assessed", *UNTIL, "--target", "95%", "--format", "csv")[1]
    assert "p chart, for it is a share of known numbers." in said
    assert "Variation: usual, and the last point gives no signal." in said
    assert "Assurance: the target of 95.0% is not reached as things are." in said
    assert "1 point to be explained: 2024-01 (above)." in said
    low = asked(ledger, "needs_assessed", *UNTIL, "--target", "0.1", "--format", "csv")[1]
    assert "reached month after month as things are" in low
    none = asked(ledger, "needs_assessed", *UNTIL, "--format", "csv")[1]
    assert "Assurance: cannot be told, for no target was given." in none


def test_a_part_period_is_shown_and_not_judged(ledger: str) -> None:
    found = rows(ledger, "needs_assessed", "--as-at", "2024-06-20")
    last = found[-1]
    assert (last["period"], last["value"], last["mean"], last["signal"]) == (
        "2024-06",
        0.4,
        None,
        None,
    )
    assert last["note"].startswith("Part period, not judged.")
    whole = rows(ledger, "needs_assessed", *UNTIL, "--to", "2024-05-31")
    assert found[0]["mean"] == whole[0]["mean"]


def test_a_new_baseline_begins_where_it_is_told_to(ledger: str) -> None:
    found = rows(ledger, "needs_assessed", *UNTIL, "--rebase", "2023-07")
    assert [row["baseline"] for row in found] == [1] * 12 + [2] * 12
    assert found[0]["mean"] == 0.5
    assert found[-1]["mean"] > 0.5
    two = rows(
        ledger, "needs_assessed", *UNTIL, "--rebase", "2023-01,2023-07", "--rebase", "2024-01"
    )
    assert two[-1]["baseline"] == 4


def test_limits_can_be_kept_from_the_first_points(ledger: str) -> None:
    found = rows(ledger, "needs_assessed", *UNTIL, "--fix-after", "12")
    assert {row["mean"] for row in found} == {0.5}


@pytest.mark.parametrize("kind", ["p", "pp", "xmr"])
def test_limits_of_more_points_than_there_are_are_refused(ledger: str, kind: str) -> None:
    kept = rows(ledger, "needs_assessed", *UNTIL, "--fix-after", "24", "--kind", kind)
    assert kept == rows(ledger, "needs_assessed", *UNTIL, "--kind", kind)
    with pytest.raises(Refused, match="no limits here have more than 24 points behind them"):
        rows(ledger, "needs_assessed", *UNTIL, "--fix-after", "25", "--kind", kind)


def test_one_group_is_charted_at_a_time(tmp_path: Path) -> None:
    days = months(14, date(2023, 5, 1))
    parts = [p for day in days for p in assessed(3, 10, day)]
    parts += [p for day in days for p in assessed(1, 4, day, "telephone")]
    path = written(tmp_path / "groups", parts)
    found = rows(path, "needs_assessed", *UNTIL, "--by", "month,pathway=telephone")
    assert {(row["numerator"], row["denominator"]) for row in found} == {(1, 4)}
    both = rows(path, "needs_assessed", *UNTIL, "--by", "quarter")
    assert both[0]["denominator"] == 28
    with pytest.raises(
        Refused, match=r"No figure is of pathway cid\. There are: attended; telephone"
    ):
        rows(path, "needs_assessed", *UNTIL, "--by", "month,pathway=cid")


def test_counts_are_on_xmr_charts_and_rare_ones_on_c_charts(ledger: str) -> None:
    assert "XmR chart, for it is a count." in asked(ledger, "victim_based_crimes", *UNTIL)[1]
    found = rows(ledger, "victim_based_crimes", *UNTIL)
    assert {row["upper"] for row in found} == {20.0}  # no two months differ
    rare = asked(
        ledger, "victim_based_crimes", *UNTIL, "--by", "month,pathway=attended", "--kind", "c"
    )
    assert "c chart, as asked." in rare[1]


def test_events_among_others_are_on_u_charts_per_thousand(tmp_path: Path) -> None:
    parts = by_month([0] * 14, of=10)
    for day in months(14):
        name = f"attended-{day}-0"
        parts.append(touch(name, "dissatisfaction.raised", day, detail='{"reason": "no_contact"}'))
    found = rows(written(tmp_path / "u", parts), "dissatisfied_no_contact", "--as-at", "2023-08-31")
    assert found[0]["value"] == pytest.approx(100)
    assert found[0]["mean"] == pytest.approx(100)
    assert found[0]["upper"] == pytest.approx(100 + 3 * math.sqrt(100 / 0.01))


def test_a_weighted_share_is_on_an_xmr_chart_of_its_rates(tmp_path: Path) -> None:
    parts = []
    for number, day in enumerate(months(13)):
        name = f"V{number}"
        parts.append(victim(name, day))
        for place, (score, weight) in enumerate(((7, 1.0 + number % 3), (2, 2.0), (6, 1.0))):
            parts.append(
                response(
                    f"{name}-{place}", name, {"whole": score}, day=day, weight=weight, stratum="s"
                )
            )
    path = written(tmp_path / "weighted", parts)
    out, said = asked(path, "satisfied:whole", "--as-at", "2023-07-31", "--format", "json")
    assert "XmR chart, for it is a weighted share." in said
    assert json.loads(out)[0]["value"] == pytest.approx(2 / 4)
    assert json.loads(out)[1]["value"] == pytest.approx(3 / 5)


def charting(denominator: int, kind: Asked = "auto") -> Charting:
    measure = measure_named("needs_assessed")
    figures = [
        Figure(measure=measure, period=read_period(f"2023-{month:02}"), groups={},
               numerator=denominator // 2 + 40 * (month % 2), denominator=denominator, rate=0.5)
        for month in range(1, 13)
    ]  # fmt: skip
    return Charting(measure=measure, group="", figures=figures, as_at=date(2024, 1, 31), kind=kind)


def test_very_large_numbers_are_on_a_p_prime_chart() -> None:
    assert charting(9_999).chosen == "p"
    assert charting(10_000).chosen == "p_prime"
    assert charting(10_000, kind="p").chosen == "p"


def test_rolling_periods_are_refused_in_the_words_of_statistics(ledger: str) -> None:
    for period in ("rolling3", "rolling12"):
        with pytest.raises(
            Refused, match="Rolling and repeated figures never go on a control chart"
        ):
            rows(ledger, "needs_assessed", "--by", period)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("needs_assessed", "--by", "week"), "begins with no period that can be charted"),
        (("needs_assessed", "--by", "month,pathway"), "says no value: write pathway=VALUE"),
        (("needs_assessed", "--by", "month,colour=red"), "is no dimension"),
        (("needs_assessed", "--chart", "spc.pdf"), ".svg or .png"),
        (("needs_assessed", "--rebase", "2024-99"), "'2024-99' is neither a month"),
        (("needs_assessed", "--rebase", "2024-25Q1"), "is a quarter and a month is wanted"),
        (("needs_assessed", "--from", "2024-02-01", "--to", "2024-01-01"), "first day first"),
    ],
)
def test_what_is_typed_wrongly_ends_with_2(words: tuple[str, ...], part: str, ledger: str) -> None:
    done = CliRunner().invoke(APP, (ledger, *words, *UNTIL))
    assert done.exit_code == 2
    assert part in done.stderr


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("needs_asessed",), "There is no measure 'needs_asessed'. Near it: needs_assessed"),
        (("needs_assessed", "--kind", "u", "--screen"), "only XmR charts are screened"),
        (("victim_based_crimes", "--kind", "p"), "is a plain count: choose xmr or c"),
        (("needs_assessed", "--target", "80"), "a share lies within 0 and 1"),
        (("needs_assessed", "--rebase", "2031-01"), "no period of this chart"),
        (("satisfied",), "has no figure to chart"),
    ],
)
def test_what_makes_no_chart_is_refused(words: tuple[str, ...], part: str, ledger: str) -> None:
    with pytest.raises(Refused, match=part):
        rows(ledger, *words, *UNTIL)


def test_one_month_is_shown_without_limits(tmp_path: Path) -> None:
    (row,) = rows(
        written(tmp_path / "one", by_month([10])), "needs_assessed", "--as-at", "2022-07-31"
    )
    assert (row["value"], row["mean"], row["lower"], row["signal"]) == (0.5, None, None, None)


def test_a_month_of_which_nothing_is_known_is_a_gap(tmp_path: Path) -> None:
    parts = by_month([10] * 6)
    parts.append({"coverage": [
        {"source": "crime_system", "kind": "needs.assessed", "from_on": date(2022, 7, 1),
         "to_on": date(2022, 8, 31)},
        {"source": "crime_system", "kind": "needs.assessed", "from_on": date(2022, 10, 1),
         "to_on": None},
    ]})  # fmt: skip
    found = rows(written(tmp_path / "gap", parts), "needs_assessed", "--as-at", "2022-12-31")
    gap = found[2]
    assert (gap["period"], gap["status"], gap["value"], gap["mean"]) == (
        "2022-09",
        "missing",
        None,
        None,
    )
    assert gap["note"]


def test_a_picture_begins_with_the_first_period_of_which_anything_is_known(tmp_path: Path) -> None:
    row = {"source": "crime_system", "kind": "needs.assessed", "from_on": date(2022, 9, 1)}
    path = written(tmp_path / "begun", [*by_month([10, 11, 9, 10, 12, 8]), {"coverage": [row]}])
    picture = tmp_path / "begun.svg"
    found = rows(path, "needs_assessed", "--as-at", "2022-12-31", "--chart", str(picture))
    assert [row["status"] for row in found] == ["missing"] * 2 + ["shown"] * 4
    text = picture.read_text(encoding="utf-8")
    assert "4 periods from Sep 2022 to Dec 2022." in text
    assert "Nothing is available before Sep 2022." in text


def test_a_chart_is_drawn_with_its_alternative_text(ledger: str, tmp_path: Path) -> None:
    picture = tmp_path / "spc.svg"
    rows(ledger, "needs_assessed", *UNTIL, "--chart", str(picture))
    text = picture.read_text(encoding="utf-8")
    assert "1 point needs a reason: Jan 2024 (above the upper limit, improvement)." in text
    assert rows(ledger, "needs_assessed", *UNTIL, "--chart", str(tmp_path / "spc.png"))
    assert (tmp_path / "spc.png").read_bytes().startswith(b"\x89PNG")


def test_on_a_terminal_values_are_read_as_percentages(ledger: str) -> None:
    text = asked(ledger, "needs_assessed", *UNTIL, "--format", "table")[0]
    assert "100.0%" in text
    assert "Variation: usual" in text


def test_the_planted_day_of_training_is_found_as_a_change(tmp_path: Path) -> None:
    force = tmp_path / "force"
    synthesise(force, journeys=8_000, seed=2, workers=1)
    found = rows(str(force), "needs_assessed", *UNTIL)
    after = [row["judgement"] for row in found if row["period"] >= "2024-04"]
    assert after == ["improvement"] * 3
    before = [row["judgement"] for row in found if row["period"] < "2023-10"]
    assert "improvement" not in before
