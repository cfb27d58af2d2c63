"""The addresses of a journey's pages. They hold ids alone, never anything personal."""

from typing import Final

from django.urls import path, register_converter

from touchpoint.service.journeys.pages.views import (
    closing,
    correcting,
    deciding,
    journey,
    recording,
    referring,
    why,
)


class LedgerId:
    """An id of the ledger, which may hold any sign: a slash is written ~1, and ~ is ~0."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        if "\0" in value:
            raise ValueError("No id holds what a database cannot: there is no such page.")
        return value.replace("~1", "/").replace("~0", "~")

    def to_url(self, value: str) -> str:
        return value.replace("~", "~0").replace("/", "~1")


register_converter(LedgerId, "ledger_id")

app_name = "journeys"

_OF: Final = "journeys/<ledger_id:journey_id>"

urlpatterns = [
    path(f"{_OF}/", journey.journey, name="journey"),
    path(f"{_OF}/why/<str:duty_id>/", why.why_duty, name="why"),
    path(f"{_OF}/record/", recording.menu, name="menu"),
    path(f"{_OF}/record/<str:kind>/", recording.record, name="record"),
    path(
        f"{_OF}/due/<str:duty_id>/<ledger_id:occurrence>/", recording.record_due, name="record_due"
    ),
    path(f"{_OF}/correct/<ledger_id:touchpoint_id>/", correcting.correct, name="correct"),
    path(f"{_OF}/referral/<str:kind>/", referring.record_referral, name="referral"),
    path(f"{_OF}/enhanced/", deciding.decide, name="enhanced"),
    path(f"{_OF}/close/", closing.close, name="close"),
]
