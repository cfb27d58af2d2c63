"""Every planted share comes back from the ledger by the question that truths.json itself gives."""

from datetime import date

import pytest
from made_up import MANY, answers, asked, force, told

from touchpoint.synthetic.force.offences import offences
from touchpoint.synthetic.force.plan import Plan
from touchpoint.synthetic.people.repeats import repeat_shares
from touchpoint.synthetic.shares.planted import planted
from touchpoint.synthetic.truths.listing import truths


def test_every_share_comes_back_and_all_spread_about_their_truths_as_chance_would_have_them() -> (
    None
):
    found = answers(force(MANY, 3))
    assert len(found) > 200
    assert [answer for answer in found if answer.denominator == 0 or answer.errors_away > 4] == []
    squares = [answer.errors_away**2 for answer in found]
    assert 0.8 < sum(squares) / len(squares) < 1.25


def test_every_share_that_a_cut_leaves_settled_comes_back() -> None:
    found = answers(force(MANY, 3, known=True))
    assert len(found) > 100
    assert [answer for answer in found if answer.errors_away > 4] == []


def test_needs_come_to_be_assessed_as_in_the_paper_of_essex() -> None:
    values = {truth["name"]: truth["value"] for truth in told(force(MANY, 3))}
    assert values["needs_assessed.2023-24Q3"] == 0.010
    assert values["needs_assessed.2023-24Q4"] == 0.072
    assert values["needs_assessed.2024-25Q1"] == 0.190
    assert values["informed.2023-24Q4"] == 0.025
    assert values["informed.2024-25Q1"] == 0.259


def test_what_changed_at_essex_changes_on_the_same_days() -> None:
    values = {truth["name"]: truth["value"] for truth in told(force(MANY, 3))}
    assert values["training.from"] == "2023-10-01"
    assert values["portal.from"] == "2023-12-05"
    assert values["texts.from"] == "2024-05-20"
    assert values["cju_sheet.missing"] == ["2024-02-01", "2024-03-31"]


def test_the_changes_move_with_the_last_day_of_the_reports() -> None:
    plan = Plan(journeys=1, seed=1, from_on=date(2020, 1, 1), to_on=date(2021, 2, 10))
    values = {truth.name: truth.value for truth in truths(plan)}
    assert values["portal.from"] == "2020-09-05"
    assert values["needs_assessed.2020-21Q4"] == 0.190


def test_about_eight_in_a_hundred_are_charged_and_forty_go_by_telephone() -> None:
    charged = offences().expected(lambda case: case.outcome == "1", lambda _: True)
    telephone = offences().expected(lambda case: case.pathway == "telephone", lambda _: True)
    assert round(charged, 2) == 0.08
    assert round(telephone, 2) == 0.40


def test_shares_by_kind_of_offence_come_to_the_share_of_all_repeats() -> None:
    part = offences().expected(lambda case: case.domestic_abuse, lambda case: not case.business)
    shares = repeat_shares()
    whole = part * shares.of_abuse + (1 - part) * shares.of_others
    assert whole == pytest.approx(planted()["repeat.all"].share)
    followed = part * shares.of_abuse * shares.abuse_to_abuse
    followed += (1 - part) * shares.of_others * shares.others_to_abuse
    assert followed == pytest.approx(part * planted()["repeat.all"].share)


def test_every_truth_has_a_name_of_its_own_and_a_sentence() -> None:
    listed = told(force(MANY, 3))
    assert len({truth["name"] for truth in listed}) == len(listed)
    assert all(truth["statement"].endswith((".", ").")) for truth in listed)


def test_a_short_range_states_only_what_it_reaches() -> None:
    plan = Plan(journeys=9, seed=1, from_on=date(2024, 5, 1), to_on=date(2024, 5, 10))
    names = {truth.name for truth in truths(plan) if truth.questions is not None}
    assert "needs_assessed.2024-25Q1" in names
    assert not names & {"needs_assessed.before", "text.sent", "repeat_victims.all"}


def test_follow_up_drives_satisfaction_more_than_any_other_stage() -> None:
    # The squared correlation of each stage with the whole: the stages are independent, so these
    # are the shares that Shapley's split (LMG) gives as well.
    rows = asked(
        force(MANY * 3, 4),
        """WITH wide AS (
             SELECT response_id, max(number) FILTER (WHERE question = 'whole') AS whole,
               max(number) FILTER (WHERE question = 'follow_up') AS follow_up,
               max(number) FILTER (WHERE question = 'actions') AS actions,
               max(number) FILTER (WHERE question = 'treatment') AS treatment,
               max(number) FILTER (WHERE question = 'contact') AS contact
             FROM answers GROUP BY response_id)
           SELECT corr(whole, follow_up), corr(whole, actions), corr(whole, treatment),
             corr(whole, contact) FROM wide WHERE follow_up IS NOT NULL""",
    )
    shares = [value * value for value in rows[0]]
    # Among 2,700 answered surveys the share has a standard error of 0.04: four of them either way.
    assert shares[0] / sum(shares) == pytest.approx(0.55, abs=0.16)
    assert shares[0] > shares[1] > shares[2] > shares[3]
    assert shares[3] < 0.01
