"""The reference page of the measures, made from the catalogue."""

from collections.abc import Iterator, Sequence

from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.definition.measure import Measure
from touchpoint.measures.telling.wording import expected_of, label_of, parts_of, story_of


def measures_reference(measures: Sequence[Measure] | None = None) -> str:
    """Every measure held, or these ones, as Markdown."""
    return "\n".join(_page(catalogue() if measures is None else measures)) + "\n"


def _page(measures: Sequence[Measure]) -> Iterator[str]:
    yield "# The measures, as held"
    yield ""
    yield "For whoever wants to know what a figure counts. Written by `make docs`. What holds for"
    yield "all of them is in [What is counted](../explanation/what-is-counted.md)."
    yield ""
    yield "| name | what it says |"
    yield "|---|---|"
    for measure in measures:
        yield f"| [`{measure.name}`](#{measure.name}) | {_escaped(measure.statement)} |"
    for measure in measures:
        yield from _measure(measure)


def _measure(measure: Measure) -> Iterator[str]:
    yield from ("", f"## {measure.name}", "", f"{_escaped(measure.title)}.", "")
    for part in parts_of(measure):
        yield f"- **{part.heading}.** {_escaped(' '.join(part.sentences))}"
    for example in measure.examples:
        yield from ("", f"Example, {label_of(example).lower()}: {_escaped(example.says)}", "")
        yield from (f"- {_escaped(line)}" for line in story_of(example))
        yield f"- {_escaped(expected_of(example, measure))}"


def _escaped(text: str) -> str:
    """The text as it is, with nothing in it read as Markdown."""
    plain = " ".join(text.split())
    for sign in "\\`*_[]<>|#":
        plain = plain.replace(sign, f"\\{sign}")
    return plain
