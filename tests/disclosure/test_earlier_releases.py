"""What has been published stays known: a new release is held against everything kept beside it."""

import pytest
from small_tables import cell, count, outcome, share, table

from touchpoint.disclosure import (
    Published,
    Release,
    attack,
    interval,
    printed_rate,
    read_published,
)
from touchpoint.errors import Refused


def statuses(release: Release) -> list[str]:
    return [figure.outcome.status for figure in release.protect()]


def test_a_cell_that_was_shown_before_protects_nothing_when_it_is_hidden_now() -> None:
    figures = (count(3, unit="n"), count(12, unit="s"), count(40, unit="e"), count(55))
    assert statuses(Release(figures=figures)) == ["suppressed", "suppressed", "shown", "shown"]
    before = Published(shown={cell(unit="s"): 12})
    release = Release(figures=figures, earlier=(before,))
    released = release.protect()
    assert outcome(released, unit="e").status == "suppressed"
    assert interval(released.known, released.structure, cell(unit="n")) == (0, 43)


def test_a_total_published_before_is_reckoned_with_though_it_is_not_printed_now() -> None:
    figures = (count(3, unit="n"), count(217, unit="s"))
    assert statuses(Release(figures=figures)) == ["suppressed", "shown"]
    release = Release(figures=figures, earlier=(Published(shown={cell(): 220}),))
    assert statuses(release) == ["suppressed", "suppressed"]


def test_a_cell_hidden_before_is_not_given_away_by_what_is_printed_now() -> None:
    first = Release(figures=(count(3, unit="n"), count(12, unit="s"), count(15))).protect()
    again = Release(figures=(count(12, unit="s"),), earlier=(first.published,))
    assert statuses(again) == ["suppressed"]


def test_a_total_that_was_revised_does_not_lend_its_old_parts_to_its_new_state() -> None:
    first = Release(figures=(count(3, unit="n"), count(12, unit="s"), count(15))).protect()
    second = Release(
        figures=(count(5, unit="n"), count(12, unit="s"), count(17)),
        earlier=(first.published,),
    )
    released = second.protect()
    assert attack(released.known, released.structure) == ()
    assert outcome(released, unit="s").status == "suppressed"


def test_a_small_cell_that_was_shown_before_is_hidden_and_said_to_be_out_already() -> None:
    before = Published(shown={cell(unit="n"): 3})
    figures = (count(3, unit="n"), count(12, unit="s"), count(15))
    released = Release(figures=figures, earlier=(before,)).protect()
    assert outcome(released, unit="n").status == "suppressed"
    assert released.already_out >= {cell(unit="n")}


def test_what_earlier_releases_give_away_alone_does_not_stop_the_next_one() -> None:
    before = Published(shown={cell(unit="s"): 12, cell(): 15}, hidden=frozenset({cell(unit="n")}))
    figures = (count(3, unit="n"), count(12, unit="s"), count(15), count(9, measure="texts_sent"))
    released = Release(figures=figures, earlier=(before,)).protect()
    assert outcome(released, "texts_sent").status == "shown"
    assert cell(unit="n") in released.already_out


def test_parts_that_do_not_make_up_their_total_are_no_contradiction() -> None:
    before = Published(shown={cell(unit="s"): 12, cell(unit="n", group="g0"): 2})
    figures = (count(3, unit="n"), count(15), count(1, unit="n", group="g1"))
    released = Release(figures=figures, earlier=(before,)).protect()
    assert outcome(released, unit="n").status == "suppressed"
    assert attack(released.published, released.structure) == ()


def test_what_was_printed_as_a_rate_before_is_reckoned_with() -> None:
    told = printed_rate(cell("informed", unit="n"), cell("journeys", unit="n"), 0.55, digits=2)
    figures = (share(3, 40, unit="s"), share(14, 60), share(11, 20, unit="n"))
    plain = Release(figures=figures).protect()
    assert outcome(plain, unit="n").as_json()["numerator"] == "[c]"
    assert outcome(plain).as_json()["numerator"] == 14
    released = Release(figures=figures, earlier=(Published(rates=(told,)),)).protect()
    assert interval(released.known, released.structure, cell("informed", unit="s"))[1] >= 5
    assert outcome(released).as_json()["numerator"] == "[c]"


def test_what_was_published_is_kept_as_text_and_read_back() -> None:
    rows = {"u0": [3, 12, 9], "u1": [8, 14, 2], "u2": [10, 10, 10]}
    published = Release(figures=table(rows)).protect().published
    assert read_published(published.to_json()) == published


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 9}', '{"format": 1, "shown": 3}'])
def test_a_text_that_no_release_wrote_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refused, match="text"):
        read_published(text)


def test_a_cell_shown_in_one_place_and_hidden_in_another_cannot_be_published() -> None:
    with pytest.raises(Refused, match="hidden in one place"):
        Published(shown={cell(): 3}, hidden=frozenset({cell()}))
