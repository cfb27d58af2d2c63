"""What a roadmap shows of a point, its alternative text tells and its table says as well."""

from dataclasses import replace

import pytest
from released_values import OWN, value

from touchpoint.papers.asking.answering import Figures
from touchpoint.papers.charts import RoadmapChart, alternative_text
from touchpoint.papers.description.paper import ChartAsked, Key
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.showing.chart_keys import ChartKeys
from touchpoint.papers.showing.roadmaps import Roadmap
from touchpoint.papers.wording.words import shipped_words

DUTY = "R3.RIGHTS"
GROUP = (("duty", DUTY),)
ASKED = ChartAsked(id="roadmap", kind="roadmap", caption="The journey", questions=(DUTY,))


def of(name: str, some: int | None, base: int | None) -> Value:
    """A share of verdicts; kept back where its count is none."""
    if some is None:
        found = value(None, base, measure="duty_met", group=GROUP, status="suppressed")
    else:
        found = value(some, base, measure="duty_met", group=GROUP)
    return replace(found, key=Key(measure=name, period=OWN, group=GROUP))


def charted(
    met: int | None, late: int | None, missed: int | None, base: int | None, unknown: int | None
) -> tuple[str, tuple[str, ...]]:
    """The alternative text of a roadmap of one point, and its row in the table."""
    names = ("duty_met", "duty_late", "duty_missed")
    values = [of(n, some, base) for n, some in zip(names, (met, late, missed), strict=True)]
    values[0] = replace(values[0], beside={"cannot_tell": unknown})
    keys = ChartKeys(
        figures=Figures(by_key={}, measures={}), own=OWN, ordered=lambda _, values: list(values)
    )
    roadmap = Roadmap(
        keys=keys,
        values={each.key: each for each in values},
        words=shipped_words(),
        rights={DUTY: "Right 3"},
    )
    chart, table = roadmap.charted(ASKED)
    assert isinstance(chart, RoadmapChart)
    (row,) = table.rows
    return alternative_text(chart), tuple(cell.text for cell in row.cells)


@pytest.mark.parametrize(
    ("counts", "told", "row"),
    [
        (
            (None, None, 195, 273, 0),
            "71.4% not done, done in time and late suppressed, of 273 owed.",
            ("[c]", "[c]", "71.4%", "273", "0"),
        ),
        (
            (None, 20, None, 200, 0),
            "10.0% late, done in time and not done suppressed, of 200 owed.",
            ("[c]", "10.0%", "[c]", "200", "0"),
        ),
        (
            (None, None, None, 200, None),
            (
                "done in time, late and not done suppressed, of 200 owed, of how many nobody can "
                "tell is suppressed."
            ),
            ("[c]", "[c]", "[c]", "200", "[c]"),
        ),
        (
            (None, None, None, None, 12),
            "suppressed, nobody can tell of 12 more.",
            ("[c]", "[c]", "[c]", "[c]", "12"),
        ),
        (
            (150, 20, 30, 200, 7),
            "75.0% done in time, 10.0% late, 15.0% not done, of 200 owed, nobody can tell of 7",
            ("75.0%", "10.0%", "15.0%", "200", "7"),
        ),
    ],
)
def test_a_point_that_is_kept_back_in_part_is_told_as_its_table_has_it(
    counts: tuple[int | None, int | None, int | None, int | None, int | None],
    told: str,
    row: tuple[str, ...],
) -> None:
    text, cells = charted(*counts)
    assert f": {told}" in text
    assert cells == row
