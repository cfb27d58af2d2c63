"""What is written of when contact is safe: a no is heard in it, and a limit is taken for no no."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from touchpoint.service.journeys.new_touchpoints import CHANNELS
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
    "\u043d\u0435\u0442", "\u2713", "ask", "Ask first",
)  # fmt: skip

FOR_THE_WAY = (
    ("phone", "only call after 6pm"),
    ("phone", "text first, then call"),
    ("phone", "text before ringing"),
    ("phone", "only on the mobile"),
    ("phone", "phone or text only"),
    ("phone", "only leave a message with my mother"),
    ("text", "text only"),
    ("text", "text rather than phone"),
    ("text", "any time but do not ring the landline"),
    ("text", "only on her own mobile, after 6pm"),
    ("email", "E-mail only"),
    ("letter", "only by post, to my mother"),
    ("in_person", "only when he is at work"),
    ("video", "only call in the evening"),
)
FOR_ANOTHER_WAY_ALONE = (
    ("phone", "text only, husband answers the phone"),
    ("phone", "Text-only because husband answers the phone"),
    ("phone", "only by text"),
    ("phone", "email only"),
    ("phone", "evenings (emails only)"),
    ("phone", "only by her work e-mail"),
    ("phone", "after 6pm; just text"),
    ("phone", "she only answers texts"),
    ("phone", "prefers text"),
    ("phone", "text instead"),
    ("phone", "do not ring the landline"),
    ("phone", "not on the landline"),
    ("phone", "only speak to her in person"),
    ("text", "phone only"),
    ("text", "no messages"),
    ("email", "only in person"),
    ("letter", "not at home"),
    ("letter", "any time but never to the home address"),
    ("in_person", "only by phone"),
)
FOR_ANOTHER_WAY = (
    ("phone", "text"),
    ("phone", "by text"),
    ("phone", "text after 6pm"),
    ("phone", "use email please"),
    ("phone", "email or text, husband answers the phone"),
    ("email", "call any time"),
)


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


@pytest.mark.parametrize("way", CHANNELS)
@pytest.mark.parametrize("words", [*SAFE_TIMES, "any time", "after 6pm", "weekdays, 9am to 5pm"])
def test_words_that_name_no_way_say_of_each_that_it_is_safe(way: str, words: str) -> None:
    assert says_of_safety(words, way) is Says.SAFE


@pytest.mark.parametrize(("way", "words"), FOR_THE_WAY)
def test_words_that_name_the_way_beside_which_they_stand_say_that_it_is_safe(
    way: str, words: str
) -> None:
    assert says_of_safety(words, way) is Says.SAFE


@pytest.mark.parametrize(("way", "words"), FOR_ANOTHER_WAY_ALONE)
def test_words_that_leave_another_way_alone_open_say_no_of_this_one(way: str, words: str) -> None:
    assert says_of_safety(words, way) is Says.NOT_SAFE


@pytest.mark.parametrize(("way", "words"), FOR_ANOTHER_WAY)
def test_words_that_ask_for_another_way_settle_nothing_of_this_one(way: str, words: str) -> None:
    assert says_of_safety(words, way) is Says.NOTHING


@given(some.text(), some.sampled_from(CHANNELS))
def test_a_way_makes_nothing_safe_that_the_words_alone_do_not(words: str, way: str) -> None:
    if says_of_safety(words, way) is Says.SAFE:
        assert says_of_safety(words) is Says.SAFE
