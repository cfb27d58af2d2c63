"""What stands in tables and beside answers: every duty, few places in notes, who gave no point."""

from dataclasses import replace

import pytest
from little_papers import Little, little
from released_values import OWN, value

from touchpoint.errors import Refused
from touchpoint.measures.catalogue import measure_asked
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.asking.answering import Figures
from touchpoint.papers.asking.laid_out import LaidTable, Laying
from touchpoint.papers.charts import Figure as Drawn
from touchpoint.papers.charts import RatesChart
from touchpoint.papers.description.measures import is_plain, measure_of
from touchpoint.papers.description.paper import EntryAsked, Key, TableAsked
from touchpoint.papers.description.periods import PeriodsAsked
from touchpoint.papers.document import Table
from touchpoint.papers.making.making import make
from touchpoint.papers.releasing.leaving import to_leave
from touchpoint.papers.releasing.owed import BESIDE
from touchpoint.papers.releasing.release import Printed, Releasing
from touchpoint.papers.releasing.tree import Tree
from touchpoint.papers.releasing.values import NO_SUCH_GROUP, Value
from touchpoint.papers.showing.answers import row_of
from touchpoint.papers.showing.pictures import Charted, plain_table
from touchpoint.papers.showing.tables import Tables
from touchpoint.papers.wording.settings import Settings
from touchpoint.papers.wording.words import shipped_words
from touchpoint.voice.reading import shipped as shipped_instruments

__all__ = ["little"]

DUTIES = ["R1.COMM", "R4.NEEDS", "R8.SM"]
KEYS = {duty: Key(measure="duty_met", period=OWN, group=(("duty", duty),)) for duty in DUTIES}
UNKNOWN = """
[[sections.blocks]]
[sections.blocks.chart]
id = "road"
kind = "roadmap"
caption = "A road"
duties = ["R4.NEEDS", "R99.NONE"]
[[sections.blocks]]
part = "reconciled"
facts = ["needs.asessed"]
[[sections.blocks]]
paragraph = [
  { claim = "is", measure = "duty_met:R99.NONE" },
  { claim = "is_highest", measure = "needs_assessed", by = "unit:area", value = "Harrowmere" },
  { claim = "is", measure = "needs_assessed", group = { unit = "T01" } },
]
"""


def _laid(asked: TableAsked, **figures: Figure) -> LaidTable:
    by_key = {KEYS[duty.replace("_", ".")]: figure for duty, figure in figures.items()}
    laying = Laying(
        figures=Figures(by_key=by_key, measures={}),
        own=OWN,
        ordered=lambda _, values: list(values),
        always={"duty": DUTIES},
    )
    return laying.table(asked)


def _filled(laid: LaidTable, values: dict[Key, Value]) -> Table:
    return Tables(values=values, words=shipped_words(), own=OWN, used={}).table(laid)


def _figure(duty: str, some: int | None, of: int | None, unknown: int) -> Figure:
    return Figure(
        measure=measure_asked("duty_met"), period=OWN, groups={"duty": duty}, numerator=some,
        denominator=of, beside={"cannot_tell": unknown},
    )  # fmt: skip


def test_every_duty_stands_in_its_table_with_cannot_tell_apart() -> None:
    asked = TableAsked(
        id="duties", caption="Duties", stub="Duty", measure="duty_met",
        rows=(EntryAsked(by="duty"),),
        columns=(EntryAsked(show="rate"), EntryAsked(show="cannot_tell")),
    )  # fmt: skip
    laid = _laid(
        asked,
        R1_COMM=_figure("R1.COMM", None, None, 3496),
        R4_NEEDS=_figure("R4.NEEDS", 30, 40, 0),
    )
    told = [
        value(None, measure="duty_met", status="missing", why="No verdicts.", group=KEYS[d].group)
        for d in ("R1.COMM", "R8.SM")
    ]
    values = {
        KEYS["R1.COMM"]: replace(told[0], beside={"cannot_tell": 3496}),
        KEYS["R4.NEEDS"]: replace(
            value(30, 40, measure="duty_met", group=KEYS["R4.NEEDS"].group),
            beside={"cannot_tell": 0},
        ),
        KEYS["R8.SM"]: replace(told[1], why=NO_SUCH_GROUP),
    }
    table = _filled(laid, values)
    assert [row.heading for row in table.rows] == DUTIES
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts == [["[x]", "3,496"], ["75.0%", "0"], ["[x]", "0"]]


def test_a_duty_owed_to_nobody_is_not_ranked_as_the_one_met_least() -> None:
    asked = TableAsked(
        id="duties", caption="Duties", stub="Duty", measure="duty_met", order="lowest",
        rows=(EntryAsked(by="duty"),), columns=(EntryAsked(show="rate"),),
    )  # fmt: skip
    counts = {"R1.COMM": (0, 0), "R4.NEEDS": (30, 40), "R8.SM": (1, 40)}
    table = _filled(
        _laid(asked),
        {
            KEYS[duty]: value(some, of, measure="duty_met", group=KEYS[duty].group)
            for duty, (some, of) in counts.items()
        },
    )
    assert [row.cells[0].text for row in table.rows][:2] == ["2.5%", "75.0%"]
    assert table.notes[0].endswith(
        "the lowest first. Not ranked, as no figure is shown of them: 1."
    )


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (range(1), "[x] Nobody has it. (Q1 2022/23)"),
        (range(3), "[x] Nobody has it. (Q1 2022/23; Q2 2022/23; Q3 2022/23)"),
        (range(5), "[x] Nobody has it."),
    ],
)
def test_a_note_names_few_places_or_none(missing: range, said: str) -> None:
    asked = TableAsked(
        id="t", caption="Quarters", stub="Quarter", measure="needs_assessed", show="rate",
        rows=(EntryAsked(period=PeriodsAsked(last=9)),), columns=(EntryAsked(heading="Needs"),),
    )  # fmt: skip
    laid = _laid(asked)
    keys = [laid.key(row, laid.columns[0]) for row in laid.rows]
    values = {
        key: value(None, status="missing", why="Nobody has it.", period=key.period.label)
        if place in missing
        else value(3, 4, period=key.period.label)
        for place, key in enumerate(keys)
    }
    assert _filled(laid, values).notes == (said,)


def test_a_change_of_method_is_said_once_whatever_reaches_across_it() -> None:
    one, other = "[b] The sheet has a break on 1 May 2024.", "[b] The form has one too: new paper."
    asked = TableAsked(
        id="t", caption="Measures", stub="Measure", show="rate",
        rows=(EntryAsked(measures=("statement_offered", "statement_taken")),),
        columns=(EntryAsked(heading="Share"),),
    )  # fmt: skip
    laid = _laid(asked)
    keys = [laid.key(row, laid.columns[0]) for row in laid.rows]
    notes = (f"{one} {other} Rows overlap: several sources may record the same.", other)
    values = {
        key: value(3, 4, measure=key.measure, note=note)
        for key, note in zip(keys, notes, strict=True)
    }
    told = [note.partition(" (")[0] for note in _filled(laid, values).notes]
    assert told == [one, other]


def _points(*counts: int | None, weights: tuple[float, ...] | None = None) -> list[Value]:
    whole = 120
    found = []
    for place, some in enumerate(counts):
        share = (weights or tuple((n or 0) / whole for n in counts))[place]
        made = value(some, whole, measure="satisfied", weighted=(share, 0.0, 1.0))
        found.append(made if some is not None else replace(made, status="suppressed", rate=None))
    return found


def _asides(unsure: int | None, not_applicable: int) -> list[Value]:
    return [
        value(count, measure="texts_sent", status="shown" if count is not None else "suppressed")
        for count in (unsure, not_applicable)
    ]


def test_answers_all_of_which_may_be_shown_are_shown_however_weights_round() -> None:
    weights = (0.3, 0.3, 0.2, 0.1, 0.05, 0.03, 0.0200000001)
    assert sum(weights) > 1
    row = row_of("Treatment", _points(36, 36, 24, 12, 6, 4, 2, weights=weights), _asides(0, 7))
    assert row.status == "shown"
    assert row.base == 120
    assert (row.do_not_know, row.not_applicable) == (0, 7)


def test_one_hidden_answer_hides_its_row_and_two_are_drawn_together() -> None:
    alone = row_of("Contact", _points(60, 50, 8, 0, 0, 0, None), _asides(None, 0))
    assert alone.status == "suppressed"
    assert alone.do_not_know == "suppressed"
    two = row_of("Contact", _points(60, 50, 6, 0, 0, None, None), _asides(0, 0))
    assert two.status == "shown"
    assert two.hidden == pytest.approx(4 / 120)


def test_who_gives_no_point_is_a_count_and_leaves_as_one() -> None:
    unsure = measure_of("answered_unsure", shipped_instruments())
    assert unsure.title == "Do not know"
    assert unsure.counted.words == (
        "do_not_know",
        "don't know",
        "dont_know",
        "no opinion",
        "unsure",
    )
    assert is_plain(unsure)
    left = to_leave(
        Figure(measure=unsure, period=OWN, groups={}, numerator=3, denominator=3, rate=1.0)
    )
    assert (left.numerator, left.denominator, left.among, left.share) == (3, None, None, False)
    assert not is_plain(measure_of("answered_4", shipped_instruments()))


def test_a_note_that_a_chart_draws_is_not_printed_below_it_again() -> None:
    chart = RatesChart(
        title="Rates", scale="share", figures=(Drawn(label="North", value=0.3),),
        notes=("Drawn in the chart.",),
    )  # fmt: skip
    table = plain_table("c", "Rates", "Area", ("Rate",), [("North", "30.0%")])
    picture = Charted(id="c", caption="Rates", chart=chart, table=table, notes=("Below it.",))
    assert picture.picture().notes == ("Below it.",)


def test_duties_facts_and_units_that_there_are_not_refuse_the_paper(little: Little) -> None:
    text = f"""
name = "unknown"
title = "Unknown"
statement = "Asks for what there is not."
period = "quarter"
[[sections]]
id = "all"
heading = "All"
{UNKNOWN}"""
    with little.given(text) as given, pytest.raises(Refused) as refused:
        make(given)
    first, second, *claims = refused.value.faults
    assert first == "section all, chart road: no edition in force has the duty 'R99.NONE'."
    assert second.startswith("section all: sources are not reconciled about 'needs.asessed'")
    assert claims == [
        "section 1 all, block 3, sentence 1 (is): no edition in force has the duty 'R99.NONE'.",
        (
            "section 1 all, block 3, sentence 2 (is_highest): the ledger has no unit 'Harrowmere': "
            "a unit is named by its id."
        ),
    ]


def test_what_is_hidden_of_a_duty_owed_to_everybody_is_not_what_its_other_states_leave() -> None:
    states = {
        "R4.NEEDS": (177, 863, {"excused": 0, "declined": 4, "cannot_tell": 0, "waiting": 58}),
        "R1.COMM": (868, 925, {"excused": 0, "declined": 0, "cannot_tell": 0, "waiting": 0}),
        "R8.SM": (70, 90, {"excused": 0, "declined": 4, "cannot_tell": 0, "waiting": 30}),
    }
    held = {
        KEYS[duty]: replace(_figure(duty, some, of, 0), beside=beside)
        for duty, (some, of, beside) in states.items()
    }
    leaving = Releasing(
        figures=Figures(by_key=held, measures={}),
        as_at=OWN.to_on,
        tree=Tree(units=()),
        rules=Settings().rules,
    ).leaving(Printed(keys=dict.fromkeys(held, ("t",)), beside=dict.fromkeys(held, BESIDE)))
    hidden = {
        duty: [state for state in BESIDE if leaving.at(KEYS[duty]).beside[state] is None]
        for duty in states
    }
    assert hidden["R8.SM"] == ["declined"]  # how many it is owed to, nobody prints
    assert hidden["R1.COMM"] == []
    owed = leaving.at(KEYS["R4.NEEDS"]).denominator
    assert "declined" in hidden["R4.NEEDS"]
    assert len(hidden["R4.NEEDS"]) > 1 or owed is None


def test_a_right_does_not_give_away_what_is_hidden_of_its_duties() -> None:
    ninth = Key(measure="right_met", period=OWN, group=(("right", "9"),))
    states = {"R1.COMM": (29, 35), "R4.NEEDS": (31, 34), "R8.SM": (2, 2)}
    held = {KEYS[duty]: _figure(duty, *counts, 0) for duty, counts in states.items()}
    held[ninth] = Figure(
        measure=measure_asked("right_met"), period=OWN, groups={"right": "9"}, numerator=62,
        denominator=71, beside={"cannot_tell": 0},
    )  # fmt: skip
    leaving = Releasing(
        figures=Figures(by_key=held, measures={}),
        as_at=OWN.to_on,
        tree=Tree(units=()),
        rules=Settings().rules,
        right_of=dict.fromkeys(states, "9"),
    ).leaving(Printed(keys=dict.fromkeys(held, ("t",))))
    told = [leaving.at(key).denominator for key in held]
    assert told[2] is None  # 2 verdicts are too few to be read
    assert told.count(None) > 1


def test_a_table_by_area_says_that_a_person_may_stand_in_several_rows() -> None:
    areas = {f"A{number}": (("unit:area", f"A{number}"),) for number in (1, 2)}
    asked = TableAsked(
        id="where", caption="Where", stub="Area", measure="repeat_victims",
        rows=(EntryAsked(by="unit:area"), EntryAsked(heading="Force", total=True)),
        columns=(EntryAsked(show="rate"),),
    )  # fmt: skip
    note = "Rows overlap: a person may be the victim of several crimes. Reading B."
    shown = {
        Key(measure="repeat_victims", period=OWN, group=group): value(
            8, 30, measure="repeat_victims", group=group, note=note
        )
        for group in areas.values()
    }
    whole = value(12, 50, measure="repeat_victims", note="Reading B.")
    figures = {
        key: Figure(
            measure=measure_asked("repeat_victims"), period=OWN, groups=dict(key.group),
            numerator=each.numerator, denominator=each.denominator,
        )
        for key, each in {**shown, whole.key: whole}.items()
    }  # fmt: skip
    laying = Laying(
        figures=Figures(by_key=figures, measures={}), own=OWN,
        ordered=lambda _, values: list(values), always={},
    )  # fmt: skip
    table = _filled(laying.table(asked), {**shown, whole.key: whole})
    told = (
        "Rows overlap: a person may be the victim of several crimes. They may come to more than "
        "their total."
    )
    assert [row.heading for row in table.rows] == ["A1", "A2", "Force"]
    assert [each for each in table.notes if "overlap" in each] == [told]
