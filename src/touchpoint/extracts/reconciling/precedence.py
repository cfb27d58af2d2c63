"""Rules of precedence: how to come to one answer where sources disagree, read from a TOML file.

The rules that come with Touchpoint are in precedence.toml, which says how such a file is written.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from touchpoint.errors import Refused
from touchpoint.extracts.facts import Fact

SHIPPED = Path(__file__).with_name("precedence.toml")
ANSWERS = ("any_yes", "all_yes", "majority", "first")
SILENCES = ("unknown", "no")
KEYS = ("name", "says", "answer", "order", "silence")
OTHERS = "others"
EACH = "each"


@dataclass(frozen=True, kw_only=True)
class Step:
    """A source whose word is taken, and which of its words; none named means any."""

    source: str
    says: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One way to come to one answer."""

    name: str
    says: str
    answer: str
    order: tuple[Step, ...] = ()
    silence_is_no: bool = False


def rules_in(path: Path | None, fact: Fact, sources: Sequence[str]) -> tuple[Rule, ...]:
    """The rules of a file, or those that come with Touchpoint; refuse it with all its faults."""
    file = path or SHIPPED
    entries = _entries(file)
    faults = [
        f"Rule {number}: {fault}"
        for number, entry in enumerate(entries, 1)
        for fault in _faults(entry, fact, sources)
    ]
    if not faults:
        rules = tuple(rule for entry in entries for rule in _made(entry, sources))
        names = [rule.name for rule in rules]
        faults = [
            f"Two rules are called {n}." for n in sorted({n for n in names if names.count(n) > 1})
        ]
    if faults:
        raise Refused(f"{file.name} does not hold sound rules of precedence.", faults)
    return rules


def _entries(file: Path) -> list[Any]:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused(f"There is no file {file} with rules of precedence.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{file.name} is not a TOML file: {error}.") from None
    entries = told.get("rules")
    other = sorted(set(told) - {"rules"})
    if not isinstance(entries, list) or not entries or other:
        raise Refused(
            f"{file.name} does not hold rules of precedence: it should have [[rules]] entries "
            f"and nothing else{', and has ' + ', '.join(other) if other else ''}."
        )
    return entries


def _faults(entry: Any, fact: Fact, sources: Sequence[str]) -> Iterator[str]:  # noqa: ANN401 - what a file holds
    if not isinstance(entry, Mapping):
        yield "is not a table."
        return
    for key in sorted(set(entry) - set(KEYS)):
        yield f"{key} is not a word of a rule: a rule has {', '.join(KEYS)}."
    for key in ("name", "says"):
        if not isinstance(entry.get(key), str) or not entry[key]:
            yield f"{key} is missing: give it as text."
    if entry.get("answer") not in ANSWERS:
        yield f"answer is {entry.get('answer')!r}: it should be one of {', '.join(ANSWERS)}."
    if entry.get("silence", "unknown") not in SILENCES:
        yield f"silence is {entry['silence']!r}: it should be unknown or no."
    yield from _order_faults(entry, fact, sources)


def _order_faults(entry: Mapping[str, Any], fact: Fact, sources: Sequence[str]) -> Iterator[str]:
    order = entry.get("order", [])
    if not isinstance(order, list):
        yield "order should be a list of sources."
        return
    if (entry.get("answer") == "first") != bool(order):
        yield 'order goes with answer = "first", which needs it.'
    for step in order:
        source = step.get("source") if isinstance(step, Mapping) else step
        if source not in (*sources, OTHERS, EACH):
            yield (
                f"{source!r} is not a source that the ledger has of {fact.kind}: "
                f"it has {', '.join(sources)}."
            )
        says = step.get("says", []) if isinstance(step, Mapping) else []
        known = (*fact.no, *fact.yes)
        if not isinstance(says, list) or any(word not in known for word in says):
            yield f"says should list words out of {', '.join(known)}."


def _made(entry: Mapping[str, Any], sources: Sequence[str]) -> Iterator[Rule]:
    order = [
        Step(source=step["source"], says=tuple(step.get("says", ())))
        if isinstance(step, Mapping)
        else Step(source=step)
        for step in entry.get("order", [])
    ]
    each = any(step.source == EACH for step in order)
    for source in sources if each else ("",):
        yield Rule(
            name=entry["name"].replace("{source}", source),
            says=entry["says"].replace("{source}", source),
            answer=entry["answer"],
            order=tuple(_spelt_out(order, source, sources)),
            silence_is_no=entry.get("silence") == "no",
        )


def _spelt_out(order: Sequence[Step], each: str, sources: Sequence[str]) -> Iterator[Step]:
    named = {each if step.source == EACH else step.source for step in order}
    for step in order:
        if step.source == OTHERS:
            yield from (Step(source=s, says=step.says) for s in sources if s not in named)
        else:
            yield Step(source=each if step.source == EACH else step.source, says=step.says)
