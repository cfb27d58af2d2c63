"""Sentences on figures side by side: which is highest and lowest, what is equal, what is not shown.

They hold at no figure, one figure, equal figures, and figures that are missing or suppressed.
"""

from collections.abc import Sequence

from touchpoint.papers.charts.plain import Figure, Scale
from touchpoint.papers.charts.wording import between, listed, said

ALL_NAMED = 8
"""Up to so many figures are told one by one."""


def one_figure(figure: Figure, scale: Scale) -> str:
    """A figure in words: what it is of, its value and its interval."""
    text = f"{figure.label} {said(figure.value or 0.0, scale)}"
    if figure.low is not None and figure.high is not None:
        text += f" ({between(figure.low, figure.high, scale)})"
    return text


def of_figures(figures: Sequence[Figure], scale: Scale) -> list[str]:
    """What is to be said of figures side by side."""
    known = [figure for figure in figures if figure.shown]
    return [*_of_known(known, scale, every=len(figures)), *not_shown(figures)]


def of_shown(known: int, every: int) -> str:
    """What comes before a highest or a lowest that not everything was held against."""
    return "of those shown, " if known < every else ""


def _of_known(known: Sequence[Figure], scale: Scale, *, every: int) -> list[str]:
    if not known:
        return ["No figure can be shown"]
    if len(known) == 1:
        return [f"One figure is shown: {one_figure(known[0], scale)}"]
    values = {said(figure.value or 0.0, scale) for figure in known}
    if len(values) == 1:
        both = "both" if len(known) == 2 else f"all {len(known)}"  # noqa: PLR2004 - two are both
        names = listed([figure.label for figure in known])
        shown = " that are shown" if len(known) < every else ""
        return [f"{both} figures{shown} are {values.pop()}: {names}"]
    ends = (_extreme(known, scale, which) for which in ("highest", "lowest"))
    told = [of_shown(len(known), every) + end for end in ends]
    if len(known) <= ALL_NAMED:
        told.append("; ".join(one_figure(figure, scale) for figure in known))
    return told


def _extreme(known: Sequence[Figure], scale: Scale, which: str) -> str:
    values = [figure.value or 0.0 for figure in known]
    end = said(max(values) if which == "highest" else min(values), scale)
    names = [f.label for f, value in zip(known, values, strict=True) if said(value, scale) == end]
    if len(names) == 1:
        return f"{which} is {names[0]} with {end}"
    return f"{which} are {listed(names)}, equal at {end}"


def not_shown(figures: Sequence[Figure]) -> list[str]:
    """Which figures are suppressed, missing or of part periods, each kind in a sentence."""
    told = []
    for status, words in (("suppressed", "suppressed"), ("missing", "not available")):
        names = [figure.label for figure in figures if figure.status == status]
        if names:
            is_or_are = "is" if len(names) == 1 else "are"
            told.append(f"{listed(names)} {is_or_are} {words}")
    parts = [figure.label for figure in figures if figure.part]
    if parts:
        told.append(f"{listed(parts)} {'is' if len(parts) == 1 else 'are'} only partly known")
    return told
