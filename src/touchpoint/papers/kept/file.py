"""The figures that a released paper keeps beside it, written and read back (NAME.figures.json)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from touchpoint.calendar import Period, read_period
from touchpoint.disclosure import Published, read_published
from touchpoint.errors import Refused
from touchpoint.papers.description.paper import Group, Key
from touchpoint.papers.releasing.values import Value

FORMAT: Final = 1
ENDING: Final = ".figures.json"


@dataclass(frozen=True, kw_only=True)
class KeptFigure:
    """One figure as it was printed."""

    id: str
    measure: str
    period: Period
    group: Group
    status: str
    numerator: int | None
    denominator: int | None
    rate: float | None

    @property
    def key(self) -> Key:
        """Its key, by which the next paper finds it."""
        return Key(measure=self.measure, period=self.period, group=self.group)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A released paper, as far as the next one needs it."""

    paper: str
    period: Period
    as_at: date
    force: str
    figures: tuple[KeptFigure, ...] = ()
    published: Published = field(default_factory=Published, repr=False)

    def to_json(self) -> str:
        """The text of the file."""
        return json.dumps(
            {
                "format": FORMAT,
                "paper": self.paper,
                "period": self.period.label,
                "kind": self.period.kind,
                "as_at": self.as_at.isoformat(),
                "force": self.force,
                "figures": [_written(figure) for figure in self.figures],
                "published": json.loads(self.published.to_json()),
            },
            indent=1,
            ensure_ascii=False,
        )


def kept_figures(values: Iterable[Value]) -> tuple[KeptFigure, ...]:
    """The values of a paper, as they are kept."""
    return tuple(
        KeptFigure(
            id=value.id,
            measure=value.key.measure,
            period=value.key.period,
            group=value.key.group,
            status=value.status,
            numerator=value.numerator,
            denominator=value.denominator,
            rate=value.rate,
        )
        for value in values
    )


def read_kept(path: Path) -> Kept:
    """What a released paper kept; refused where the file is none of ours."""
    try:
        text = path.read_text(encoding="utf-8")
        said = json.loads(text)
        if said["format"] != FORMAT:
            raise Refused(f"{path.name} is of format {said['format']}, and {FORMAT} is read here.")
        return Kept(
            paper=str(said["paper"]),
            period=read_period(said["period"], said["kind"]),
            as_at=date.fromisoformat(said["as_at"]),
            force=str(said["force"]),
            figures=tuple(_read(each) for each in said["figures"]),
            published=read_published(json.dumps(said["published"])),
        )
    except (ValueError, KeyError, TypeError, OSError) as fault:
        raise Refused(
            f"{path.name} is not what a released paper keeps ({type(fault).__name__}). Put back "
            "the file that was written with the paper, or move it away."
        ) from fault


def kept_in(folder: Path) -> tuple[Kept, ...]:
    """Every released paper of a folder, the oldest first."""
    if not folder.is_dir():
        return ()
    found = [read_kept(path) for path in sorted(folder.glob(f"*{ENDING}"))]
    return tuple(sorted(found, key=lambda kept: (kept.as_at, kept.period.to_on)))


def last_before(kept: Iterable[Kept], paper: str, period: Period, force: str) -> Kept | None:
    """The last paper of this name and force that is of an earlier period."""
    earlier = [
        each
        for each in kept
        if each.paper == paper and each.force == force and each.period.to_on < period.to_on
    ]
    return max(earlier, key=lambda each: each.period.to_on, default=None)


def _written(figure: KeptFigure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "measure": figure.measure,
        "period": figure.period.label,
        "kind": figure.period.kind,
        "group": dict(figure.group),
        "status": figure.status,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "rate": figure.rate,
    }


def _read(said: dict[str, Any]) -> KeptFigure:
    return KeptFigure(
        id=str(said["id"]),
        measure=str(said["measure"]),
        period=read_period(said["period"], said["kind"]),
        group=tuple((str(label), str(value)) for label, value in said["group"].items()),
        status=str(said["status"]),
        numerator=said["numerator"],
        denominator=said["denominator"],
        rate=said["rate"],
    )
