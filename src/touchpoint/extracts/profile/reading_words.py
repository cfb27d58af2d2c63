"""The lists of words of a profile, read: each line a meaning and the words that have it."""

from collections.abc import Mapping

from touchpoint.extracts.profile.taking import Taking
from touchpoint.extracts.profile.words import NOTHING, OTHERWISE, YES_NO, WordList, plain


def word_lists(taking: Taking, faults: list[str]) -> Mapping[str, WordList]:
    """Every list under [words], by name."""
    inner = taking.table("words")
    if inner is None:
        return {}
    lists = {YES_NO.name: YES_NO}
    for name in inner.names():
        table = inner.take(name, dict, "a list of words, written [words.NAME]")
        if table is not None:
            lists[name] = _list(name, Taking(table, f"[words.{name}]", faults))
    return lists


def _list(name: str, taking: Taking) -> WordList:
    meanings: list[tuple[str, str | None]] = []
    is_open = taking.says(OTHERWISE)
    otherwise = taking.text(OTHERWISE)
    for meaning in taking.names():
        words = _words(taking, meaning)
        meanings += [(word, None if meaning == NOTHING else meaning) for word in words]
    _no_word_twice(meanings, taking)
    if not meanings and not is_open:
        taking.fault("it holds no words.")
    return WordList(
        name=name,
        meanings=tuple(dict.fromkeys(meanings)),
        open=is_open,
        otherwise=None if otherwise == NOTHING else otherwise,
    )


def _words(taking: Taking, meaning: str) -> tuple[str, ...]:
    found = taking.any(meaning)
    if isinstance(found, str):
        return (found,)
    if isinstance(found, dict):
        inner = next(iter(found), "...")
        taking.fault(
            f'a meaning with a full stop needs quotes: "{meaning}.{inner}" = [...].', meaning
        )
        return ()
    if isinstance(found, list) and found and all(type(word) is str for word in found):
        return tuple(found)
    taking.fault('it must be a list of the words that mean it, like ["Yes", "Y"].', meaning)
    return ()


def _no_word_twice(meanings: list[tuple[str, str | None]], taking: Taking) -> None:
    seen: dict[str, str | None] = {}
    for word, meaning in meanings:
        same = plain(word)
        if same in seen and seen[same] != meaning:
            said = [m or NOTHING for m in (seen[same], meaning)]
            taking.fault(f"'{word}' cannot mean both {said[0]} and {said[1]}.")
        seen.setdefault(same, meaning)
