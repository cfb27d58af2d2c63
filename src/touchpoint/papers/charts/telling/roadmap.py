"""The alternative text of a roadmap: point by point, what was done, done late and not done."""

from collections.abc import Iterator

from touchpoint.papers.charts.plain import RoadmapChart, RoadmapPoint
from touchpoint.papers.charts.telling.answers import aside_in_words
from touchpoint.papers.charts.telling.figures import of_shown
from touchpoint.papers.charts.wording import counted, listed, said, sentences


def of_roadmap(chart: RoadmapChart) -> str:
    """What a roadmap shows, in sentences."""
    return sentences(_told(chart))


def _told(chart: RoadmapChart) -> Iterator[str]:
    points = counted(len(chart.points), "point")
    yield f"{chart.title}: a roadmap of {points} in order"
    known = [point for point in chart.points if point.status == "shown"]
    if not known:
        yield "no figure can be shown"
    owed = sum(not point.none_owed for point in chart.points)
    yield from _extremes(known, owed)
    for point in chart.points:
        yield _of_point(point)
    parts = [point.label for point in chart.points if point.part]
    if parts:
        yield f"{listed(parts)} {'is' if len(parts) == 1 else 'are'} only partly known"
    yield from chart.notes


def _extremes(known: list[RoadmapPoint], owed: int) -> Iterator[str]:
    told = [(point.done_share, point.label) for point in known]
    shares = [(share, label) for share, label in told if share is not None]
    if len(shares) < 2:  # noqa: PLR2004 - one has nothing beside it
        return
    values = {said(share, "share") for share, _ in shares}
    if len(values) == 1:
        yield f"at all {len(shares)} points that are shown {values.pop()} was done in time"
        return
    for which, share in (("most", max(shares)[0]), ("least", min(shares)[0])):
        end = said(share, "share")
        names = listed([label for value, label in shares if said(value, "share") == end])
        yield f"{of_shown(len(shares), owed)}{which} often done in time: {names}, {end}"
    rates = [(p.late, p.label) for p in known if isinstance(p.late, float)]
    share, label = max(rates, default=(0.0, ""))
    if share > 0:
        limited = owed - sum(point.late is None for point in known)
        yield f"{of_shown(len(rates), limited)}most often late: {label}, {said(share, 'share')}"


def _of_point(point: RoadmapPoint) -> str:
    if point.none_owed:
        return f"{point.label}: owed to nobody{_cannot_tell(point)}"
    if point.done is None:
        words = "suppressed" if point.status == "suppressed" else "not available"
        return f"{point.label}: {words}{_cannot_tell(point)}"
    parts = {
        "done in time" if point.late is not None else "done": point.done,
        "late": point.late,
        "not done": point.not_done,
    }
    told = [f"{said(p, 'share')} {name}" for name, p in parts.items() if isinstance(p, float)]
    hidden = [name for name, part in parts.items() if part == "suppressed"]
    if hidden:
        told.append(f"{listed(hidden)} suppressed")
    if point.base is not None:
        told.append(f"of {point.base:,} owed")
    return f"{point.label}: {', '.join(told)}{_cannot_tell(point)}"


def _cannot_tell(point: RoadmapPoint) -> str:
    if point.cannot_tell is None or point.cannot_tell == 0:
        return ""
    if isinstance(point.cannot_tell, int):
        return f", nobody can tell of {point.cannot_tell:,} more"
    return f", of how many nobody can tell is {aside_in_words(point.cannot_tell)}"
