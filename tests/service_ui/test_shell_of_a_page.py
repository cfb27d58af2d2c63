"""What stands around a page: the force, the person, and where they may go."""

import dataclasses
from dataclasses import dataclass

import pytest
from django.http import HttpRequest, QueryDict
from django.template import engines
from django.test import Client, RequestFactory
from gallery import FORCE
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from pages import got
from web import set_up

from touchpoint.service.ui.navigation import NavigationItem
from touchpoint.service.ui.pages import page as answer
from touchpoint.service.ui.paging import Paging, asked_page, without
from touchpoint.service.ui.states import STATES


def drawn(template: str, **context: object) -> str:
    set_up()
    return str(engines["jinja2"].from_string(template).render(context))


def test_the_force_and_the_person_are_named(client: Client) -> None:
    page = got(client, "/components")
    bar = page.having("touchpoint-bar")[0].words
    assert FORCE in bar
    assert "Sam Osei, officer" in bar
    assert "nobody here is a real person" in page.having("touchpoint-made-up")[0].words


def test_nobody_is_named_to_somebody_who_is_not_signed_in(client: Client) -> None:
    page = got(client, "/out")
    assert page.having("touchpoint-bar__person") == []
    assert page.having("govuk-service-navigation__item") == []


def test_the_navigation_shows_what_somebody_may_open_and_is_there(client: Client) -> None:
    links = got(client, "/components").having("govuk-service-navigation__item")
    assert [one.words for one in links] == ["Today", "My team", "Search"]
    assert links[0].one("a")["aria-current"] == "page"


def test_neither_crown_nor_mark_of_another_body_is_on_a_page(client: Client) -> None:
    html = client.get("/components").content.decode().lower()
    assert "crown" not in html
    assert "gov.uk" not in html


@pytest.mark.parametrize(
    "text", ["{{ nothing }}", "{{ one.nothing }}", "{% if nothing %}{% endif %}"]
)
def test_a_name_that_is_not_there_is_an_error(text: str) -> None:
    @dataclass
    class One:
        something: int = 1

    with pytest.raises(UndefinedError):
        drawn(text, one=One())


def test_a_key_that_a_row_lacks_is_nothing() -> None:
    assert drawn("{% if row.more %}more{% endif %}{{ row.more }}", row={"a": 1}) == ""


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_no_text_from_anywhere_becomes_markup(text: str) -> None:
    made = drawn(
        '{% from "ui/components.html" import heading, inset, state_tag, table %}'
        "{{ heading(text) }}{{ inset(text) }}{{ state_tag('met', text) }}"
        "{{ table(text, [text], [[text]]) }}",
        text=f"{text}<b>&\"'",
    )
    assert "<b>" not in made


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_told_by_its_word_and_a_mark(state: str) -> None:
    made = drawn(
        '{% from "ui/components.html" import state_tag %}{{ state_tag(state) }}', state=state
    )
    shown = STATES[state]
    assert shown.word in made
    assert f"touchpoint-tag--{shown.mark}" in made


def test_states_that_differ_differ_in_word_and_mark() -> None:
    apart = {"met", "waiting", "late", "missed", "cannot_tell", "declined", "excused"}
    assert len({STATES[one].word for one in apart}) == len(apart)
    marks = {STATES[one].mark for one in apart}
    assert len(marks) == len(apart)


def test_a_link_of_the_navigation_names_a_page_of_a_room() -> None:
    with pytest.raises(ValueError, match="room:page"):
        NavigationItem(text="Today", url_name="today", permission="see")


@pytest.mark.usefixtures("in_gallery")
def test_a_context_is_a_dataclass_or_a_mapping() -> None:
    @dataclasses.dataclass(frozen=True)
    class Context:
        title: str = "Title"
        sentences: tuple[str, ...] = ("One.",)
        home: bool = False

    request = RequestFactory().get("/")
    made = answer(request, "ui/faults/fault.html", Context()).content
    assert made == answer(request, "ui/faults/fault.html", dataclasses.asdict(Context())).content


def asking(query: str) -> HttpRequest:
    return RequestFactory().get(f"/?{query}")


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 1),
        ("page=3", 3),
        ("page=0", 1),
        ("page=-1", 1),
        ("page=²", 1),
        ("page=99999999", 10_000),
    ],
)
def test_a_page_that_makes_no_sense_is_the_first(query: str, number: int) -> None:
    set_up()
    assert asked_page(asking(query)) == number


def test_the_pages_of_a_list_keep_its_filters() -> None:
    set_up()
    paging = Paging(
        number=2, size=25, shown=7, more=False, query=QueryDict("unit=N1&page=2"), total=32
    )
    assert paging.said == "Showing 26 to 32 of 32"
    assert paging.parameters == {"previous": {"href": "?unit=N1&page=1"}}


def test_a_list_that_is_all_shown_says_nothing_of_pages() -> None:
    set_up()
    whole = Paging(number=1, size=25, shown=25, more=False, query=QueryDict(""))
    assert not whole.is_needed
    assert whole.said == ""


def test_a_filter_can_be_taken_off_alone() -> None:
    set_up()
    query = QueryDict("unit=N1&state=missed&state=waiting&page=3")
    assert without(query, "state", "missed") == "?unit=N1&state=waiting"
    assert without(query, "state") == "?unit=N1"
    assert without(query, "unit") == "?state=missed&state=waiting"
