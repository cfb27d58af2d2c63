"""The addresses of a journey's pages. They hold ids alone, never anything personal."""

from typing import Final

from django.urls import path

from touchpoint.service.journeys.addresses import LEDGER_ID
from touchpoint.service.journeys.pages.views import (
    closing,
    correcting,
    deciding,
    journey,
    recording,
    referring,
    why,
)

app_name = "journeys"

_OF: Final = f"journeys/<{LEDGER_ID}:journey_id>"

urlpatterns = [
    path(f"{_OF}/", journey.journey, name="journey"),
    path(f"{_OF}/why/<str:duty_id>/", why.why_duty, name="why"),
    path(f"{_OF}/record/", recording.menu, name="menu"),
    path(f"{_OF}/record/<str:kind>/", recording.record, name="record"),
    path(
        f"{_OF}/due/<str:duty_id>/<{LEDGER_ID}:occurrence>/",
        recording.record_due,
        name="record_due",
    ),
    path(f"{_OF}/correct/<{LEDGER_ID}:touchpoint_id>/", correcting.correct, name="correct"),
    path(f"{_OF}/referral/<str:kind>/", referring.record_referral, name="referral"),
    path(f"{_OF}/enhanced/", deciding.decide, name="enhanced"),
    path(f"{_OF}/close/", closing.close, name="close"),
]
