"""Sentences at one, none, equal, missing, suppressed and part: their grammar and their numbers."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from released_values import AREA, OWN, claim, page_of, value

from touchpoint.measures.catalogue import catalogue
from touchpoint.papers.claims.tested import Ranked
from touchpoint.papers.description.paper import ClaimAsked, DriversAsked, Says
from touchpoint.papers.description.periods import PeriodAsked
from touchpoint.papers.document import Sentence
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.wording.numbers import in_full, rate
from touchpoint.papers.wording.sentences import Saying
from touchpoint.papers.wording.words import shipped_words

WORDS = shipped_words().laid_over(
    {"unit": {"A1": "North", "A2": "South"}, "question": {"whole": "The whole experience"}}
)


def _said(asked: ClaimAsked, *values: Value, **more: object) -> Sentence:
    (tested,) = page_of(*values, **more).tested([asked])
    return Saying(own=OWN, words=WORDS).sentence(tested)


def test_the_sentence_of_the_issue() -> None:
    told = _said(claim("rose"), value(4743, 24991), value(1795, 24879, period="2023-24Q4"))
    assert told.text == (
        "Needs assessments rose to 19.0% (4,743 of 24,991) from 7.2%, a change larger than chance "
        "explains."
    )
    assert told.standing == "supported"
    assert told.figures == ("needs_assessed.2024-25Q1", "needs_assessed.2023-24Q4")


def test_what_is_not_shown_says_so_with_both_figures() -> None:
    told = _said(claim("fell"), value(49, 100), value(50, 100, period="2023-24Q4"))
    assert told.text == (
        "The figures do not show that needs assessments fell: they were 49.0% (49 of 100), and "
        "50.0% (50 of 100) before."
    )
    assert told.standing == "not_shown"


@pytest.mark.parametrize(
    ("others", "finding", "says"),
    [
        (0, "supported", "; it holds too with both periods followed for equally long."),
        (
            9,
            "not_shown",
            (
                "; it would hold alone, and with both periods followed for equally long, but not "
                "allowing for the others."
            ),
        ),
    ],
)
def test_a_second_test_at_one_age_never_holds_where_the_claim_is_not_shown(
    others: int, finding: str, says: str
) -> None:
    before = value(500, 1000, period="2023-24Q4")
    after = value(450, 1000)
    quiet = value(500, 1000, period="2024-25Q1", measure="informed")
    asked = [
        claim("fell"),
        *(claim("changed", "informed", name=f"other{number}") for number in range(others)),
    ]
    at_one_age = {after.key: (value(451, 1000), before)}
    page = page_of(
        before, after, quiet, replace(quiet, key=replace(quiet.key, period=before.key.period)),
        at_one_age=lambda one, other: at_one_age.get(one.key, (one, other)),
    )  # fmt: skip
    tested = page.tested(asked)[0]
    told = Saying(own=OWN, words=WORDS, tests=len(asked)).sentence(tested)
    assert told.standing == finding
    assert (told.test or "").endswith(says)


def test_the_opposite_is_said() -> None:
    told = _said(claim("rose"), value(100, 1000), value(300, 1000, period="2023-24Q4"))
    assert told.text == (
        "Needs assessments did not rise: they fell to 10.0% (100 of 1,000) from 30.0%, a change "
        "larger than chance explains."
    )
    assert told.standing == "supported"


def test_a_year_earlier_is_named() -> None:
    asked = claim("rose", against=PeriodAsked(which="last_year"))
    told = _said(asked, value(400, 1000), value(200, 1000, period="2023-24Q1"))
    assert told.text.startswith("Needs assessments rose to 40.0% (400 of 1,000) from 20.0% a year")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "There were no text messages sent."),
        (1, "There was 1 text message sent."),
        (2, "There were 2 text messages sent."),
        (36612, "There were 36,612 text messages sent."),
    ],
)
def test_counts_agree_with_their_verb(number: int, text: str) -> None:
    assert _said(claim("is", "texts_sent"), value(number, measure="texts_sent")).text == text


def test_none_and_all_and_one_of_one_are_shares_like_others() -> None:
    for some, of, text in ((0, 24, "0.0% (0 of 24)"), (24, 24, "100.0% (24 of 24)"),
                           (1, 1, "100.0% (1 of 1)")):  # fmt: skip
        told = _said(claim("is"), value(some, of)).text
        assert told == f"Needs assessments were {text}."


def test_a_singular_subject_takes_a_singular_verb() -> None:
    told = _said(claim("is", "statement_uptake"), value(5, 10, measure="statement_uptake"))
    assert told.text == "Uptake of the personal statement was 50.0% (5 of 10)."


def test_equal_figures_are_no_change() -> None:
    told = _said(claim("changed"), value(50, 100), value(50, 100, period="2023-24Q4"))
    assert told.text == (
        "The figures do not show that needs assessments changed: they were 50.0% (50 of 100), and "
        "50.0% (50 of 100) before."
    )


def test_a_change_too_small_to_be_seen_in_print_is_not_called_one() -> None:
    many = 10**9
    told = _said(
        claim("rose"), value(190_100_000, many), value(190_000_000, many, period="2023-24Q4")
    )
    assert told.text.startswith("The figures do not show")


def test_a_part_period_says_that_it_is_one() -> None:
    note = "text.sent is recorded from 20 May 2024 to 30 June 2024 only."
    told = _said(
        claim("is", "texts_sent"), value(36612, measure="texts_sent", part=True, note=note)
    )
    assert told.text == (
        "There were 36,612 text messages sent, as far as is known: text.sent is recorded from "
        "20 May 2024 to 30 June 2024 only."
    )


def test_missing_and_suppressed_say_why_and_no_number() -> None:
    missing = value(None, status="missing", period="2023-24Q4", why="No source records it. More.")
    hidden = value(None, 100, status="suppressed", period="2023-24Q4")
    first = _said(claim("rose"), value(45, 100), missing)
    second = _said(claim("rose"), value(45, 100), hidden)
    assert first.text == (
        "It cannot be said whether needs assessments rose, because the figure for January to "
        "March 2024 is missing: no source records it."
    )
    assert second.text == (
        "It cannot be said whether needs assessments rose, because the figure for January to "
        "March 2024 is kept back, as it could tell of single people."
    )
    assert first.standing == second.standing == "cannot_tell"


def test_events_are_said_per_thousand() -> None:
    told = _said(
        claim("rose", "dissatisfied_no_contact"),
        value(95, 24991, measure="dissatisfied_no_contact"),
        value(40, 26000, measure="dissatisfied_no_contact", period="2023-24Q4"),
    )
    assert told.text == (
        "Reports of dissatisfaction with no contact rose to 95 (3.80 per 1,000 victim-based "
        "crimes) from 40 (1.54 per 1,000 victim-based crimes), a change larger than chance "
        "explains."
    )


def test_the_highest_names_its_place_and_the_next() -> None:
    told = _said(
        claim("is_highest", by=AREA),
        value(300, 1000, group=((AREA, "A1"),)),
        value(200, 1000, group=((AREA, "A2"),)),
    )
    assert told.text == (
        "Needs assessments were highest in North, at 30.0% (300 of 1,000); next came 20.0% "
        "(200 of 1,000) in South, a difference larger than chance explains."
    )


def _four_areas(**hidden: object) -> list[Value]:
    south = value(200, 1000, group=((AREA, "A2"),))
    rest = [value(None, 9, group=((AREA, name),), status="suppressed") for name in ("A3", "A4")]
    rest[1] = replace(rest[1], **hidden)  # type: ignore[arg-type] # whatever a value takes
    return [value(300, 1000, group=((AREA, "A1"),)), south, *rest]


def test_a_highest_that_some_groups_are_not_held_against_says_of_what_it_is_the_highest() -> None:
    told = _said(claim("is_highest", by=AREA), *_four_areas())
    assert told.standing == "supported"
    assert told.text == (
        "Of the areas whose figures are shown, needs assessments were highest in North, at 30.0% "
        "(300 of 1,000); next came 20.0% (200 of 1,000) in South, a difference larger than chance "
        "explains; 2 others are kept back, so they are not compared."
    )


def test_what_is_said_of_groups_left_out_follows_from_what_the_table_shows_alone() -> None:
    said = {
        _said(claim("is_highest", by=AREA), *_four_areas(denominator=of)).text for of in (9, 99)
    }
    assert len(said) == 1


def test_a_group_without_a_figure_is_said_to_be_left_out_like_one_kept_back() -> None:
    told = _said(claim("is_lowest", by=AREA), *_four_areas(status="missing", why="Nobody has it."))
    assert told.text.startswith("Of the areas whose figures are shown, needs assessments were low")
    assert told.text.endswith(
        "; 1 other is kept back and 1 has no figure, so they are not compared."
    )


def test_groups_left_out_are_said_where_no_highest_is_shown_and_where_groups_differ() -> None:
    left = "; 2 others are kept back, so they are not compared."
    near = [replace(each, numerator=290, rate=0.29) if each.shown else each
            for each in _four_areas()]  # fmt: skip
    for asked in (
        claim("is_highest", by=AREA),
        claim("is_highest", by=AREA, value="A1"),
        claim("differs_between", by=AREA),
    ):
        told = _said(asked, *near)
        assert told.standing == "not_shown"
        assert told.text.endswith(left)
    differ = _said(claim("differs_between", by=AREA), *_four_areas())
    assert differ.standing == "supported"
    assert differ.text.endswith(f"(300 of 1,000) in North{left}")


def test_a_group_too_small_for_its_test_is_said_to_be_left_out() -> None:
    small = _four_areas(status="shown", numerator=1, denominator=4, rate=0.25)
    told = _said(claim("differs_between", by=AREA), *small)
    assert told.text.endswith(
        "; 1 other is kept back and 1 is too small, so they are not compared."
    )


def test_a_standard_is_said_with_its_limit() -> None:
    told = _said(claim("met_standard", standard=0.9), value(960, 1000))
    assert told.text == (
        "Needs assessments met their standard of 90%: they were 96.0% (960 of 1,000), and at "
        "least 94.8% with 95% confidence."
    )


def test_a_standard_surely_missed_has_been_shown_so() -> None:
    told = _said(claim("met_standard", standard=0.9), value(850, 1000))
    assert told.text == (
        "Needs assessments did not meet their standard of 90% so far: they were 85.0% (850 of "
        "1,000), and at most 86.8% with 95% confidence."
    )
    assert told.standing == "supported"
    unsure = _said(claim("met_standard", standard=0.9), value(895, 1000))
    assert unsure.standing == "not_shown"


@pytest.mark.parametrize("measure", ["told_in_time", "review_passed"])
def test_a_verdict_that_has_fallen_is_not_said_to_be_for_now(measure: str) -> None:
    told = _said(claim("met_standard", measure, standard=0.9), value(850, 1000, measure=measure))
    assert " did not meet " in told.text
    assert "so far" not in told.text


def test_a_standard_that_is_met_below_says_so() -> None:
    few = _said(claim("met_standard", "repeat_victims", standard=0.3),
                value(200, 1000, measure="repeat_victims"))  # fmt: skip
    assert few.text.startswith("Repeat victims met their standard of 30% or less: they were 20.0%")


@pytest.mark.parametrize("says", ["is", "met_standard", "changed"])
def test_of_nothing_nothing_is_said(says: Says) -> None:
    values = [value(0, 0), value(30, 100, period="2023-24Q4")]
    told = _said(claim(says, standard=0.9), *values)
    assert told.standing == "cannot_tell"
    assert told.text.endswith("is missing: there is nothing to count among.")


def test_of_events_where_there_were_no_crimes_no_rate_is_said() -> None:
    told = _said(
        claim("is", "dissatisfied_no_update"), value(3, 0, measure="dissatisfied_no_update")
    )
    assert told.standing == "cannot_tell"
    assert told.text.endswith("is missing: there is nothing to count among.")


def test_a_group_that_is_named_is_named_where_nothing_can_be_said_of_it() -> None:
    values = [value(300, 1000, group=((AREA, "A1"),)), value(None, 9, group=((AREA, "A2"),),
                                                             status="suppressed")]  # fmt: skip
    hidden = _said(claim("is_lowest", by=AREA, value="A2"), *values)
    assert hidden.text.startswith(
        "It cannot be said whether needs assessments were lowest in South"
    )
    absent = _said(claim("is_lowest", by=AREA, value="A9"), *values)
    assert absent.text.endswith("is missing: the ledger has nobody and nothing of this group.")
    assert "lowest in A9" in absent.text


def test_the_period_before_is_named_where_it_is_not_the_one_before_the_papers_own() -> None:
    month, before = PeriodAsked(kind="month"), PeriodAsked(kind="month", which="previous")
    values = [value(450, 1000, period="2024-06"), value(300, 1000, period="2024-05")]
    told = _said(claim("rose", period=month, against=before), *values)
    assert "rose to 45.0% (450 of 1,000) in June 2024 from 30.0% in May 2024" in told.text


def test_drivers_are_associated_and_never_causes() -> None:
    asked = DriversAsked(outcome="whole", drivers=("contact", "follow_up"))
    ranked = Ranked(outcome="whole", first="follow_up", share=0.47, low=0.42, high=0.52)
    told = _said(claim("is_driven_by", "", drivers=asked), rankings={"c": ranked})
    assert told.text == (
        "Satisfaction with the whole experience is most closely associated with follow up, which "
        "is credited with 47.0% of what the answers explain (42.0% to 52.0%) and is first "
        "throughout its interval of ranks."
    )


def test_every_measure_of_the_catalogue_has_words() -> None:
    assert {measure.name for measure in catalogue()} <= set(shipped_words().measures)


@given(
    some=st.integers(0, 400), before=st.integers(0, 400),
    says=st.sampled_from(["rose", "fell", "changed"]),
)  # fmt: skip
def test_no_sentence_contradicts_its_table(some: int, before: int, says: Says) -> None:
    values = [value(some, 400), value(before, 400, period="2023-24Q4")]
    told = _said(claim(says), *values)
    text = told.text
    for each in values:
        assert rate(each) in text
    moved = re.search(r" (rose|fell) to ", text)
    assert "did not" not in text or moved is not None
    if moved is not None:
        assert (some > before) == (moved[1] == "rose")
        assert in_full(values[0]) in text
    assert text[0].isupper()
    assert text.endswith(".")
    assert "  " not in text
    assert not re.search(r"\bthey was\b|\bit were\b|\bNone\b|nan", text)


@given(some=st.integers(0, 60), of=st.integers(1, 60), says=st.sampled_from(["is", "met_standard"]))
def test_a_printed_percentage_follows_from_its_counts(some: int, of: int, says: Says) -> None:
    share = value(min(some, of), of)
    told = _said(claim(says, standard=0.9), share)
    assert f"{rate(share)} ({min(some, of):,} of {of:,})" in told.text
