"""Notes say sources and touchpoints in words, and name places only where that helps a reader."""

import pytest

from touchpoint.papers.wording.spoken import Spoken, sources_of
from touchpoint.papers.wording.words import shipped_words

SOURCES = sources_of(["survey", "cju_sheet", "crime_system", "a.b+c", "hub"])


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        (
            "[b] cju_sheet has a break in statement.taken on 1 April 2024: New form.",
            ("[b] The sheet of the criminal justice unit has a break in recording that a Victim "
            "Personal Statement was taken on 1 April 2024: New form."),
        ),
        (
            "cju_sheet does not record needs.assessed.",
            ("The sheet of the criminal justice unit does not record that the victim's needs were "
            "assessed."),
        ),
        (
            "No loaded source records referral.offered or referral.sent.",
            ("No loaded source records that referral to a support service was offered or that a "
            "referral was sent to a support service."),
        ),
        (
            "text.sent is recorded by survey from 20 May 2024 to 30 June 2024 only.",
            ("That a text message was sent to the victim is recorded by the survey from 20 May "
            "2024 to 30 June 2024 only."),
        ),
        ("a.b+c does not record text.sent.", ("A.b+c does not record that a text message was sent "
         "to the victim.")),
        ("hub does not record plan.set.", ("Hub does not record that the investigation plan was "
         "set.")),
        ("The survey of 2024 begins late.", "The survey of 2024 begins late."),
        ("no_such.kind stays.", "no_such.kind stays."),
        ("0 of 1 months have data.", "The month has no data."),
        ("0 of 3 months have data.", "None of the 3 months has data."),
        ("1 of 6 months have data.", "1 of the 6 months has data."),
        ("5 of 6 months have data.", "5 of the 6 months have data."),
        ("0 of 1 months have such answers.", "The month has no such answers."),
        (
            ("1 of 3 months have data to tell it by: fewer than 14 months of records lie before "
            "the others."),
            ("1 of the 3 months has data to tell it by: fewer than 14 months of records lie "
            "before the others."),
        ),
        ("Fewer than 12 months of records lie before it.",
         "Fewer than 12 months of records lie before it."),
    ],
)  # fmt: skip
def test_a_note_is_said_in_words(note: str, printed: str) -> None:
    assert Spoken(shipped_words(), SOURCES)(note) == printed


def test_a_source_within_another_is_not_taken_for_it() -> None:
    spoken = Spoken(shipped_words(), sources_of(["survey", "my_survey"]))
    assert spoken("my_survey does not record plan.set.").startswith("My survey does not")
