"""What is written of when contact is safe: a no is heard in it, and a limit is taken for no no."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from touchpoint.service.journeys.safe_words import Says, says_of_safety
from touchpoint.synthetic.journey.words import SAFE_TIMES

SAFE = (
    *SAFE_TIMES,
    "Any time",
    "after 6pm",
    "only when the children are at school",
    "Weekdays, 9am to 5pm",
    "never leave a message",
    "Don\u2019t leave voicemail",
    "any time but not at work",
    "do not call before 10am",
    "Not in the mornings; evenings are best",
    "No restrictions",
    "without leaving a message",
    "ring twice, then hang up",
    "yes",
    "Yes.",
    "ok",
    "It is safe",
    "unwaith y mae\u2019r plant yn yr ysgol",
)
NOT_SAFE: tuple[object, ...] = (
    "no",
    "No.",
    "NOT SAFE",
    "not safe",
    "unsafe",
    "false",
    "never",
    "none",
    "don't",
    "Don\u2019t call",
    "do not contact",
    "do not call at all",
    "not at any time",
    "not on the phone",
    "never, he answers it",
    "it isn't safe",
    "no longer safe",
    "not until further notice",
    "no way",
    "nothing is safe",
    "n\u200bo",
    "\uff2e\uff2f",
    "after 6pm; not safe before that",
    "dangerous",
    "he can't be trusted, monitors it",
    "byth",
    "dim yn ddiogel",
    False,
    0,
    0.0,
)
NOTHING: tuple[object, ...] = (
    None, True, 1, 5, [], {}, ["any time"], "", " ", "\u200b", "\u2060\ufeff", "-", "?", "0", "x",
    "true", "fine", "tbc", "it is", "safe?", "safe, tbc", "n/a", "null", "18:00",
    "\u043d\u0435\u0442", "\u2713",
)  # fmt: skip


@pytest.mark.parametrize("words", SAFE)
def test_a_time_a_limit_or_a_plain_yes_says_that_contact_is_safe(words: str) -> None:
    assert says_of_safety(words) is Says.SAFE


@pytest.mark.parametrize("words", NOT_SAFE)
def test_a_no_is_heard_however_it_is_written(words: object) -> None:
    assert says_of_safety(words) is Says.NOT_SAFE


@pytest.mark.parametrize("words", NOTHING)
def test_what_says_nothing_of_contact_is_not_taken_for_safe(words: object) -> None:
    assert says_of_safety(words) is Says.NOTHING


@given(some.text())
def test_a_no_is_heard_before_whatever_follows_it_in_another_sentence(words: str) -> None:
    assert says_of_safety(f"No. {words}") is not Says.SAFE


@given(some.recursive(some.none() | some.booleans() | some.floats(), some.lists))
def test_only_words_say_that_contact_is_safe(said: object) -> None:
    assert says_of_safety(said) is not Says.SAFE
