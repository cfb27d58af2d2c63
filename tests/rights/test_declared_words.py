"""Kinds and marks that a file declares beside the ledger's: where they hold, and what is refused.

On the authority of docs/explanation/how-a-duty-is-judged.md, section Words of its own; the faults
one by one stand in broken_editions.toml.
"""

import tomllib
from pathlib import Path
from typing import Any

from sound_edition import changed, faults_of

from touchpoint.rights.code.duty import Edition
from touchpoint.rights.code.expression import Holds, Not
from touchpoint.rights.editions import named, with_local
from touchpoint.rights.reading.edition_file import edition_of, read_edition
from touchpoint.rights.telling.reference import rights_reference
from touchpoint.rights.telling.wording import matcher_in_words, parts_of

HOSPITAL = Path(__file__).parent / "hospital_edition.toml"
LOCAL = """
edition = "ward"
title = "What one ward promises"
status = "local"
over = "made-up-hospital"

[kinds]
nurse.called = "a nurse was called"

[[duties]]
id = "WARD.HALF"
like = "H.ANTIBIOTICS"
title = "Antibiotics within half an hour of the call"
excused_by = [{ kinds = ["nurse.called", "sepsis.triaged"], results = ["unable"] }]

[[duties.examples]]
shows = "met"
says = "Made up."
journey = { reported = 2014-06-03 }
as_at = 2014-06-03
verdicts = []

[[duties.examples]]
shows = "not_met"
says = "Made up."
journey = { reported = 2014-06-03 }
as_at = 2014-06-03
verdicts = []

[[duties.examples]]
shows = "edge"
says = "Made up."
journey = { reported = 2014-06-03, marks = ["paediatric"] }
as_at = 2014-06-03
verdicts = []
"""


def hospital() -> Edition:
    return read_edition(HOSPITAL)


def test_a_declared_word_is_read_with_what_it_means_however_its_name_is_quoted() -> None:
    assert hospital().kinds == {
        "sepsis.triaged": "the patient was triaged for sepsis",
        "antibiotics.given": "antibiotics were given",
        "lactate.measured": "lactic acid was measured",
    }
    assert hospital().marks == {"paediatric": "a child's case"}
    duty = hospital().duty("H.LACTATE")
    assert duty is not None
    assert duty.applies_to == Not(Holds("marks", "paediatric"))


def test_a_duty_says_its_declared_kinds_in_words() -> None:
    duty = hospital().duty("H.ANTIBIOTICS")
    assert duty is not None
    (start,) = [part for part in parts_of(duty, hospital()) if part.heading == "When it starts"]
    said = "Each time that the patient was triaged for sepsis (sepsis.triaged)."
    assert start.sentences[0] == said


def test_a_declared_word_that_is_misspelt_in_a_duty_is_refused_with_the_one_meant() -> None:
    table: dict[str, Any] = tomllib.loads(HOSPITAL.read_text(encoding="utf-8"))
    table["duties"][0]["met_by"][0]["kinds"] = ["antibiotics.gven"]
    table["duties"][1]["applies_to"] = "'pediatric' in marks"
    met_by, applies_to = faults_of(table)
    assert (
        "'antibiotics.gven' is not a word of the ledger: did you mean antibiotics.given?" in met_by
    )
    assert met_by.endswith("One of your own is declared under [kinds].")
    assert "'pediatric' is not a word of the ledger: did you mean paediatric?" in applies_to
    assert applies_to.endswith("One of your own is declared under [marks].")


def test_a_word_is_declared_for_one_file_and_not_for_another() -> None:
    table = changed("duties.0.trigger.kinds", ["antibiotics.given"])
    (fault,) = faults_of(table)
    assert "'antibiotics.given' is not a word of the ledger" in fault


def test_a_local_file_has_the_words_of_the_edition_below_it_and_its_own() -> None:
    local = edition_of(tomllib.loads(LOCAL), file="ward.toml", over=hospital())
    (duty,) = local.duties
    assert matcher_in_words(duty.met_by[0], duty) == "antibiotics were given (antibiotics.given)"
    assert duty.meaning("nurse.called") == "a nurse was called"


def test_local_standards_bring_their_words_with_them(tmp_path: Path) -> None:
    path = tmp_path / "ward.toml"
    path.write_text(LOCAL, encoding="utf-8")
    laid = with_local(hospital(), path)
    assert set(laid.kinds) == {*hospital().kinds, "nurse.called"}
    assert laid.marks == hospital().marks


def test_what_the_edition_below_declares_is_not_declared_again() -> None:
    again = LOCAL.replace("nurse.called = ", 'antibiotics.given = "x"\nnurse.called = ')
    (fault,) = faults_of(tomllib.loads(again), over=hospital())
    assert "kinds: 'antibiotics.given' is declared by made-up-hospital already: leave it" in fault


def test_the_reference_page_lists_what_an_edition_declares() -> None:
    page = rights_reference([hospital()])
    assert "- `antibiotics.given`: antibiotics were given\n" in page
    assert "- `paediatric`: a child's case\n" in page
    assert "that it declares" not in rights_reference([named("victims-code-2021")])
