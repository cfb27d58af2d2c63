"""Which editions of the Victims' Code are held, and local standards laid over them.

An edition is a file of the folder editions beside this module, and a local file one of the folder
local; either may also be a file of the user's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

from touchpoint.errors import Refused
from touchpoint.rights.code.duty import Edition
from touchpoint.rights.reading.edition_file import parsed, read_edition
from touchpoint.rights.reading.entries import repeated

EDITIONS = Path(__file__).parent / "editions"
LOCAL = Path(__file__).parent / "local"


@cache
def held() -> tuple[Edition, ...]:
    """Every edition that comes with the package, in force or draft, by the day it came in force."""
    editions = editions_in(EDITIONS)
    if not editions:
        raise Refused("This copy of Touchpoint holds no edition of the Code: install it again.")
    return editions


def in_force() -> tuple[Edition, ...]:
    """The editions that judge investigations by the day of their report: drafts judge none."""
    return tuple(edition for edition in held() if edition.status == "in_force")


def editions_in(folder: Path) -> tuple[Edition, ...]:
    """The editions of a folder; refuse two that judge the same day, or that share a name."""
    editions = [read_edition(path) for path in sorted(folder.glob("*.toml"))]
    faults = [
        *(f"two editions are called {name}." for name in repeated(e.name for e in editions)),
        *_both_in_force(editions),
    ]
    if faults:
        raise Refused(
            "The editions held contradict each other: correct the files, so that every day has one "
            "edition at most.",
            faults,
        )
    return tuple(sorted(editions, key=lambda edition: edition.in_force_from or date.max))


def named(name_or_path: str) -> Edition:
    """An edition by its name, or out of a file that ends in .toml."""
    for edition in held():
        if edition.name == name_or_path:
            return edition
    if name_or_path.endswith(".toml"):
        read = read_edition(Path(name_or_path))
        for edition in held():
            if edition.name == read.name and not _judge_alike(read, edition):
                raise _taken(read.name, "edition, with other duties")
        return read
    raise Refused(_not_there("edition", name_or_path, (edition.name for edition in held())))


def laid_over(editions: Sequence[Edition], path_or_name: str | Path) -> tuple[Edition, ...]:
    """The editions with a local file over the one it names; where none is it, the last says so."""
    path = _local_file(str(path_or_name))
    over = parsed(path).get("over")
    named = next((edition for edition in editions if edition.name == over), editions[-1])
    return tuple(with_local(each, path) if each is named else each for each in editions)


def with_local(edition: Edition, path_or_name: str | Path) -> Edition:
    """The edition with the duties of a local file behind its own."""
    local = read_edition(_local_file(str(path_or_name)), over=edition)
    if local.status != "local":
        raise Refused(
            f"{local.name} is an edition and no local file: judge by it alone (--edition), or "
            'give it status = "local".'
        )
    if any(local.name == each.name for each in held()):
        raise _taken(local.name, "local file")
    return replace(
        edition,
        duties=(*edition.duties, *local.duties),
        kinds={**edition.kinds, **local.kinds},
        marks={**edition.marks, **local.marks},
        sources={**edition.sources, **local.sources},
    )


def _judge_alike(edition: Edition, other: Edition) -> bool:
    """Whether two editions lay down the same; what they are called and when they hold is no duty.

    So a copy of an edition that somebody looks at or marks as a draft is the edition still.
    """
    return (edition.duties, edition.kinds, edition.marks) == (
        other.duties,
        other.kinds,
        other.marks,
    )


def _taken(name: str, what: str) -> Refused:
    """Verdicts carry the name of what they were given by: two things of one name cannot be told."""
    return Refused(
        f"{name} is the name of an edition that comes with Touchpoint, and this is another {what}. "
        "Give it a name of its own (edition = …), so that a verdict says by which it was given."
    )


def _local_file(path_or_name: str) -> Path:
    if path_or_name.endswith(".toml"):
        return Path(path_or_name)
    path = LOCAL / f"{path_or_name}.toml"
    if Path(path_or_name).name == path_or_name and path.is_file():
        return path
    names = (file.stem for file in sorted(LOCAL.glob("*.toml")))
    raise Refused(_not_there("local file", path_or_name, names))


def _not_there(what: str, name: str, names: Iterable[str]) -> str:
    known = ", ".join(names) or "none"
    return (
        f"There is no {what} called {name!r}. There is {known}; or give the path of a file that "
        "ends in .toml."
    )


def _both_in_force(editions: Sequence[Edition]) -> list[str]:
    in_force = [edition for edition in editions if edition.in_force_from is not None]
    return [
        f"{one.name} and {other.name} are both in force on {max(_days(one)[0], _days(other)[0])}."
        for one, other in combinations(in_force, 2)
        if max(_days(one)[0], _days(other)[0]) <= min(_days(one)[1], _days(other)[1])
    ]


def _days(edition: Edition) -> tuple[date, date]:
    return edition.in_force_from or date.min, edition.in_force_to or date.max
