"""Pictures are the same for the same figures, are told in words, and can be read without colour."""

import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from papers_charts.plain_charts import EVERY_KIND, NOTHING_SHOWN, SHOWN, control
from touchpoint.errors import Refused
from touchpoint.papers.charts import (
    AnyChart,
    ControlChart,
    ControlPoint,
    Figure,
    RatesChart,
    alternative_text,
    drawing_of,
    write_chart,
)
from touchpoint.papers.charts.drawing.placing import apart, ends_of, thinned, wrapped
from touchpoint.papers.charts.style import ASSURANCES, READINGS

SVG = "{http://www.w3.org/2000/svg}"
KINDS = [type(chart).__name__ for chart in EVERY_KIND]


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own picture


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
    for ending in ("svg", "png"):
        one, other = tmp_path / f"one.{ending}", tmp_path / f"other.{ending}"
        write_chart(chart, one)
        write_chart(replace(chart), other)
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("chart", EVERY_KIND, ids=KINDS)
def test_an_svg_is_one_image_with_a_title_and_a_description(chart: AnyChart) -> None:
    root = ET.fromstring(drawing_of(chart).svg())  # noqa: S314 - our own picture
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
