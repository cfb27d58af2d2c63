"""Addresses below /looks/. They hold ids alone."""

from django.urls import path

from touchpoint.service.journeys.addresses import LEDGER_ID
from touchpoint.service.journeys.looks import views, watching

app_name = "looks"

urlpatterns = [
    path("break-glass/", views.open_journey, name="break_glass"),
    path("by/", watching.people, name="people"),
    path("by/spreadsheet/", watching.people_spreadsheet, name="people_spreadsheet"),
    path("by/<int:staff_id>/", watching.person, name="person"),
    path("by/<int:staff_id>/spreadsheet/", watching.person_spreadsheet, name="person_spreadsheet"),
    path(f"<{LEDGER_ID}:journey_id>/", views.looks, name="journey"),
    path(f"<{LEDGER_ID}:journey_id>/reason/", views.reason, name="reason"),
]
