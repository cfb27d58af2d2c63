"""The alternative text of diverging bars: each question with its two sides, its base and asides."""

from collections.abc import Iterator

from touchpoint.papers.charts.plain import AnswersRow, Aside, DivergingChart
from touchpoint.papers.charts.telling.figures import of_shown
from touchpoint.papers.charts.wording import counted, listed, said, sentences


def of_answers(chart: DivergingChart) -> str:
    """What diverging bars show, in sentences."""
    return sentences(_told(chart))


def _told(chart: DivergingChart) -> Iterator[str]:
    scale = f"from {chart.answers[0]} to {chart.answers[-1]}"
    questions = counted(len(chart.rows), "question")
    yield f"{chart.title}: answers to {questions}, on a scale {scale}"
    known = [row for row in chart.rows if row.status == "shown"]
    if not known:
        yield "no figure can be shown"
    yield from _extremes(chart, known)
    for row in known:
        yield _of_row(chart, row)
    for status, words in (("suppressed", "suppressed"), ("missing", "not available")):
        names = [row.label for row in chart.rows if row.status == status]
        if names:
            yield f"{listed(names)} {'is' if len(names) == 1 else 'are'} {words}"
    yield from chart.notes


def _extremes(chart: DivergingChart, known: list[AnswersRow]) -> Iterator[str]:
    best = [(share, row.label) for row in known if (share := row.best()) is not None]
    if len(best) < 2:  # noqa: PLR2004 - one has nothing beside it
        return
    values = {said(share, "share") for share, _ in best}
    if len(values) == 1:
        shown = " that are shown" if len(best) < len(chart.rows) else ""
        yield f"all {len(best)}{shown} are equal: {values.pop()} {chart.best}"
        return
    for which, share in (("most", max(best)[0]), ("least", min(best)[0])):
        end = said(share, "share")
        names = listed([label for value, label in best if said(value, "share") == end])
        yield f"{of_shown(len(best), len(chart.rows))}{which} {chart.best}: {names}, {end}"


def _of_row(chart: DivergingChart, row: AnswersRow) -> str:
    told = []
    best, worst = row.best(), row.worst()
    if best is not None:
        told.append(f"{said(best, 'share')} {chart.best}")
    if len(row.shares) % 2 and (middle := row.shares[len(row.shares) // 2]) is not None:
        told.append(f"{said(middle, 'share')} {chart.answers[len(row.shares) // 2]}")
    if worst is not None:
        told.append(f"{said(worst, 'share')} {chart.worst}")
    if row.hidden is not None:
        told.append("answers that few gave are suppressed")
    if row.base is not None:
        told.append(f"of {counted(row.base, 'answer')}")
    return ", ".join([f"{row.label}: {told[0]}", *told[1:], *_asides(row)])


def _asides(row: AnswersRow) -> Iterator[str]:
    for count, words in (
        (row.do_not_know, "do not know"),
        (row.not_applicable, "does not apply"),
    ):
        if count is not None:
            yield f"{words} {aside_in_words(count)}"


def aside_in_words(count: Aside) -> str:
    """A count that stands beside a figure, in words."""
    if isinstance(count, int):
        return f"{count:,}"
    return {"suppressed": "suppressed", "missing": "not available", None: ""}[count]
