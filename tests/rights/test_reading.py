"""Edition files are read whole, or refused with every fault and its place."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sound_edition import SOUND, Table, changed, faults_of, sound, written

from touchpoint.errors import Refused
from touchpoint.rights.code.duty import DONE, Duty, Every, Limit, Matcher, Rule, Unit
from touchpoint.rights.code.expression import Always, Compare
from touchpoint.rights.reading.edition_file import edition_of, read_edition

HERE = Path(__file__).parent
BROKEN = tomllib.loads((HERE / "broken_editions.toml").read_text(encoding="utf-8"))["broken"]


def owed(name: str) -> Duty:
    duty = sound().duty(name)
    assert duty is not None
    return duty


def refusal_of(path: Path) -> str:
    with pytest.raises(Refused) as refusal:
        read_edition(path)
    return str(refusal.value)


# What is read


def test_a_duty_is_read_as_it_is_written() -> None:
    duty = owed("D.WITHIN")
    assert duty.rule is Rule.WITHIN
    assert duty.standard == Limit(value=5, unit=Unit.WORKING_DAYS)
    assert duty.enhanced == Limit(value=1, unit=Unit.WORKING_DAYS)
    assert duty.met_by == (Matcher(kinds=("victim.told",), answers="trigger"),)
    assert duty.edition == "made-up"
    assert not duty.local


def test_what_a_duty_does_not_say_is_the_usual() -> None:
    duty = owed("D.WITHIN")
    assert (duty.clock, duty.declined_by, duty.excused_by) == ("event", (), ())
    assert (duty.paragraph, duty.note) == (None, None)
    assert duty.met_by[0].results == DONE
    assert duty.applies_to == Always(value=True)


def test_a_duty_of_the_report_counts_from_the_report() -> None:
    assert owed("D.CLOSE").trigger.report
    assert owed("D.CLOSE").clock == "report"


def test_each_rule_has_its_own_parts_and_no_others() -> None:
    before, beside, recurring = owed("D.BEFORE"), owed("D.BESIDE"), owed("D.RECUR")
    assert before.before == Matcher(kinds=("sentence.passed",))
    assert (before.standard, before.alongside, before.every) == (None, None, None)
    assert beside.alongside == Matcher(kinds=("victim.told",), answers="trigger")
    assert recurring.every == Every(detail="every_days")
    assert recurring.standard is None


def test_conditions_are_read_into_trees() -> None:
    duty = owed("D.BEFORE")
    assert duty.applies_to == Compare("age", "<", 18)
    assert duty.met_by[0].where == Compare("detail.topic", "==", "arrest")


def test_a_duty_that_nothing_can_show_is_not_recordable_and_needs_edges_only() -> None:
    duty = owed("D.CLOSE")
    assert not duty.recordable
    assert {example.shows for example in duty.examples} == {"edge"}


def test_a_draft_has_no_days_in_force() -> None:
    table = changed("in_force_from", None) | {"status": "draft"}
    assert not edition_of(table, file="draft.toml").was_in_force(date(2024, 6, 3))


def test_an_edition_judges_from_its_first_day_to_its_last() -> None:
    edition = edition_of(changed("in_force_to", date(2024, 6, 3)), file="old.toml")
    days = [date(2021, 3, 31), date(2021, 4, 1), date(2024, 6, 3), date(2024, 6, 4)]
    assert [edition.was_in_force(day) for day in days] == [False, True, True, False]


def test_an_edition_may_be_in_force_for_one_day_and_a_limit_may_be_ten_years_long() -> None:
    assert edition_of(changed("in_force_to", date(2021, 4, 1)), file="short.toml").in_force_to
    assert edition_of(changed("duties.0.standard.value", 2500), file="long.toml").duties


# What is refused


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["at"])
def test_a_broken_edition_is_refused_with_exactly_its_faults(case: Table) -> None:
    assert list(faults_of(changed(case["at"], case.get("put")))) == case["faults"]


def test_every_fault_of_a_file_is_told_at_once() -> None:
    table = changed("title", "")
    table["clock"]["cut_off"] = "noon"
    within, before = table["duties"][:2]
    within["rule"] = "witin"
    within["holders"] = []
    before["applies_to"] = "agge < 18 or sexx == 'f'"
    before["examples"][2]["age"] = 17
    assert [fault.split(":")[0] for fault in faults_of(table)] == [
        "the file",
        "the file, clock",
        "duty D.WITHIN",
        "duty D.WITHIN",
        "duty D.BEFORE",
        "duty D.BEFORE",
        "duty D.BEFORE, example 3",
    ]


def test_no_fault_of_a_trigger_hides_another() -> None:
    both = {"report": True, "kinds": ["odd.k"], "results": ["q"], "zz": 1}
    named, kinds, results, key = faults_of(changed("duties.0.trigger", both))
    assert named == "duty D.WITHIN, trigger: it names the report and kinds: keep one of the two."
    assert kinds.startswith("duty D.WITHIN, trigger: kinds: 'odd.k' is not a word of the ledger")
    assert results.startswith("duty D.WITHIN, trigger: results: 'q' is none of ")
    assert key.startswith("duty D.WITHIN, trigger: 'zz' is not a key here: there are report, ")


def test_a_limit_above_nothing_is_asked_for_whatever_its_unit() -> None:
    assert faults_of(changed("duties.0.standard", {"value": 0, "unit": "weeks"})) == (
        "duty D.WITHIN, standard: unit 'weeks' is none of working_days, days, months, hours.",
        "duty D.WITHIN, standard: value is 0: it must be above 0.",
    )


def test_a_duty_of_a_right_that_is_not_there_is_told_beside_the_faults_of_the_rights() -> None:
    table = changed("rights.0.title", "")
    table["duties"][0]["right"] = 9
    assert faults_of(table) == (
        "right 1: title is empty: give it a text, or leave the key out if it may be.",
        "duty D.WITHIN: right 9 is not there: the rights are 6.",
    )


PLACES = st.sampled_from(sorted({case["at"] for case in BROKEN}))
ANYTHING: st.SearchStrategy[object] = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.dates() | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(PLACES, ANYTHING)
def test_whatever_stands_in_a_place_is_read_or_refused_in_sentences(at: str, put: object) -> None:
    faults: tuple[str, ...] = ()
    try:
        edition_of(changed(at, put), file="broken.toml")
    except Refused as refusal:
        faults = refusal.faults or (refusal.sentence,)
    assert all(fault.endswith((".", "?")) for fault in faults)


# What is no edition at all


def test_a_fault_of_toml_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "x.toml", 'edition = "a"\ntitle = \n')
    assert "x.toml is not TOML" in refusal_of(path)
    assert "line 2" in refusal_of(path)


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "x.toml", 'edition = "a"\ntitle = "Caf\xe9"\n'.encode("latin-1"))
    assert "x.toml is not UTF-8: line 2 holds a character" in refusal_of(path)


@pytest.mark.parametrize("text", ["a = " + "[" * 9000, "a." * 900 + "b = 1", "\0", "{}", "a" * 99])
def test_no_file_is_too_strange_to_be_refused(tmp_path: Path, text: str) -> None:
    assert "x.toml" in refusal_of(written(tmp_path, "x.toml", text))


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "no.toml").startswith("no.toml cannot be opened: ")
    assert "cannot be opened" in refusal_of(tmp_path)


@pytest.mark.parametrize(
    "raw", [b"\xef\xbb\xbf" + SOUND.encode(), SOUND.replace("\n", "\r\n").encode()]
)
def test_what_editors_add_to_a_file_does_no_harm(tmp_path: Path, raw: bytes) -> None:
    assert read_edition(written(tmp_path, "x.toml", raw)) == sound()
