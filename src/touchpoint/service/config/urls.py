"""Every address of the service: each room's own, under its own name."""

from django.urls import URLPattern, URLResolver, include, path

from touchpoint.service.config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health, name="health"),
    path("sign-in/", include("touchpoint.service.organisation.sign_in_urls")),
    path("api/v1/", include("touchpoint.service.api.urls")),
    path("people/", include("touchpoint.service.organisation.urls")),
    path("loads/", include("touchpoint.service.extracts.urls")),
    path("looks/", include("touchpoint.service.journeys.looks.urls")),
    path("", include("touchpoint.service.journeys.pages.urls")),
    path("", include("touchpoint.service.journeys.worklists.urls")),
]

handler400 = "touchpoint.service.ui.faults.bad_request"
handler403 = "touchpoint.service.ui.faults.forbidden"
handler404 = "touchpoint.service.ui.faults.not_found"
handler429 = "touchpoint.service.ui.faults.too_many"
handler500 = "touchpoint.service.ui.faults.broken"
