"""A profile file read into values, or refused with every fault and its place.

On the authority of docs/how-to/write-a-profile.md, which names every key. Shipped profiles are the
files of extracts/profiles.
"""

import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal, cast

from touchpoint.errors import Refused
from touchpoint.extracts.profile.reading_records import belonging, records
from touchpoint.extracts.profile.reading_values import DATES, DECIMALS, SERIALS, Reader, time_zone
from touchpoint.extracts.profile.reading_words import word_lists
from touchpoint.extracts.profile.taking import Taking, none_of
from touchpoint.extracts.profile.values import (
    EVERY_COLUMN,
    Belonging,
    Covering,
    Dates,
    Profile,
    Record,
    Serial,
    Value,
    headings_of,
)
from touchpoint.extracts.profile.wanted import DAY, TEXT
from touchpoint.extracts.reading import Wish
from touchpoint.ledger import vocabulary
from touchpoint.ledger.tables import TIME_ZONE

SHIPPED: Final = resources.files("touchpoint.extracts") / "profiles"
PAGE: Final = "docs/how-to/write-a-profile.md"
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def shipped() -> tuple[str, ...]:
    """The names of the profiles that come with Touchpoint."""
    if not SHIPPED.is_dir():
        return ()
    names = (file.name for file in SHIPPED.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def profile_file(path_or_name: str | Path) -> Traversable:
    """The file of a profile: one that comes with Touchpoint by its name, or a path of one's own."""
    path, name = Path(path_or_name), str(path_or_name)
    if path.is_file() or path.suffix == ".toml" or len(path.parts) > 1:
        return path
    if name in shipped():
        return SHIPPED / f"{name}.toml"
    known = none_of(name, shipped(), "profile that comes with Touchpoint")
    raise Refused(
        f"{known} `touchpoint profiles` lists them; one of your own is given as its .toml file."
    )


def read_profile(path_or_name: str | Path) -> Profile:
    """The profile of a file, or one that comes with Touchpoint by its name."""
    text, told = _text(path_or_name)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(
            f"{told} is not TOML: {error}. Texts and headings stand in quotes; {PAGE} shows how a "
            "profile is written."
        ) from error
    faults: list[str] = []
    profile = _profile(Taking(table, "", faults), faults)
    if faults:
        raise Refused(
            f"{told} cannot be read as a profile. Put right what is listed here and read it again; "
            f"{PAGE} says how each part is written.",
            list(dict.fromkeys(faults)),
        )
    return profile


def _text(path_or_name: str | Path) -> tuple[str, str]:
    """What stands in the file, and what the file is called in a sentence."""
    path = profile_file(path_or_name)
    if not path.is_file():
        raise Refused(f"There is no profile file {path_or_name}. Give the path of a .toml file.")
    try:
        return path.read_text(encoding="utf-8-sig"), path.name
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name} is not text in UTF-8: save it as UTF-8.") from error
    except OSError as error:
        raise Refused(f"{path.name} cannot be read: {error.strerror}.") from error


def _profile(taking: Taking, faults: list[str]) -> Profile:
    reader = Reader(words=word_lists(taking, faults), faults=faults)
    name = taking.text("name", needed=True)
    if name is not None and not _NAME.fullmatch(name):
        taking.fault(
            "it must be of small letters, figures and hyphens, like our-statements.", "name"
        )
    key, repeated = _rows(taking, reader)
    journey = belonging(taking.table("journey"), "journey", reader)
    investigation = belonging(taking.table("investigation"), "investigation", reader)
    owners = [
        *(["journey_id"] if journey is not None else []),
        *(["investigation_id"] if investigation is not None else []),
    ]
    owners += ["response_id"] if taking.says("responses") else []
    made = records(taking, reader, owners)
    profile = Profile(
        name=name or "",
        title=taking.text("title", needed=True) or "",
        about=taking.text("about") or "",
        source=_source(taking),
        time_zone=time_zone(taking) or TIME_ZONE,
        dates=cast("Dates | None", taking.word("dates", DATES)),
        decimal=taking.word("decimal", DECIMALS) or ".",
        serial_dates=cast("Serial | None", taking.word("serial_dates", SERIALS)),
        nothing=taking.texts("nothing") or (),
        shorthand=_shorthand(taking),
        file=_wish(taking.table("file")),
        key=_named(key),
        key_values=key,
        repeated=repeated,
        words=reader.words,
        journey=journey,
        investigation=investigation,
        records=made,
        coverage=_coverage(taking, reader),
    )
    taking.end()
    if not made and not faults:
        taking.fault("it makes no row of the ledger: write [[touchpoints]] or another table.")
    _hang_together(profile, taking)
    return profile


def _source(taking: Taking) -> str:
    source = taking.text("source", needed=True)
    if source is not None and not re.fullmatch(r"[A-Za-z0-9_.-]+", source):
        taking.fault("it must be one word of letters, figures and underscores.", "source")
    return source or ""


def _rows(taking: Taking, reader: Reader) -> tuple[tuple[Value, ...], Literal["refuse", "last"]]:
    rows = taking.table("rows")
    if rows is None:
        if not any(fault.startswith("rows") for fault in taking.faults):
            taking.fault(
                'it is missing: write under it how a row is known, like key = ["Crime No"].',
                "[rows]",
            )
        return (), "refuse"
    repeated = rows.word("repeated", ("refuse", "last")) or "refuse"
    found = rows.any("key")
    rows.end()
    members: list[Value | None] = []
    if isinstance(found, list) and found:
        members = [reader.value(m, f"{rows.place}, key, {n}", TEXT) for n, m in enumerate(found, 1)]
    elif found != EVERY_COLUMN:
        rows.fault(f'it must be a list of headings, like ["Crime No"], or "{EVERY_COLUMN}".', "key")
    return (
        tuple(member for member in members if member is not None),
        cast("Literal['refuse', 'last']", repeated),
    )


def _named(key: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(h for value in key for h in headings_of(value))) or (EVERY_COLUMN,)


def _shorthand(taking: Taking) -> Mapping[str, str]:
    inner = taking.table("shorthand")
    if inner is None:
        return {}
    return {key: reason for key in inner.names() if (reason := inner.text(key))}


def _wish(taking: Taking | None) -> Wish:
    if taking is None:
        return Wish()
    wish = Wish(
        sheet=taking.text("sheet"),
        header=taking.texts("header") or (),
        header_rows=taking.number("header_rows"),
        heading_row=taking.number("heading_row") or 1,
        joined=taking.truth("joined") is not False,
        first_row=taking.number("first_row"),
        separator=taking.take("separator", str, "a text in quotes"),
        quote=taking.take("quote", str, "a text in quotes"),
        encoding=taking.text("encoding"),
        totals=taking.texts("totals") or Wish().totals,
    )
    taking.end()
    if wish.header_rows is not None and wish.heading_row > wish.header_rows:
        taking.fault(f"the headings take only {wish.header_rows} rows.", "heading_row")
    return wish


def _coverage(taking: Taking, reader: Reader) -> tuple[Covering, ...]:
    found = taking.any("coverage")
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        taking.fault("it must be written [[coverage]].", "coverage")
        return ()
    return tuple(
        _covering(Taking(item, f"[[coverage]] {number}", reader.faults), reader)
        for number, item in enumerate(found, 1)
    )


def _covering(taking: Taking, reader: Reader) -> Covering:
    kinds = taking.texts("kinds", needed=True) or ()
    for kind in kinds:
        if kind not in vocabulary.KINDS:
            taking.fault(none_of(kind, vocabulary.KINDS, "kind of touchpoint"), "kinds")
    rows = {}
    for key in ("from", "to"):
        rows[key] = taking.says(key) and taking.peek(key) == "rows"
    begins = None if rows["from"] and taking.any("from") else taking.day("from")
    ends = None if rows["to"] and taking.any("to") else taking.day("to")
    days = reader.take(taking, "days", DAY)
    note = taking.text("note")
    taking.end()
    if (
        begins is None
        and not rows["from"]
        and not any(fault.startswith(f"{taking.place}, from") for fault in reader.faults)
    ):
        taking.fault('it is missing: write a day, or "rows".', "from")
    if any(rows.values()) and days is None:
        taking.fault('"rows" needs the column in which the days stand: days = "...".', "days")
    if begins is not None and ends is not None and ends < begins:
        taking.fault(f"{ends} is before {begins}.", "to")
    return Covering(
        kinds=kinds,
        from_on=begins,
        to_on=ends,
        from_rows=rows["from"],
        to_rows=rows["to"],
        days=days,
        note=note,
    )


def _hang_together(profile: Profile, taking: Taking) -> None:
    """What no part can see by itself."""
    tables = {record.table for record in profile.records}
    each = profile.journey is not None and profile.journey.each
    if each and tables & {"journeys", "identities", "responses"}:
        taking.fault('several = "each" is for touchpoints: a person is one journey.', "[journey]")
    _made_needs_id(profile.journey, "journeys" in tables, "[journey]", taking)
    _made_needs_id(profile.investigation, "investigations" in tables, "[investigation]", taking)
    unused = _unused(profile.records, tables)
    for place in unused:
        taking.fault(place)


def _made_needs_id(belongs: Belonging | None, made: bool, place: str, taking: Taking) -> None:  # noqa: FBT001 - whether the table is made
    if made and belongs is not None and belongs.id is None and belongs.find:
        taking.fault(f"{place}: what is made has no place yet where it could be found: say id.")


def _unused(made: tuple[Record, ...], tables: set[str]) -> list[str]:
    if "answers" not in tables or "responses" in tables:
        return []
    answers = [record for record in made if record.table == "answers"]
    return [f"{r.name}: it says no response_id." for r in answers if "response_id" not in r.columns]
