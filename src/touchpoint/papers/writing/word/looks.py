"""The styles of a Word paper: one typeface, quiet colours, and space that no empty line makes."""

from dataclasses import dataclass
from typing import Final

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from touchpoint.papers.writing.word.elements import Element, made

FONT: Final = "Arial"
INK, QUIET, NAVY, TINT, RULE = "212B32", "4C6272", "12355B", "F3F5F7", "AEB7BD"


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How the paragraphs of one style look; sizes and spaces in points."""

    size: float = 10.5
    before: float = 5
    after: float = 5
    bold: bool = False
    ink: str = INK
    keep: bool = False
    right: bool = False
    indent: float = 0
    boxed: bool = False


LOOKS: Final[dict[str, Look]] = {
    "Normal": Look(),
    "Title": Look(size=26, before=6, after=6, bold=True, ink=NAVY, keep=True),
    "Subtitle": Look(size=13, before=0, after=14, keep=True),
    "Force": Look(size=12, before=0, after=6, bold=True, ink=QUIET, keep=True),
    "Heading 1": Look(size=16, before=22, after=8, bold=True, ink=NAVY, keep=True),
    "Heading 2": Look(size=13, before=16, after=6, bold=True, ink=NAVY, keep=True),
    "Heading 3": Look(size=11.5, before=12, after=4, bold=True, ink=NAVY, keep=True),
    "TOC Heading": Look(size=16, before=22, after=8, bold=True, ink=NAVY, keep=True),
    "toc 1": Look(before=5, after=2, bold=True),
    "toc 2": Look(before=1, after=1, indent=0.6),
    "Caption": Look(size=10, before=14, after=5, bold=True, ink=NAVY, keep=True),
    "List Bullet": Look(before=2, after=3),
    "List Number": Look(before=2, after=3),
    "Table Text": Look(size=9, before=2, after=2),
    "Table Number": Look(size=9, before=2, after=2, right=True),
    "Table Heading": Look(size=9, before=2, after=2, bold=True, keep=True),
    "Table Heading Number": Look(size=9, before=2, after=2, bold=True, keep=True, right=True),
    "Note": Look(size=9, before=4, after=2, ink=QUIET),
    "Picture": Look(before=0, after=0, keep=True),
    "Author Words": Look(indent=0.5),
    "Not Shown": Look(indent=0.5),
    "Cannot Tell": Look(indent=0.5),
    "Notice Heading": Look(
        before=10, after=0, bold=True, ink=NAVY, keep=True, indent=0.3, boxed=True
    ),
    "Notice": Look(before=4, after=4, indent=0.3, boxed=True),
    "Footer": Look(size=9, before=4, after=0, ink=QUIET),
}
"""Every style that a paper uses, by its name."""

_SIDES: Final = {
    "Author Words": ("single", "20", NAVY),
    "Not Shown": ("dashed", "12", QUIET),
    "Cannot Tell": ("dotted", "12", QUIET),
}
"""The rule beside a sentence that no test stands behind: its kind, weight and ink."""

_TEMPLATES_OWN: Final = {qn("w:pBdr"), qn("w:tabs"), qn("w:contextualSpacing"), qn("w:shd")}
"""What python-docx's template says of some styles, and a paper does not want."""

_ORDER: Final = ("top", "left", "bottom", "right")


def dress(word: Element, language: str) -> None:
    """Give a new Word document the styles of a paper, and its language."""
    _defaults(word, language)
    for name, look in LOOKS.items():
        _apply(_style(word, name), look)
    for name, (kind, weight, ink) in _SIDES.items():
        _border(_style(word, name), ("left",), (kind, weight, "8", ink))
    for name in ("Notice Heading", "Notice"):
        _border(_style(word, name), _ORDER, ("single", "8", "6", NAVY))
        _shade(_style(word, name))
    _border(_style(word, "Subtitle"), ("bottom",), ("single", "16", "8", NAVY))
    _border(_style(word, "Footer"), ("top",), ("single", "4", "4", RULE))


def style_id(name: str) -> str:
    """The id by which a paragraph names its style."""
    return name.title().replace(" ", "").replace("Toc", "TOC")


def _defaults(word: Element, language: str) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(run):
        run.remove(child)
    run.append(_fonts())
    run.append(made("w:lang", {"w:val": language, "w:eastAsia": language, "w:bidi": "ar-SA"}))


def _style(word: Element, name: str) -> Element:
    if name in word.styles:
        style = word.styles[name]
        if name != "Normal":
            style.base_style = word.styles["Normal"]
        return style
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), style_id(name))
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    return style


def _apply(style: Element, look: Look) -> None:
    held = style.element.get_or_add_rPr()
    for child in list(held):
        held.remove(child)
    held.append(_fonts())
    for child in list(style.element.get_or_add_pPr()):
        if child.tag in _TEMPLATES_OWN:
            style.element.pPr.remove(child)
    style.font.size = Pt(look.size)
    style.font.bold = look.bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(look.ink)
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.line_spacing = 1.15 if look.size < 12 else 1.0  # noqa: PLR2004 - headings stand closer
    paragraph.keep_with_next, paragraph.widow_control = look.keep, True
    if look.right:
        paragraph.alignment = 2
    if look.indent:
        paragraph.left_indent = Cm(look.indent)
    if look.boxed:
        paragraph.right_indent = Cm(look.indent)


def _fonts() -> Element:
    return made("w:rFonts", {"w:ascii": FONT, "w:hAnsi": FONT, "w:cs": FONT, "w:eastAsia": FONT})


def _border(style: Element, sides: tuple[str, ...], line: tuple[str, str, str, str]) -> None:
    kind, weight, space, ink = line
    values = {"w:val": kind, "w:sz": weight, "w:space": space, "w:color": ink}
    borders = made("w:pBdr", None, *(made(f"w:{side}", values) for side in sides))
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind",
        "w:contextualSpacing", "w:jc", "w:outlineLvl",
    )  # fmt: skip


def _shade(style: Element) -> None:
    shade = made("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": TINT})
    style.element.get_or_add_pPr().insert_element_before(
        shade, "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing",
        "w:jc", "w:outlineLvl",
    )  # fmt: skip
