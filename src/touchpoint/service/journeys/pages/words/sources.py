"""The systems that touchpoints come from, in words; their names are the force's own."""

from typing import Final

_KNOWN: Final = {
    "cju_sheet": "CJU sheet",
    "touchpoint": "Touchpoint",
}


def source_in_words(source: str) -> str:
    """The name of a source as a page says it: crime_system is Crime system."""
    plain = source.replace("_", " ").strip()
    return _KNOWN.get(source, plain[:1].upper() + plain[1:])
