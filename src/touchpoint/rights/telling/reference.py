"""The reference page of the duties: every right, and every duty as it is held, in plain English.

Made from the editions themselves, so that the page cannot say what the verdicts do not do.
"""

from collections.abc import Iterator, Mapping, Sequence

from touchpoint.rights.code.duty import Duty, Edition
from touchpoint.rights.code.vocabulary import SHOWS, VERIFICATIONS
from touchpoint.rights.editions import held
from touchpoint.rights.telling.stories import story_of
from touchpoint.rights.telling.wording import day_in_words, parts_of


def rights_reference(editions: Sequence[Edition] | None = None) -> str:
    """Every edition held, or these ones, as Markdown."""
    return "\n".join(_page(held() if editions is None else editions)) + "\n"


def _page(editions: Sequence[Edition]) -> Iterator[str]:
    yield "# The duties of the Victims' Code, as held"
    yield ""
    yield "For whoever wants to know what is owed, by whom and by when. Written by `make docs`."
    yield "Reference material, not legal advice. A tag says how far each duty may be relied on:"
    yield ""
    yield "| tag | what it says |"
    yield "|---|---|"
    for tag, meaning in VERIFICATIONS.items():
        yield f"| {tag} | {meaning} |"
    for edition in editions:
        yield from _edition(edition)


def _edition(edition: Edition) -> Iterator[str]:
    yield from ("", f"## {_escaped(edition.title)} ({edition.name})", "")
    yield (
        f"{_in_force(edition)} Working days are Monday to Friday without the bank holidays of "
        "England and Wales. The day of the trigger is day 0; a duty is in time until the end of "
        "the last day."
    )
    yield from _declared("Kinds of touchpoint", edition.kinds)
    yield from _declared("Marks of an investigation", edition.marks)
    for number, title in edition.rights.items():
        yield from ("", f"### Right {number}: {_escaped(title)}")
        for duty in edition.duties:
            if duty.right == number:
                yield from _duty(duty, edition)


def _declared(what: str, words: Mapping[str, str]) -> Iterator[str]:
    if words:
        yield from ("", f"{what} that it declares beside those of the ledger:", "")
        yield from (f"- `{word}`: {_escaped(meaning)}" for word, meaning in words.items())


def _in_force(edition: Edition) -> str:
    if edition.in_force_from is None:
        return "A draft: it judges only when it is named."
    until = f" to {day_in_words(edition.in_force_to)}" if edition.in_force_to else " on"
    return f"Judges investigations reported from {day_in_words(edition.in_force_from)}{until}."


def _duty(duty: Duty, edition: Edition) -> Iterator[str]:
    yield from ("", f"#### {duty.id}: {_escaped(duty.title)}", "")
    for part in parts_of(duty, edition):
        if part.heading != "Right":
            yield f"- **{part.heading}.** {_escaped(' '.join(part.sentences))}"
    for example in duty.examples:
        yield from ("", f"Example, {SHOWS[example.shows]}: {_escaped(example.says)}", "")
        yield from (f"- {_escaped(line)}" for line in story_of(example, duty))


def _escaped(text: str) -> str:
    """The text as it is, with nothing in it read as Markdown."""
    plain = " ".join(text.split())
    for sign in "\\`*_[]<>|#":
        plain = plain.replace(sign, f"\\{sign}")
    return plain
