"""A form is drawn by GOV.UK's macros, says its faults in sentences and keeps what was typed."""

from collections.abc import Mapping
from datetime import date, time

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from gallery import TODAY
from gallery_forms import Told
from pages import errors_of, got, sent
from web import set_up

from touchpoint.service.ui.drawing import drawn
from touchpoint.service.ui.fields import DayField
from touchpoint.service.ui.forms import GovukForm

WHOLE: Mapping[str, str | list[str]] = {
    "told_on-day": "28",
    "told_on-month": "Nov",
    "told_on-year": "25",
    "told_at": "4.05pm",
    "channel": "phone",
    "visits": "2",
    "unit": "N1",
    "reasons": ["plans"],
    "note": "Told of the arrest",
    "agreed": "on",
    "journey": "J1",
}


@pytest.fixture(autouse=True)
def _ready() -> None:
    set_up()


class Day(GovukForm):
    day = DayField(label="Date of the hearing", past=True, earliest=date(2020, 1, 1))


def day_of(**parts: str) -> Day:
    return Day({f"day-{part}": text for part, text in parts.items()}, today=TODAY)


def test_every_fault_of_a_form_is_said_at_once_and_leads_to_its_box(client: Client) -> None:
    page = sent(client, "/form", {"visits": "many", "number": "9" * 21, "email": "sam"})
    assert errors_of(page) == [
        "Enter the day you told them",
        "Enter the time you told them",
        "Select how you told them",
        "Number that was called must be 20 characters or less",
        "Enter an email address in the correct format, like name@example.com",
        "Visits so far must be a number, like 12",
        "Select unit",
        "Select why they asked",
        "Enter note",
        "Select “I have checked that this is right” to go on",
        "Something is missing from this page. Go back, open it again and send it once more",
    ]


def test_a_page_with_faults_says_so_in_its_title_and_first_of_all(client: Client) -> None:
    page = sent(client, "/form", {"note": "x"})
    assert page.one("title").words.startswith("Error: Tell them of the arrest")
    first = next(one for one in page.one("main").all() if one.words)
    assert first.classes == {"govuk-error-summary"}
    assert got(client, "/form").one("title").words.startswith("Tell them of the arrest")


def test_what_was_typed_is_kept_whatever_is_wrong_with_it(client: Client) -> None:
    page = sent(client, "/form", {**WHOLE, "told_on-day": "thirty", "note": "<b>&", "unit": ""})
    assert page.one("input", id="id_told_on-day")["value"] == "thirty"
    assert page.one("input", id="id_told_on-month")["value"] == "Nov"
    assert page.one("input", id="id_told_at")["value"] == "4.05pm"
    assert page.one("textarea", id="id_note").words == "<b>&"
    assert "checked" in page.one("input", name="channel", value="phone")
    assert "checked" in page.one("input", name="reasons", value="plans")
    assert "checked" not in page.one("input", name="reasons", value="worry")


def test_a_fault_of_a_day_marks_the_box_it_is_in(client: Client) -> None:
    page = sent(client, "/form", {**WHOLE, "told_on-month": ""})
    assert errors_of(page) == ["The day you told them must include a month"]
    assert len(page.all("a", href="#id_told_on-month")) == 1
    assert "govuk-input--error" in page.one("input", id="id_told_on-month").classes
    assert "govuk-input--error" not in page.one("input", id="id_told_on-day").classes


def test_a_whole_form_is_taken_and_its_success_said_once(client: Client) -> None:
    answer = client.post("/form", WHOLE)
    assert answer.status_code == 302
    page = got(client, "/done")
    assert "Told of the arrest: recorded" in page.having("govuk-notification-banner")[0].words
    assert got(client, "/done").having("govuk-notification-banner") == []


def test_days_and_times_come_as_days_and_times() -> None:
    form = Told(WHOLE, today=TODAY)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["told_on"] == date(2025, 11, 28)
    assert form.cleaned_data["told_at"] == time(16, 5)


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ({"day": "1", "month": "12", "year": "2025"}, TODAY),
        ({"day": "today"}, TODAY),
        ({"day": "30/11/25"}, date(2025, 11, 30)),
    ],
)
def test_a_day_may_be_typed_as_people_do(parts: Mapping[str, str], day: date) -> None:
    form = day_of(**parts)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == day


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({}, "Enter date of the hearing"),
        ({"day": "3"}, "Date of the hearing must include a month and a year"),
        ({"day": "31", "month": "4", "year": "2025"}, "Date of the hearing must be a real date"),
        ({"day": "x", "month": "4", "year": "2025"}, "Date of the hearing must be a real date"),
        ({"day": "1", "month": "13", "year": "2025"}, "Date of the hearing must be a real date"),
        ({"day": "1", "month": "1", "year": "0"}, "Year must include 4 numbers"),
        ({"day": "1", "month": "1", "year": "0000"}, "Date of the hearing must be a real date"),
        (
            {"day": "2", "month": "12", "year": "2025"},
            "Date of the hearing must be today or in the past",
        ),
        (
            {"day": "31", "month": "12", "year": "2019"},
            "Date of the hearing must be on or after 1 January 2020",
        ),
    ],
)
def test_what_is_wrong_with_a_day_is_said(parts: Mapping[str, str], fault: str) -> None:
    assert day_of(**parts).errors["day"] == [fault]


def test_a_day_that_is_known_stands_in_its_boxes() -> None:
    boxes = Day(initial={"day": date(2025, 2, 3)}, today=TODAY)["day"].value()
    assert (boxes.day, boxes.month, boxes.year) == ("3", "2", "2025")


def test_a_question_must_say_what_it_asks_for() -> None:
    class Asking(GovukForm):
        how = forms.CharField(label="How are they?")

    with pytest.raises(ValueError, match="say in `nouns`"):
        Asking()


def test_a_room_may_say_a_fault_in_its_own_words() -> None:
    class Own(GovukForm):
        name = forms.CharField(label="Name", error_messages={"required": "Say who it was"})

    assert Own({}).errors["name"] == ["Say who it was"]


def test_an_empty_file_is_refused_in_a_sentence() -> None:
    form = Told(WHOLE, {"letter": SimpleUploadedFile("letter.pdf", b"")}, today=TODAY)
    assert form.errors["letter"] == ["The selected file is empty"]


def test_a_form_of_anybody_elses_is_drawn_as_well(client: Client) -> None:
    page = got(client, "/strange")
    assert page.one("label", for_="id_q").words == "What"
    assert "placeholder" not in page.one("input", id="id_q")


def test_a_widget_that_nobody_can_draw_is_refused() -> None:
    class Strange(forms.Form):
        when = forms.DateField(widget=forms.SelectDateWidget)

    with pytest.raises(TypeError, match="SelectDateWidget"):
        drawn(Strange()["when"])


def test_what_a_form_has_no_field_for_changes_nothing() -> None:
    form = Told({**WHOLE, "role": "administrator"}, today=TODAY)
    assert form.is_valid()
    assert "role" not in form.cleaned_data
