"""A force's own words, names, standards and breaks; unknown ones are refused, all at once."""

from pathlib import Path

import pytest
from released_values import claim, page_of, value

from touchpoint.errors import Refused
from touchpoint.measures.catalogue import measure_asked
from touchpoint.papers.wording.sentences import Saying
from touchpoint.papers.wording.settings import Settings, read_settings
from touchpoint.papers.wording.words import within_a_sentence

GOOD = """
force = "Westmarch Police"
[words.needs_assessed]
subject = "IVNA completions"
title = "IVNA completion"
[names.unit]
A1 = "North"
[standards]
needs_assessed = 0.9
[[breaks]]
measures = ["review_passed"]
on = 2019-11-01
says = "New sampling method"
[disclosure]
threshold = 10
"""

BAD = """
colour = "red"
[words.needs_asessed]
subject = "IVNA completions"
[words.informed]
subjekt = "VEPs"
[names.planet]
A1 = "Mars"
[standards]
informed = 90
[[breaks]]
measures = ["review_pased"]
on = 2019-11-01
says = "New sampling method"
[disclosure]
threshold = 1
"""


def _read(folder: Path, text: str) -> Settings:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_a_force_has_its_own_words(tmp_path: Path) -> None:
    settings = _read(tmp_path, GOOD)
    page = page_of(value(4743, 24991), value(1795, 24879, period="2023-24Q4"))
    (tested,) = page.tested([claim("rose")])
    text = Saying(own=page.own, words=settings.words).sentence(tested).text
    assert text.startswith("IVNA completions rose to 19.0% (4,743 of 24,991) from 7.2%")
    assert settings.words.title(measure_asked("needs_assessed")) == "IVNA completion"
    assert settings.words.name("unit:area", "A1") == "North"
    assert settings.rules.threshold == 10
    assert settings.standards == {"needs_assessed": 0.9}
    assert settings.breaks[0].measures == ("review_passed",)


def test_unknown_words_are_refused_with_every_fault(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        _read(tmp_path, BAD)
    faults = "\n".join(refused.value.faults)
    words = ("colour", "needs_asessed", "subjekt", "planet", "informed must be", "threshold")
    for said in (*words, "review_pased"):
        assert said in faults


def test_initials_keep_their_capitals_within_a_sentence() -> None:
    assert within_a_sentence("IVNA completion") == "IVNA completion"
    assert within_a_sentence("Needs assessed") == "needs assessed"
