"""`touchpoint duties`: the Code as held, as a table or one duty in full."""

import dataclasses
import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from touchpoint.cli.editions_asked import EditionsAsked, editions_asked
from touchpoint.cli.output import Format, FormatOption, OutOption, ending_of, show
from touchpoint.errors import Refused
from touchpoint.rights.code.duty import Duty, Edition, Limit
from touchpoint.rights.code.expression import Condition, written
from touchpoint.rights.code.vocabulary import SHOWS, VERIFICATIONS
from touchpoint.rights.telling.stories import story_of
from touchpoint.rights.telling.wording import citation, limit_in_words, limit_sentence, parts_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

COLUMNS = (
    "id",
    "right",
    "title",
    "holders",
    "rule",
    "clock",
    "standard",
    "enhanced",
    "paragraph",
    "verification",
    "source",
    "edition",
    "status",
)
FAULTS = ("edition", "duty", "example", "sentence")

Held = tuple[Edition, Duty]


def duties(
    duty: Annotated[
        str | None,
        typer.Argument(
            metavar="DUTY", help="One duty in full, like R6.ARREST.", show_default=False
        ),
    ] = None,
    *,
    edition: Annotated[
        str | None,
        typer.Option(
            "--edition",
            metavar="E",
            help="An edition by name, or a .toml file; without it, all that are in force.",
            show_default=False,
        ),
    ] = None,
    local: Annotated[
        str | None,
        typer.Option(
            "--local",
            metavar="FILE",
            help="Local standards to lay over it: a .toml file, or the name of one held.",
            show_default=False,
        ),
    ] = None,
    chosen: FormatOption = None,
    out: OutOption = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="Judge the worked examples instead, those of the local file where one is laid "
            "over, and tell each that does not come out as it says.",
        ),
    ] = False,
) -> None:
    """Show the Victims' Code as held: every duty, its limit, citation and verification."""
    asked = editions_asked(edition, local)
    if check:
        _check(asked, duty, chosen, out)
    elif duty is None:
        every = (_row(each, owed) for each in asked.editions for owed in each.duties)
        show(COLUMNS, every, chosen=chosen, out=out)
    else:
        _show_in_full(asked.duties(duty), chosen, out)


def _check(asked: EditionsAsked, duty: str | None, chosen: Format | None, out: Path | None) -> None:
    """Tell the worked examples that do not come out as they say, in sentences or as a table."""
    from touchpoint.cli.examples_tried import tried  # noqa: PLC0415 - slow to import

    found = tried(asked, duty)
    if chosen in (Format.JSON, Format.CSV) or out is not None:
        show(FAULTS, map(dataclasses.asdict, found.faults), chosen=chosen, out=out)
        if found.faults:
            raise Refused(found.refusal)
    elif found.faults:
        raise Refused(found.refusal, [fault.sentence for fault in found.faults])
    else:
        typer.echo(f"All {found.number} worked examples come out as they say.")


def _row(edition: Edition, duty: Duty) -> Mapping[str, Any]:
    told = {
        "rule": duty.rule.value,
        "holders": list(duty.holders),
        "standard": _limit(duty, duty.standard),
        "enhanced": _limit(duty, duty.enhanced),
        "status": "local" if duty.local else edition.status,
    }
    return {name: told[name] if name in told else getattr(duty, name) for name in COLUMNS}


def _limit(duty: Duty, limit: Limit | None) -> str | None:
    if duty.every is not None:
        return f"every {duty.every.days} days" if duty.every.days else "as often as agreed"
    return limit_in_words(limit) if limit else None


def _show_in_full(asked: Sequence[Held], chosen: Format | None, out: Path | None) -> None:
    """One duty: to be read unless something else was asked for."""
    if chosen is Format.JSON or (out is not None and ending_of(out) == ".json"):
        show((), [_plain_duty(*each) for each in asked], chosen=chosen, out=out)
    elif chosen is Format.CSV or out is not None:
        show(COLUMNS, [_row(*each) for each in asked], chosen=chosen, out=out)
    else:
        for line in _page(asked):
            typer.echo(line)


def _page(asked: Sequence[Held]) -> Iterator[str]:
    width = min(100, shutil.get_terminal_size((100, 24)).columns)
    for edition, duty in asked:
        yield from _wrapped(f"{duty.id}  {duty.title}", width, 0)
        for part in parts_of(duty, edition):
            yield from ("", part.heading)
            for sentence in part.sentences:
                yield from _wrapped(sentence, width, 2)
        yield from ("", "Worked examples")
        for example in duty.examples:
            yield from _wrapped(f"{SHOWS[example.shows].capitalize()}: {example.says}", width, 2)
            for line in story_of(example, duty):
                yield from _wrapped(line, width, 4)
        yield ""


def _wrapped(text: str, width: int, indent: int) -> Sequence[str]:
    margin = " " * indent
    return textwrap.wrap(text, width, initial_indent=margin, subsequent_indent=margin)


def _plain_duty(edition: Edition, duty: Duty) -> Mapping[str, Any]:
    """The duty as JSON has it: every part of it, and the words for what is a tag."""
    return _parts(duty) | {
        "right_title": edition.rights[duty.right],
        "limit_in_words": limit_sentence(duty),
        "citation": citation(duty, edition),
        "verification_in_words": VERIFICATIONS[duty.verification],
    }


def _parts(value: "DataclassInstance") -> dict[str, object]:
    names = (field.name for field in dataclasses.fields(value))
    return {name: _plain(getattr(value, name)) for name in names}


def _plain(value: object) -> object:
    if isinstance(value, Condition):
        return written(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _parts(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
