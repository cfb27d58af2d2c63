"""House law 3: only this room makes figures that leave, and they cannot be changed."""

import dataclasses
import json
import re
from pathlib import Path

import pytest
from small_tables import count, outcome, share

import touchpoint
from touchpoint.disclosure import Missing, Release, Released, Shown, Suppressed
from touchpoint.disclosure.known import Structure
from touchpoint.disclosure.published import Published
from touchpoint.errors import Refused


@pytest.mark.parametrize(
    "make",
    [
        lambda: Shown(numerator=3),
        lambda: Suppressed(why="small"),
        lambda: Missing(why="nobody knows"),
        lambda: Shown(numerator=3, made_by=object()),
        lambda: Released(
            figures=(),
            published=Published(),
            known=Published(),
            structure=Structure(cells=(), sums=()),
            reasons={},
        ),
    ],
)
def test_nobody_else_can_make_a_figure_that_leaves(make: object) -> None:
    assert callable(make)
    with pytest.raises(Refused, match=r"Release\.protect"):
        make()


def test_a_figure_that_leaves_cannot_be_changed_or_copied_with_a_change() -> None:
    found = outcome(Release(figures=(count(12),)).protect())
    assert isinstance(found, Shown)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(found, "numerator", 3)  # noqa: B010 - that it is refused is the claim
    with pytest.raises(Refused):
        dataclasses.replace(found, numerator=3)


def test_no_other_room_takes_the_key_that_makes_figures() -> None:
    source = Path(touchpoint.__file__).parent
    takers = [
        path.relative_to(source).parts[0]
        for path in source.rglob("*.py")
        if re.search(r"\bMAKER\b|disclosure\.outcomes", path.read_text(encoding="utf-8"))
    ]
    assert set(takers) == {"disclosure"}


def test_a_release_as_text_has_a_mark_wherever_something_is_kept_back() -> None:
    figures = (share(3, 40, unit="north"), share(20, 40, unit="south"), share(23, 80))
    told = json.loads(Release(figures=figures).protect().to_json())
    assert [figure["numerator"] for figure in told] == ["[c]", "[c]", 23]
    assert all(figure["rate"] not in (0, "", None) for figure in told)


def test_the_figures_of_each_place_can_be_asked_for() -> None:
    inside = dataclasses.replace(count(12), places=("table 1", "figure 2 as text"))
    released = Release(figures=(inside, count(7, measure="texts_sent"))).protect()
    assert [figure.measure for figure in released.at("figure 2 as text")] == ["closed"]


def test_a_figure_that_is_hidden_in_one_place_is_hidden_in_all() -> None:
    here = dataclasses.replace(count(12, unit="north"), places=("table",))
    there = dataclasses.replace(count(12, unit="north"), places=("chart",))
    released = Release(figures=(here, there, count(2, unit="south"), count(14))).protect()
    assert [figure.outcome.status for figure in released][:2] == ["suppressed", "suppressed"]
