"""The rows of `touchpoint drivers`: one for the outcome and each driver of every model."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from touchpoint.papers.voices.driving import Found, in_a_line, percent
from touchpoint.statistics.drivers import Driver, KeyDrivers
from touchpoint.statistics.rounding import round_half_up

EVERYBODY = "all drivers apply"
COLUMNS = (
    "among", "question", "role", "rank", "rank_best", "rank_worst", "first", "share", "share_low",
    "share_high", "importance", "importance_low", "importance_high", "johnson", "coefficient",
    "correlation", "alone", "added_last", "variance_inflation", "level", "satisfied",
    "satisfied_low", "satisfied_high", "base", "gain", "gain_low", "gain_high", "r_squared",
    "model", "used", "given", "blank", "not_applicable", "weighted", "status", "note",
)  # fmt: skip
DRAWN = (
    "among", "question", "role", "rank", "ranks", "share", "interval", "level", "satisfied",
    "base", "r_squared", "used", "note",
)  # fmt: skip

Row = Mapping[str, Any]


def rows_of_drivers(found: Sequence[Found], dimensions: Sequence[str]) -> list[dict[str, Any]]:
    """A row for the outcome and each driver of every model."""
    rows: list[dict[str, Any]] = []
    for each in found:
        groups = dict(zip(dimensions, each.groups, strict=True))
        rows += [groups | row for row in _rows_of(each)]
    return rows


def _rows_of(found: Found) -> Iterator[dict[str, Any]]:
    outcome = next(iter(found.levels))
    names = [name for name in found.levels if name != outcome]
    if found.model is None:
        note = in_a_line(str(found.refusal))
        told: dict[str, Any] = {"among": EVERYBODY, "status": "missing", "note": note}
        for name in (outcome, *names):
            role = "outcome" if name == outcome else "driver"
            yield _row(told | {"question": name, "role": role} | _level(found, name))
        return
    yield from _of_model(found, found.model, EVERYBODY, outcome)
    for part in found.model.where_not_applicable:
        among = f"{', '.join(part.not_applicable)} not applicable"
        if part.model is not None:
            yield from _of_model(found, part.model, among, outcome)
        else:
            note = in_a_line(part.why_no_model or "")
            yield _row({"among": among, "given": part.rows, "status": "missing", "note": note})


def _of_model(
    found: Found, model: KeyDrivers, among: str, outcome: str
) -> Iterator[dict[str, Any]]:
    told = {
        "among": among,
        "r_squared": model.r_squared,
        "model": model.model,
        "used": model.used,
        "given": model.given,
        "blank": model.blank,
        "not_applicable": model.not_applicable,
        "weighted": found.weighted,
        "status": "shown",
        "note": model.why_not_ranked,
    }
    whole = among == EVERYBODY
    beside = _level(found, outcome) if whole else {}
    yield _row(told | {"question": outcome, "role": "outcome"} | beside)
    for driver in model.drivers:
        beside = _level(found, driver.name) | _gain(found, driver.name) if whole else {}
        yield _row(told | _of_driver(driver, first=model.first == driver.name) | beside)


def _of_driver(driver: Driver, *, first: bool) -> dict[str, Any]:
    plain = (
        "rank", "rank_best", "rank_worst", "johnson", "coefficient", "correlation", "alone",
        "added_last", "variance_inflation",
    )  # fmt: skip
    return {
        "question": driver.name,
        "role": "driver",
        "first": first,
        "share": driver.share.point,
        "share_low": driver.share.low,
        "share_high": driver.share.high,
        "importance": driver.importance.point,
        "importance_low": driver.importance.low,
        "importance_high": driver.importance.high,
        **{name: getattr(driver, name) for name in plain},
    }


def _level(found: Found, name: str) -> dict[str, Any]:
    level = found.levels[name]
    told = level.satisfied
    return {
        "level": level.mean,
        "base": level.base,
        "satisfied": told.point if told else None,
        "satisfied_low": told.low if told else None,
        "satisfied_high": told.high if told else None,
    }


def _gain(found: Found, name: str) -> dict[str, Any]:
    if found.gain is None or found.gain.driver != name:
        return {}
    return {"gain": found.gain.point, "gain_low": found.gain.low, "gain_high": found.gain.high}


def _row(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told.get(name) for name in COLUMNS}


def drawn_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as a terminal shows them: rounded, and with intervals in one column."""
    return [
        {
            **row,
            "ranks": _joined(row["rank_best"], row["rank_worst"]),
            "share": percent(row["share"]),
            "interval": _joined(percent(row["share_low"]), percent(row["share_high"])),
            "level": _rounded(row["level"]),
            "satisfied": percent(row["satisfied"]),
            "r_squared": _rounded(row["r_squared"]),
        }
        for row in rows
    ]


def _joined(low: object, high: object) -> str:
    return "" if low in (None, "") else f"{low} to {high}"


def _rounded(value: float | None) -> str:
    return "" if value is None else str(round_half_up(value, 2))
