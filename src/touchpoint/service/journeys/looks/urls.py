"""Addresses below /looks/. They hold ids alone; a slash in one is written ~1, and ~ is ~0."""

from django.urls import path, register_converter

from touchpoint.service.journeys.looks import views, watching

app_name = "looks"


class LookedAt:
    """The id of a journey, which may hold any sign."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        if "\0" in value:
            raise ValueError("No id holds what a database cannot: there is no such page.")
        return value.replace("~1", "/").replace("~0", "~")

    def to_url(self, value: str) -> str:
        return value.replace("~", "~0").replace("/", "~1")


register_converter(LookedAt, "looked_at")

urlpatterns = [
    path("break-glass/", views.open_journey, name="break_glass"),
    path("by/", watching.people, name="people"),
    path("by/spreadsheet/", watching.people_spreadsheet, name="people_spreadsheet"),
    path("by/<int:staff_id>/", watching.person, name="person"),
    path("by/<int:staff_id>/spreadsheet/", watching.person_spreadsheet, name="person_spreadsheet"),
    path("<looked_at:journey_id>/", views.looks, name="journey"),
    path("<looked_at:journey_id>/reason/", views.reason, name="reason"),
]
