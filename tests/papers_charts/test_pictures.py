"""Pictures are the same for the same figures, are told in words, and can be read without colour."""

import json
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from papers_charts.plain_charts import (
    ANSWERS,
    EVERY_KIND,
    FUNNEL,
    NOTHING_SHOWN,
    PERIODS,
    ROADMAP,
    SHOWN,
    control,
)
from touchpoint.errors import Refused
from touchpoint.papers.charts import (
    AnyChart,
    ControlChart,
    ControlPoint,
    Figure,
    RatesChart,
    RoadmapChart,
    RoadmapPoint,
    alternative_text,
    drawing_of,
    write_chart,
)
from touchpoint.papers.charts.drawing.answers import fills_of
from touchpoint.papers.charts.drawing.fixed import gathered, sign, written
from touchpoint.papers.charts.drawing.labelling import named_beside
from touchpoint.papers.charts.drawing.placing import apart, ends_of, thinned, width_of, wrapped
from touchpoint.papers.charts.style import ASSURANCES, READINGS, SERIES

SVG = "{http://www.w3.org/2000/svg}"
KINDS = [type(chart).__name__ for chart in EVERY_KIND]


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own picture


def anchors(svg: str) -> dict[str, float]:
    """How far from the left edge each text of a picture is anchored."""
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    found: dict[str, float] = {}

    def walk(element: ET.Element, left: float) -> None:
        moved = re.match(r"translate\((-?[\d.]+)", element.get("transform", ""))
        at = left + (float(moved[1]) if moved else 0.0)
        if element.tag == f"{SVG}text":
            found[element.text or ""] = at
        for child in element:
            walk(child, at)

    walk(root, -float(root.get("viewBox", "0").split()[0]))
    return found


@cache
def svg_of(chart: AnyChart) -> str:
    """The picture of a chart, drawn once for every test that looks at it."""
    return drawing_of(chart).svg()


def parts(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG, each with its check sum found right."""
    at = 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        name, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert struct.unpack(">I", png[at + 8 + size : at + 12 + size])[0] == zlib.crc32(
            name + body
        )
        yield name, body
        at += 12 + size


@pytest.mark.parametrize("chart", EVERY_KIND, ids=KINDS)
def test_the_same_figures_give_the_same_bytes(chart: AnyChart, tmp_path: Path) -> None:
    write_chart(replace(chart), tmp_path / "one.svg")
    assert (tmp_path / "one.svg").read_text(encoding="utf-8") == svg_of(chart)
    if chart is EVERY_KIND[0]:
        write_chart(chart, tmp_path / "one.png")
        assert (tmp_path / "one.png").read_bytes() == drawing_of(chart).png()


@pytest.mark.parametrize("chart", EVERY_KIND, ids=KINDS)
def test_an_svg_is_one_image_with_a_title_and_a_description(chart: AnyChart) -> None:
    root = ET.fromstring(svg_of(chart))  # noqa: S314 - our own picture
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title description"
    told = {each.get("id"): each.text for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert told == {"title": chart.title, "description": alternative_text(chart)}
    inner = [e for e in root.iter() if e.get("aria-label") or e.get("aria-roledescription")]
    assert inner == []


def test_a_png_carries_its_alternative_text_and_is_still_sound() -> None:
    chart = EVERY_KIND[1]
    found = list(parts(drawing_of(chart).png()))
    assert found[0][0] == b"IHDR"
    assert found[-1][0] == b"IEND"
    fields = {body.partition(b"\0")[0]: body for name, body in found if name == b"iTXt"}
    assert alternative_text(chart).encode() in fields[b"Description"]


@pytest.mark.parametrize("chart", NOTHING_SHOWN, ids=lambda chart: type(chart).__name__)
def test_a_chart_of_nothing_is_drawn_and_says_so(chart: AnyChart) -> None:
    said = " ".join(texts(drawing_of(chart).svg()))
    assert "No figure can be shown." in said or "Nothing is ranked." in said


def test_meaning_is_in_shapes_and_dashes_as_well_as_in_colours() -> None:
    assert len({look.shape for look in READINGS.values()}) == len(READINGS)
    assert len({(look.shape, look.words) for look in ASSURANCES.values()}) == len(ASSURANCES)
    spec = json.dumps(drawing_of(replace(control(0.5, 0.6), target=0.7)).spec)
    assert spec.count('"strokeDash": [6, 4]') == 2  # both limits
    assert spec.count('"strokeDash": [2, 3]') == 1  # the target


def test_every_mark_of_a_control_chart_is_named_beside_it() -> None:
    chart = ControlChart(
        title="Offered",
        kind="p",
        scale="share",
        points=(
            ControlPoint(period="2023-01", value=0.2, mean=0.5, low=0.4, high=0.6,
                         signal="below the lower limit", reading="concern"),
            ControlPoint(period="2023-02", status="suppressed"),
            ControlPoint(period="2023-03", value=0.5, mean=0.5, low=0.4, high=0.6, baseline=2),
            ControlPoint(period="2023-04", value=0.7, part=True, baseline=2),
        ),
        variation="concern",
        side="low",
        assurance="fail",
        target=0.9,
        trial=3,
    )  # fmt: skip
    said = texts(drawing_of(chart).svg())
    wanted = {
        "concern", "usual variation", "part period, not judged", "[c]", "[c] suppressed",
        "new limits", "Target 90.0%", "Mean 50.0%", "Upper limit 60.0%", "Lower limit 40.0%",
        "L", "F", "Variation: concern, low", "Target: not reached as things are",
    }  # fmt: skip
    assert wanted - set(said) == set()
    assert any("Trial limits, from 3 points" in text for text in said)


def test_what_is_not_shown_is_in_no_part_of_the_picture() -> None:
    chart = RatesChart(
        title="Rates", scale="share", figures=(SHOWN, Figure(label="East", status="suppressed"))
    )
    spec = json.dumps(drawing_of(chart).spec)
    assert "East" in spec
    assert '"row": 1' not in spec  # nothing is drawn in its row but its shorthand


def test_a_picture_without_its_heading_keeps_its_notes() -> None:
    chart = replace(FUNNEL, notes=("As at 30 June.",))
    said = texts(drawing_of(chart, headed=False).svg())
    assert "As at 30 June." in said
    assert chart.title not in said
    bare = drawing_of(FUNNEL, headed=False)
    assert "title" not in bare.spec
    assert bare.title == FUNNEL.title


def test_a_title_may_hold_any_characters(tmp_path: Path) -> None:
    chart = replace(control(0.5), title="Asked & told: <b>\x07 \u2019s 'own' \\ ü")
    ET.fromstring(drawing_of(chart).svg())  # noqa: S314 - our own picture
    assert write_chart(chart, tmp_path / "odd.png")


@pytest.mark.parametrize("name", ["chart.pdf", "chart", "missing/chart.svg"])
def test_a_picture_that_cannot_be_written_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"svg or \.png|There is no folder"):
        write_chart(EVERY_KIND[0], tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_labels_of_lines_keep_apart_and_stay_within_the_picture() -> None:
    moved = apart([100, 101, 102], 15, (0, 290))
    assert moved == [100, 115, 130]
    low = apart([285, 286, 288], 15, (0, 290))
    assert low == [260, 275, 290]
    assert apart([], 15, (0, 290)) == []


def test_an_axis_holds_every_value_and_a_share_stays_within_0_and_1() -> None:
    low, high = ends_of([0.95, 0.99], "share")
    assert 0 <= low < 0.95
    assert 0.99 < high <= 1
    assert ends_of([1.0, 1.0, 1.0], "share")[0] < 1
    low, high = ends_of([7, 7], "count")
    assert low < 7 < high
    assert ends_of([], "count") == (0, 1)
    assert ends_of([0, 0], "count")[0] == 0


def test_labels_are_thinned_from_the_last_and_texts_are_wrapped() -> None:
    months = [f"Jun {2000 + n}" for n in range(60)]
    few = thinned(months, 500)
    assert few[-1] == 59
    assert len(few) < 12
    assert len({b - a for a, b in pairwise(few)}) == 1
    assert wrapped("one two three", 50, 12) == ["one two", "three"]
    assert wrapped("", 40, 12) == [""]


def test_every_unit_outside_its_limits_is_named_and_what_is_not_shown_is_named_below() -> None:
    said = " ".join(texts(svg_of(FUNNEL)))
    for words in (
        "South", "Mid", "Force 50.0%", "Limit of 99.8%", "[c] suppressed: East",
        "[x] not available: West", "outside the limits of 99.8%, above", "number of journeys",
    ):  # fmt: skip
        assert words in said


def test_sides_of_diverging_bars_are_ruled_as_well_as_inked() -> None:
    fills = fills_of(7)
    assert [fill.ruled for fill in fills] == [False] * 4 + [True] * 3
    assert len({fill.ink for fill in fills}) == 7
    said = texts(svg_of(ANSWERS))
    wanted = {"61.2%", "690", "51", "[c] suppressed", "[x] not available", "completely satisfied"}
    assert wanted - set(said) == set()


def test_a_roadmap_writes_its_points_shares_and_who_is_owed_nothing() -> None:
    said = texts(svg_of(ROADMAP))
    wanted = {
        "Acknowledged", "2", "70.0%", "10.0%", "20.0%", "890", "12", "no limit",
        "[z] owed to nobody", "[x] not available", "[c] suppressed", "Told of a charge*",
        "done late",
    }  # fmt: skip
    assert wanted - set(said) == set()


def test_a_roadmap_draws_what_was_not_done_though_the_rest_is_kept_back() -> None:
    point = RoadmapPoint(label="Told", done="suppressed", late="suppressed", missed=0.7, base=273)
    said = texts(svg_of(RoadmapChart(title="The journey", points=(point,))))
    assert {"70.0%", "273", "[c] suppressed"} <= set(said)
    assert said.count("[c]") == 3  # in the bar, and in the columns of what was done and done late


def test_the_names_of_a_roadmap_have_room_in_wider_fonts_than_the_houses() -> None:
    name = "Told of bail, release under investigation, or a change to bail"
    chart = RoadmapChart(title="The journey", points=(RoadmapPoint(label=name, done=0.5),))
    lines = wrapped(name, 168, 11)
    found = anchors(svg_of(chart))
    assert len(lines) == 2
    for line in lines:
        assert found[line] >= 1.05 * width_of(line, 11)


def test_series_stop_at_breaks_and_are_told_apart_without_colour() -> None:
    looks = [(look.shape, look.filled, str(dash)) for look, dash in SERIES]
    assert len({shape for shape, *_ in looks}) == len({dash for *_, dash in looks}) == len(SERIES)
    said = texts(svg_of(PERIODS))
    wanted = {"new method", "Crime system 60.0%", "Closing 20.0%*", "[x]", "[c]", "* part period"}
    assert wanted - set(said) == set()


def test_names_beside_points_keep_clear_of_one_another() -> None:
    names = [(f"Area {n}", 100.0 + n, 100.0) for n in range(3)]
    placed = named_beside(names, [(x, y) for _, x, y in names], 11, (400, 300))
    tops = {round(each.y) for each in placed} | {round(each.x) for each in placed}
    assert len(tops) > 3
    boxes = [(p.x, p.y) for p in placed]
    assert len(set(boxes)) == 3
    edge = named_beside([("A long name", 395.0, 100.0)], [], 11, (400, 300))
    assert edge[0].x < 395


def test_fixed_things_that_look_alike_are_one_layer_and_no_sign_covers_a_text() -> None:
    usual = READINGS["usual"]
    layers = gathered(
        [sign(usual, 1, 1), written("a", 1, 1), sign(usual, 5, 1), written("b", 5, 1)]
    )
    assert [layer.mark.type for layer in layers] == ["point", "text"]
    assert [len(layer.data.values) for layer in layers] == [2, 2]
    other = gathered([written("a", 1, 1), sign(READINGS["concern"], 5, 1), written("b", 5, 1)])
    assert [layer.mark.type for layer in other] == ["point", "text"]
