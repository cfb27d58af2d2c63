"""Rules of precedence: what each comes to and costs, worked by hand, and files that are refused."""

from pathlib import Path

import pytest
from recorded import Records, reconciled_by

from touchpoint.errors import Refused
from touchpoint.extracts.reconciling import rows_of

TOLD = {
    "J1": {"system": "not_asked", "form": "declined", "court": "accepted"},
    "J2": {"system": "not_asked", "form": "not_asked", "court": "accepted"},
    "J3": {"system": "accepted"},
    "J4": {"system": "not_asked", "form": "accepted"},
    "J5": {},
    "J6": {"system": "not_asked"},
    "J7": {"court": "not_asked"},
}


@pytest.fixture
def records() -> Records:
    made = Records()
    for name, told in TOLD.items():
        made.journey(name)
        for source, result in told.items():
            made.says(name, source, result)
    return made


def costs(records: Records, precedence: Path | None = None) -> dict[str, tuple[int, ...]]:
    """By rule: yes, answered, changed from the system alone, sources overruled."""
    with reconciled_by(records, precedence=precedence) as found:
        return {
            one.rule.name: (one.yes, one.answered, one.changed, one.overruled)
            for one in found.rules
        }


def test_the_rules_that_come_with_touchpoint_come_to_what_is_worked_by_hand(
    records: Records,
) -> None:
    assert costs(records) == {
        "any yes": (4, 6, 4, 3),  # J1 to J4 yes; J1, J2, J4 change and J7 is answered
        "all yes": (1, 6, 1, 3),
        "majority": (2, 5, 3, 2),  # J4 is a tie and settles nothing
        "system first": (1, 6, 1, 3),
        "court first": (3, 6, 3, 3),
        "form first": (3, 6, 3, 3),
        "any yes, silence as no": (4, 7, 5, 3),
    }


def test_a_source_can_be_believed_in_some_of_its_words_alone(
    records: Records, tmp_path: Path
) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(
        """
[[rules]]
name = "taken from the court, else the system"
says = "Taken where the court has it; else what the system says; else no."
answer = "first"
order = [{ source = "court", says = ["accepted"] }, "system"]
silence = "no"
""",
        encoding="utf-8",
    )
    # J1 and J2 by the court, J3 by the system; the court's word on J7 is not taken, but no is.
    assert costs(records, file) == {"taken from the court, else the system": (3, 7, 4, 3)}


def test_without_a_likely_rate_the_distance_from_it_cannot_be_told(records: Records) -> None:
    with reconciled_by(records) as found:
        rows = [row for row in rows_of(found) if row["part"] == "rule_distance"]
    assert {(row["rate"], row["status"]) for row in rows} == {(None, "cannot_tell")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules = 3", "should have"),
        ("[[rules]]\nname = 'x'", "answer is None"),
        ("[[rules]]\nname = 'x'\nsays = 'x'\nanswer = 'first'", "order goes with"),
        ("[[rules]]\nname = 'x'\nsays = 'x'\nanswer = 'any_yes'\norder = ['form']", "order goes"),
        (
            "[[rules]]\nname = 'x'\nsays = 'x'\nanswer = 'first'\norder = ['fax']",
            "'fax' is not a source that the ledger has",
        ),
        (
            "[[rules]]\nname='x'\nsays='x'\nanswer='first'\norder=[{source='form', says=['yes']}]",
            "says should list words",
        ),
        ("[[rules]]\nname = 'x'\nsays = 'x'\nanswer = 'any_yes'\nsilence = 'yes'", "silence is"),
        ("[[rules]]\nname = 'x'\nsays = 'x'\nanswer = 'any_yes'\nweight = 2", "weight is not"),
        ("[[rules]]\nname = 'x'\nsays = 'x'\nanswer = 'any_yes'\n" * 2, "Two rules are called x"),
        ("[[rules]\n", "is not a TOML file"),
    ],
)
def test_a_file_that_holds_no_sound_rules_is_refused_with_its_faults(
    records: Records, tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        costs(records, file)


def test_all_faults_of_a_file_are_told_at_once(records: Records, tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text("[[rules]]\nanswer = 'best'\n[[rules]]\nname = 'x'\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        costs(records, file)
    assert len(refused.value.faults) == 5
