"""The small language: what can be read means one thing, and what cannot is told in full."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_language import holds

from touchpoint.rights.code.expression import (
    AllOf,
    Always,
    AnyOf,
    BadConditionError,
    Compare,
    Condition,
    Holds,
    Not,
    OneOf,
    Value,
    written,
)
from touchpoint.rights.reading.columns import JOURNEY, TOUCHPOINT, read_applies_to, read_where

NUMBERS = st.integers(0, 2**31 - 1) | st.floats(0, 1e9)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
ORDERED = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
EQUAL = st.sampled_from(["==", "!="])

OF_JOURNEYS = (
    st.builds(Always, st.booleans())
    | st.builds(Compare, st.just("age"), ORDERED, NUMBERS)
    | st.builds(Compare, st.just("language"), EQUAL, TEXTS)
    | st.builds(Compare, st.just("victim_based"), EQUAL, st.booleans())
    | st.builds(Compare, st.just("role"), EQUAL, st.sampled_from(["direct", "bereaved"]))
    | st.builds(OneOf, st.just("pathway"), st.lists(TEXTS, min_size=1, max_size=3).map(tuple))
    | st.builds(OneOf, st.just("age"), st.lists(NUMBERS, min_size=1, max_size=3).map(tuple))
    | st.builds(Holds, st.just("marks"), st.sampled_from(["sexual", "child", "fatal"]))
    | st.builds(Holds, st.just("enhanced_basis"), st.just("vulnerable"))
)
DETAILS = st.sampled_from(["detail.months", "detail.topic"])
OF_TOUCHPOINTS = (
    st.builds(Compare, DETAILS, ORDERED, NUMBERS)
    | st.builds(Compare, DETAILS, EQUAL, TEXTS | st.booleans())
    | st.builds(OneOf, DETAILS, st.lists(TEXTS, min_size=1, max_size=3).map(tuple))
    | st.builds(Compare, st.just("result"), EQUAL, st.sampled_from(["done", "unsafe"]))
    | st.builds(Compare, st.sampled_from(["channel", "source"]), EQUAL, TEXTS)
)


def trees(leaves: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(parts, min_size=2, max_size=3).map(tuple)
        return st.builds(Not, parts) | st.builds(AllOf, several) | st.builds(AnyOf, several)

    return st.recursive(leaves, joined, max_leaves=8)


@given(trees(OF_JOURNEYS))
def test_a_condition_on_journeys_reads_back_as_it_was_written(condition: Condition) -> None:
    assert read_applies_to(written(condition)) == condition


@given(trees(OF_TOUCHPOINTS))
def test_a_condition_on_touchpoints_reads_back_as_it_was_written(condition: Condition) -> None:
    assert read_where(written(condition)) == condition


@given(trees(OF_JOURNEYS), st.booleans())
def test_what_can_be_read_can_be_judged_by_the_oracle(condition: Condition, empty: bool) -> None:
    told = {"age": 30, "language": "Welsh", "role": "direct", "pathway": "cid"}
    row = dict.fromkeys(JOURNEY) | (
        {"victim_based": True, "marks": [], "enhanced_basis": []} | ({} if empty else told)
    )
    assert holds(written(condition), row) in (True, False)


@given(st.text(string.printable, max_size=40) | st.text(max_size=20))
def test_whatever_is_typed_is_read_or_refused_in_sentences(text: str) -> None:
    faults: list[tuple[str, ...]] = []
    for read in (read_applies_to, read_where):
        try:
            read(text)
        except BadConditionError as error:
            faults.append(error.faults)
    assert all(fault.endswith((".", "?")) for found in faults for fault in found)
    assert all(faults)


@pytest.mark.parametrize(
    "text",
    ["(" * 5000 + "true", "not " * 5000 + "true", "true\0", "age < 18and true", "'\\d' in x"],
)
def test_what_python_itself_stumbles_over_is_refused(text: str) -> None:
    with pytest.raises(BadConditionError):
        read_applies_to(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("detail.n == 1", "detail.n == true"), ("detail.n in [0]", "detail.n in [false]")],
)
def test_a_number_and_a_truth_value_are_different_conditions(one: str, other: str) -> None:
    assert read_where(one) != read_where(other)
    assert len({read_where(one), read_where(other)}) == 2


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("true", Always(value=True)),
        ("language != 'English'", Compare("language", "!=", "English")),
        ("age < 18", Compare("age", "<", 18)),
        ("reported_on >= '2024-04-01'", Compare("reported_on", ">=", "2024-04-01")),
        ("age == -1", Compare("age", "==", -1)),
        ("role in ['bereaved', 'direct']", OneOf("role", ("bereaved", "direct"))),
        ("'sexual' not in marks", Not(Holds("marks", "sexual"))),
        (
            "age < 18 and 'child' in marks or victim_based == false",
            AnyOf(
                (
                    AllOf((Compare("age", "<", 18), Holds("marks", "child"))),
                    Compare("victim_based", "==", False),
                )
            ),
        ),
        ("not (outcome == '16')", Not(Compare("outcome", "==", "16"))),
    ],
)
def test_the_forms_of_the_page_are_read(text: str, condition: Condition) -> None:
    assert read_applies_to(text) == condition


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("age == 'old'", "age is a number, and 'old' is a text."),
        ("age == true", "age is not true or false: compare it with a number."),
        ("age < 99999999999", "99999999999 is too large a number to compare with."),
        ("age in [1, 'two']", "age is a number, and 'two' is a text."),
        ("role == 3", "role is a text, and 3 is a number."),
        ("sex < 'f'", "sex < 'f': only numbers and days have an order."),
        ("victim_based == 'yes'", "victim_based is true or false, and 'yes' is neither."),
        ("victim_based", "victim_based compares with nothing: say with what, as in age"),
        ("marks == 'sexual'", "marks holds several words: say 'sexual' in marks."),
        (
            "closed_on < '1 May'",
            "closed_on is a day, and '1 May' is none: write it as '2024-03-28'.",
        ),
        ("closed_on < 3", "closed_on is a day, and 3 is none: write it as '2024-03-28'."),
        ("closed_on < '20240501'", "closed_on is a day, and '20240501' is none: write it as"),
        (
            "reported_at > '2024-01-01'",
            "reported_at is an instant, which no condition compares: use the column of its day.",
        ),
        ("18 > age", "'18' stands first: name the column first, as in age < 18."),
        ("True", "'True' is not part of the language: compare one column"),
        ("age == None", "'None' is not a text in quotes, a number, true or false."),
        ("victim_based == True", "True is not part of the language: say true."),
        ("0 < age < 18", "'0 < age < 18' is not part of the language: compare one column"),
        ("age is 3", "Only ==, !=, <, <=, >, >=, in and not in compare."),
        ("role in []", "[] is an empty list: nothing is in it."),
        ("3 in marks", "marks holds words: 3 is not one."),
        ("len(sex) == 1", "'len(sex)' is not a column it can see"),
        ("detail.months < 12", "'detail.months' is not a column it can see"),
        ("'a' in sex", "'sex' is not a list: write ['a', 'b'], or name one of the columns"),
        ("role = 'direct'", "\"role = 'direct'\" is not a condition: it cannot be read from \"= '"),
        ("age <", "'age <' is not a condition: it breaks off. Write it like age < 18 and"),
    ],
)
def test_a_comparison_without_sense_is_refused(text: str, fault: str) -> None:
    with pytest.raises(BadConditionError) as refused:
        read_applies_to(text)
    assert [found[: len(fault)] for found in refused.value.faults] == [fault]


@pytest.mark.parametrize(
    ("text", "word", "last"),
    [
        ("'sexaul' in marks", "marks: 'sexaul' is none of domestic_abuse, ", "under [marks]."),
        ("'weak' in enhanced_basis", "enhanced_basis: 'weak' is none of ", "intimidated."),
        ("role != 'cousin'", "role: 'cousin' is none of direct, ", "business."),
        ("role in ['direct', 'aunt']", "role: 'aunt' is none of direct, ", "business."),
    ],
)
def test_a_word_that_the_ledger_does_not_have_is_refused(text: str, word: str, last: str) -> None:
    with pytest.raises(BadConditionError) as refused:
        read_applies_to(text)
    (fault,) = refused.value.faults
    assert fault.startswith(word)
    assert fault.endswith(last)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("detail.topic < 'a'", "detail.topic < 'a': only numbers have an order."),
        ("detail.topic >= true", "detail.topic >= True: only numbers have an order."),
        (
            "detail.a in [1, 'b']",
            "detail.a is compared with texts and numbers in one list: take one kind.",
        ),
        ("result == ''", "result: '' is none of done"),
        (
            "kind == 'victim.told'",
            "'kind' is not a column it can see: there are channel, result, source",
        ),
        ("'a' in channel", "'channel' is not a list: write ['a', 'b']."),
        ("detail.a.b == 1", "'detail.a.b' is not a column it can see"),
    ],
)
def test_a_where_without_sense_is_refused(text: str, fault: str) -> None:
    with pytest.raises(BadConditionError) as refused:
        read_where(text)
    assert [found[: len(fault)] for found in refused.value.faults] == [fault]


def test_every_fault_of_a_condition_is_told() -> None:
    with pytest.raises(BadConditionError) as refused:
        read_applies_to("agge < 18 or (sexx == 'f' and not (height > 2))")
    assert [fault.split("'")[1] for fault in refused.value.faults] == ["agge", "sexx", "height"]


def test_what_makes_no_sense_is_told_beside_what_is_not_there() -> None:
    with pytest.raises(BadConditionError) as refused:
        read_applies_to("role == 'aunt' and not (agge < 18) and age == 'old'")
    assert [fault.split(":")[0] for fault in refused.value.faults] == [
        "role",
        "'agge' is not a column it can see",
        "age is a number, and 'old' is a text.",
    ]


def test_what_a_condition_sees_are_columns_of_the_ledger() -> None:
    assert {"age", "marks", "victim_based", "closed_on", "enhanced_basis"} <= set(JOURNEY)
    assert set(TOUCHPOINT) == {"result", "channel", "source"}


def test_a_value_is_what_it_is_in_every_comparison() -> None:
    values: list[Value] = [1, True, "1", 0, False, "false", 1.5]
    assert len({Compare("detail.n", "==", value) for value in values}) == len(values)
