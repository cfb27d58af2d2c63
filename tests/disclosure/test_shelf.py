"""The shelf of a ledger keeps what its releases published, in order and whole."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from small_tables import cell, count

from touchpoint.disclosure import Published, Release, earlier_releases, keep_release
from touchpoint.errors import Refused


def published(number: int) -> Published:
    return Published(shown={cell(unit="n"): number})


def test_releases_are_read_back_as_they_were_the_oldest_first(tmp_path: Path) -> None:
    kept = [published(number) for number in (30, 20, 10)]
    for one in kept:
        keep_release(tmp_path, "Board paper: Q1", one)
    assert earlier_releases(tmp_path) == tuple(kept)


def test_a_ledger_that_released_nothing_has_an_empty_shelf(tmp_path: Path) -> None:
    assert earlier_releases(tmp_path) == ()


def test_two_releases_at_once_are_both_kept(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        places = list(pool.map(lambda n: keep_release(tmp_path, f"r{n}", published(n)), range(24)))
    assert len(set(places)) == 24
    assert {r.shown[cell(unit="n")] for r in earlier_releases(tmp_path)} == set(range(24))


def test_what_is_on_the_shelf_protects_the_next_release(tmp_path: Path) -> None:
    keep_release(tmp_path, "whole", Release(figures=(count(220),)).protect().published)
    parts = (count(3, unit="n"), count(217, unit="s"))
    alone = [figure.outcome.status for figure in Release(figures=parts).protect()]
    held = Release(figures=parts, earlier=earlier_releases(tmp_path)).protect()
    assert alone == ["suppressed", "shown"]
    assert [figure.outcome.status for figure in held] == ["suppressed", "suppressed"]


def test_a_damaged_release_stops_the_next_one_and_is_named(tmp_path: Path) -> None:
    place = keep_release(tmp_path, "paper", published(5))
    place.write_bytes(place.read_bytes()[:40])
    with pytest.raises(Refused, match=place.name):
        earlier_releases(tmp_path)


def test_a_release_that_cannot_be_remembered_is_refused(tmp_path: Path) -> None:
    (tmp_path / "released").write_text("a file where the shelf should be")
    with pytest.raises(Refused, match="has to be remembered"):
        keep_release(tmp_path, "paper", published(5))
