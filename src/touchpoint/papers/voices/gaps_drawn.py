"""The picture of `touchpoint gap`: record and voice, and the difference, question by question."""

from collections.abc import Sequence

from touchpoint.papers.charts import GapChart, GapRow
from touchpoint.papers.voices.gapping import ALL, Gap


def picture_of(found: Sequence[Gap], dimensions: Sequence[str]) -> GapChart:
    """The gaps as a chart: of all voices, or of every group where voices are split."""
    split = bool(dimensions)
    rows = [gap for gap in found if split != all(name == ALL for name in gap.groups)]
    by = f", by {' and '.join(dimensions)}" if split else ""
    return GapChart(
        title=f"What the record says and what victims say{by}",
        rows=tuple(_row(gap, split=split) for gap in rows),
        notes=("Linked pairs alone. Neither side is the truth.",),
    )


def _row(gap: Gap, *, split: bool) -> GapRow:
    paired = gap.paired
    label = gap.question.title
    if split:
        label = f"{', '.join(gap.groups)}: {label}"
    if not gap.comparable:
        return GapRow(label=label, status="missing")
    return GapRow(
        label=label,
        recorded=paired.recorded.point,
        remembered=paired.remembered.point,
        gap=paired.gap.point,
        low=paired.gap.low,
        high=paired.gap.high,
        pairs=paired.pairs,
    )
