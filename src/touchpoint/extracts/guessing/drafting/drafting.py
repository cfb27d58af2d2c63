"""A profile drafted from nothing but the file: what seems to be what, each line with its reason.

Whatever is not known stands in the draft as a line to settle, and never as a guess in silence.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from touchpoint.extracts.guessing.columns import Column
from touchpoint.extracts.guessing.drafting import of_touchpoints
from touchpoint.extracts.guessing.drafting.draft import Draft, named_in
from touchpoint.extracts.guessing.drafting.of_crimes import (
    holds_investigations,
    holds_victims,
    investigations,
    victims,
)
from touchpoint.extracts.guessing.drafting.of_surveys import survey
from touchpoint.extracts.guessing.roles import roles_of
from touchpoint.extracts.guessing.toml_text import Line, Section, inline


def drafted(name: str, columns: Sequence[Column]) -> tuple[list[Section], list[str]]:
    """The sections of a drafted profile, and what could not be found out."""
    draft = Draft(roles=roles_of(columns))
    made = [*_made(draft)]
    head = _head(name, columns, draft)
    sections = [head, _file(columns), _rows(columns, draft), *draft.words, *_whose(draft), *made]
    sections += _coverage(draft)
    draft.unknown += [
        f"{column.heading}: holds {column.hidden} different words, not shown since they may name "
        "people: look at them yourself."
        for column in draft.roles.left
        if column.hidden
    ]
    if left := _left_over(columns, sections):
        draft.unknown.append(f"These columns are in no line of the draft: {', '.join(left)}.")
    return sections, draft.unknown


def _left_over(columns: Sequence[Column], sections: Sequence[Section]) -> list[str]:
    """The columns that no line names; a coverage that is still a comment names that of its days."""
    named = {*named_in(sections)}
    noted = " ".join(why for section in sections if not section.heading for why in section.why)
    headings = [column.heading for column in columns]
    return [each for each in headings if each not in named and inline(each) not in noted]


def _head(name: str, columns: Sequence[Column], draft: Draft) -> Section:
    lines = [
        Line(key="name", value=name),
        Line(key="title", value="Drafted by touchpoint guess: say in a line what the file is"),
        Line(
            key="about",
            value="Say here who makes the file, how often, and what goes wrong in it.",
        ),
        Line(key="source", value="other_system", why=("One word for the system: write yours.",)),
        _dates(columns, draft),
    ]
    if any(column.shapes["utc"] for column in columns):
        lines.append(Line(key="time_zone", value="UTC", why=("Times end in Z, which says UTC.",)))
    return Section(lines=lines)


def _dates(columns: Sequence[Column], draft: Draft) -> Line:
    """How dates are read, where the file itself shows it."""
    numeric = [column for column in columns if column.shapes["numeric"]]
    by_day = [column for column in numeric if column.day_first]
    by_month = [column for column in numeric if column.month_first]
    if not numeric:
        return Line(key="dates", why=("Its dates, if any, can be read in one way only.",))
    if by_day and by_month:
        said = f"{by_day[0].heading} can only be day first and {by_month[0].heading} month first"
        draft.unknown.append(f"How dates are read: {said}. Say dates for each column.")
        return Line(key="dates", why=(f"{said}: say dates = ... for each column.",))
    if not by_day and not by_month:
        said = f"every date of {numeric[0].heading} can be day first or month first"
        draft.unknown.append(f"How dates are read: {said}. Write dates into the profile.")
        return Line(key="dates", why=(f'{said}: write dates = "day first" or "month first".',))
    sure = (by_day or by_month)[0]
    order = "day first" if by_day else "month first"
    shown = f"since {sure.example} can" if sure.example else "since some of its dates can"
    return Line(
        key="dates",
        value=order,
        why=(f"{sure.heading}: {order}, {shown} be read in one way only.",),
    )


def _file(columns: Sequence[Column]) -> Section:
    header = [column.heading for column in columns if not column.heading.startswith("column ")]
    why = "The headings by which the table is found; the fewer, the more other files fit."
    return Section(heading="[file]", lines=[Line(key="header", value=header[:4], why=(why,))])


def _rows(columns: Sequence[Column], draft: Draft) -> Section:
    known = draft.roles.known
    told = [known[r] for r in ("response", "entry", "reference", "victim") if r in known]
    sole = next((column for column in [*told, *columns] if column.names_rows), None)
    if sole is not None and not sole.is_date and not (sole.personal and sole not in told):
        why = f"{sole.heading}: distinct on every row and filled: the key."
        return _key([sole.heading], why)
    if len(told) > 1:
        names = [column.heading for column in told]
        draft.unknown.append(f"Whether {' and '.join(names)} together name a row for good.")
        return _key(
            names, f"{' and '.join(names)}: neither names a row alone; see whether both do."
        )
    draft.unknown.append("By what a row is known again: no column is distinct on every row.")
    why = "No column names a row: every column together is the key until you know a better one."
    return _key("every column", why)


def _key(key: Any, why: str) -> Section:  # noqa: ANN401 - a list or a word
    return Section(heading="[rows]", lines=[Line(key="key", value=key, why=(why,))])


def _whose(draft: Draft) -> Iterator[Section]:
    """By what a journey is found, or made."""
    known, roles = draft.roles.known, draft.roles
    if "reference" not in known:
        if roles.fields or roles.entries:
            draft.unknown.append("Whose row it is: no column looks like a crime reference.")
        return
    reference = known["reference"].heading
    why = (f"{reference}: looks like the reference of a crime.",)
    if holds_investigations(roles):
        yield Section(heading="[investigation]", why=why, lines=[Line(key="id", value=reference)])
    elif holds_victims(roles):
        told = known.get("victim") or known["person"]
        named = {"join": [reference, told.heading], "with": "-"}
        find = Line(key="find", value={"reference": reference})
        yield Section(heading="[investigation]", why=why, lines=[find])
        yield Section(heading="[journey]", lines=[Line(key="id", value=named)])
    else:
        yield Section(heading="[journey]", why=why, lines=[*_found(draft, reference)])


def _found(draft: Draft, reference: str) -> Iterator[Line]:
    """By what a journey is looked for, and what happens to a row with several or none."""
    known = draft.roles.known
    held = [role for role in ("family_name", "born_on") if role in known]
    find: dict[str, Any] = {"reference": reference}
    find |= {role: known[role].heading for role in held}
    if "victim" in known:
        find = {"journey_id": {"join": [reference, known["victim"].heading], "with": "-"}}
    yield Line(key="find", value=find)
    if draft.roles.scales:
        yield Line(key="missing", value="leave out")
    elif not held and "victim" not in known:
        why = "Nothing tells the victims of a crime apart: what a row says belongs to each of them."
        yield Line(key="several", value="each", why=(why,))


def _made(draft: Draft) -> list[Section]:
    """What becomes of a row, by what the file seems to be about."""
    roles = draft.roles
    if roles.scales:
        return survey(draft) or [_nothing(draft)]
    if "reference" not in roles.known:
        return [_nothing(draft)]
    if holds_investigations(roles):
        return [investigations(draft)]
    if roles.entries is not None:
        found = [section for section in [of_touchpoints.log(draft)] if section is not None]
    else:
        found = [*of_touchpoints.fields(draft)]
    if holds_victims(roles):
        return [*victims(draft), *found]
    return found or [_nothing(draft)]


def _nothing(draft: Draft) -> Section:
    """What stands where nothing could be made out: the draft is whole, and makes no row."""
    draft.unknown.append("What a row is about: the touchpoint below never arises; write your own.")
    first = next(iter([*draft.roles.known.values(), *draft.roles.left]), None)
    heading = first.heading if first else "column A"
    day = next((c.heading for c in draft.roles.known.values() if c.is_date), heading)
    lines = [
        Line(key="entry", value="settle-this", why=("What is this file about? Write it here.",)),
        Line(key="kind", value="victim.updated"),
        Line(key="if", value={"column": heading, "is": ["nothing is known of it yet"]}),
        Line(key="when", value=day),
    ]
    if "reference" not in draft.roles.known:
        owner = Line(key="find", value={"reference": heading}, why=("Whose row is it?",))
        draft.words.append(Section(heading="[journey]", lines=[owner]))
    return Section(heading="[[touchpoints]]", lines=lines)


def _coverage(draft: Draft) -> list[Section]:
    """What the file may cover, as lines to be taken out of their comments."""
    if draft.roles.scales or holds_investigations(draft.roles):
        return []
    draft.unknown.append("What the file covers: without [[coverage]] a gap reads as missed.")
    known = draft.roles.known
    day = known.get("reported") or known.get("recorded") or known.get("day")
    if day is None or not draft.roles.fields or "reference" not in known:
        return []
    why = (
        "Once you know what the file covers, take the # away and mend these lines:",
        "[[coverage]]",
        f"kinds = {inline(list(draft.roles.fields))}",
        'from = "rows"',
        'to = "rows"',
        f"days = {inline(day.heading)}",
    )
    return [Section(why=why)]
