"""A chart as a picture: SVG with a title and description, PNG with the same in its own field.

The same chart gives the same bytes. Nothing is fetched: fonts and programs come with vl-convert.
"""

import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from touchpoint.errors import Refused
from touchpoint.papers.charts.plain import (
    AnyChart,
    ControlChart,
    DivergingChart,
    DriversChart,
    Figure,
    FunnelChart,
    GapChart,
    PeriodsChart,
    RatesChart,
    RoadmapChart,
)
from touchpoint.papers.charts.style import QUIET, TEXT
from touchpoint.papers.charts.telling.answers import of_answers
from touchpoint.papers.charts.telling.control import of_control_chart
from touchpoint.papers.charts.telling.funnel import of_funnel
from touchpoint.papers.charts.telling.others import (
    of_drivers,
    of_gaps,
    of_multiples,
    of_periods,
    of_rates,
)
from touchpoint.papers.charts.telling.roadmap import of_roadmap

ENDINGS: Final = (".svg", ".png")
SCALE: Final = 2.0
"""How many dots of a PNG stand for one of the page: twice, so that it prints well."""

_PNG_BEGINS: Final = 33  # the signature and the header, after which other parts may stand
_TAG: Final = re.compile("<[^>]*>")
_ROLE: Final = re.compile(r' (?:aria-\w+|role)="[^"]*"')
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """A chart as a spec, with the title and the alternative text that go with its picture."""

    spec: dict[str, Any]
    title: str
    alternative_text: str

    def svg(self) -> str:
        """The picture as SVG, told once by its title and description."""
        return self._told(self._drawn())

    def png(self) -> bytes:
        """The picture as PNG, with the title and the alternative text in its text fields."""
        return self._dotted(self._drawn())

    def both(self) -> tuple[str, bytes]:
        """The picture as SVG and as PNG, drawn once for both."""
        drawn = self._drawn()
        return self._told(drawn), self._dotted(drawn)

    def _drawn(self) -> str:
        import vl_convert  # noqa: PLC0415 - slow to import, and seldom asked for

        drawn: str = vl_convert.vegalite_to_svg(self.spec, allowed_base_urls=[])
        return drawn

    def _told(self, drawn: str) -> str:
        told = (
            f'<title id="title">{_plain(self.title)}</title>'
            f'<desc id="description">{_plain(self.alternative_text)}</desc>'
        )
        said = 'role="img" aria-labelledby="title description" '
        quiet = _TAG.sub(lambda tag: _ROLE.sub("", tag[0]), drawn)
        return quiet.replace("<svg ", f"<svg {said}", 1).replace(">", f">{told}", 1)

    def _dotted(self, svg: str) -> bytes:
        import vl_convert  # noqa: PLC0415 - slow to import, and seldom asked for

        drawn: bytes = vl_convert.svg_to_png(svg, scale=SCALE)
        told = _text_field("Title", self.title) + _text_field("Description", self.alternative_text)
        return drawn[:_PNG_BEGINS] + told + drawn[_PNG_BEGINS:]


def drawing_of(chart: AnyChart, *, headed: bool = True) -> Drawing:
    """A chart drawn in the house style, with its alternative text.

    With `headed` false its title is not drawn, for where a caption stands beside it.
    """
    spec = _without_controls(_spec(chart))
    return Drawing(
        spec=spec if headed else _without_title(spec),
        title=chart.title,
        alternative_text=alternative_text(chart),
    )


def alternative_text(chart: AnyChart) -> str:
    """What a chart shows, in sentences for whoever does not see it."""
    match chart:
        case ControlChart():
            return of_control_chart(chart)
        case RatesChart():
            return of_rates(chart)
        case DriversChart():
            return of_drivers(chart)
        case GapChart():
            return of_gaps(chart)
        case PeriodsChart():
            return of_periods(chart)
        case FunnelChart():
            return of_funnel(chart)
        case DivergingChart():
            return of_answers(chart)
        case RoadmapChart():
            return of_roadmap(chart)
        case _:
            return of_multiples(chart)


def begin_to_draw() -> None:
    """Do what the first picture would wait for: it takes longer than to draw it."""
    drawing_of(RatesChart(title="", scale="share", figures=(Figure(label="", value=0.5),))).both()


def ending_of_picture(path: Path) -> str:
    """The form that a picture's name asks for; refuse one that is not drawn."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise Refused(
            f"{path.name} does not end in a form that can be drawn: give a name that ends in "
            ".svg or .png."
        )
    return ending


def refuse_no_folder(path: Path) -> None:
    """Refuse a picture in a folder that is not there."""
    if not path.parent.is_dir():
        raise Refused(f"There is no folder {path.parent} to draw {path.name} in: make it first.")


def write_chart(chart: AnyChart, path: Path) -> str:
    """Draw a chart to a file, in the form its name ends in; give its alternative text."""
    ending = ending_of_picture(path)
    refuse_no_folder(path)
    drawing = drawing_of(chart)
    made = drawing.svg().encode() if ending == ".svg" else drawing.png()
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(made)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return drawing.alternative_text


def _spec(chart: AnyChart) -> dict[str, Any]:
    # Altair is slow to import, and most commands draw nothing.
    from touchpoint.papers.charts.drawing import (  # noqa: PLC0415 - slow
        answers,
        control,
        funnel,
        multiples,
        periods,
        roadmap,
        sideways,
    )

    match chart:
        case ControlChart():
            return control.control_spec(chart)
        case RatesChart():
            return sideways.rates_spec(chart)
        case DriversChart():
            return sideways.drivers_spec(chart)
        case GapChart():
            return sideways.gap_spec(chart)
        case PeriodsChart():
            return periods.periods_spec(chart)
        case FunnelChart():
            return funnel.funnel_spec(chart)
        case DivergingChart():
            return answers.answers_spec(chart)
        case RoadmapChart():
            return roadmap.roadmap_spec(chart)
        case _:
            return multiples.multiples_spec(chart)


def _without_title(spec: dict[str, Any]) -> dict[str, Any]:
    """A spec whose title is left out; the notes below it are kept."""
    notes = spec["title"].get("subtitle")
    rest = {key: value for key, value in spec.items() if key != "title"}
    if not notes:
        return rest
    look = {"fontSize": TEXT, "fontWeight": "normal", "color": QUIET, "lineHeight": 16}
    return rest | {"title": {"text": notes, **look}}


def _without_controls(part: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A spec whose texts can be drawn: control characters would end the program that draws."""
    match part:
        case str():
            return _NOT_XML.sub(" ", part)
        case list():
            return [_without_controls(each) for each in part]
        case dict():
            return {key: _without_controls(value) for key, value in part.items()}
        case _:
            return part


def _plain(text: str) -> str:
    """A text as XML may hold it."""
    return escape(_NOT_XML.sub(" ", text))


def _text_field(name: str, text: str) -> bytes:
    """A text field of a PNG (iTXt, in UTF-8)."""
    body = name.encode("latin-1") + b"\0\0\0\0\0" + text.encode("utf-8", "replace")
    check = zlib.crc32(b"iTXt" + body)
    return struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", check)
