"""Every macro on made-up pages, for the tests and for whoever writes a page.

`.venv/bin/python tests/service_ui/gallery.py` serves them, so that they can be looked at.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import override_settings
from django.urls import include, path
from django.views.decorators.http import require_POST
from gallery_forms import Told
from web import served, set_up

from touchpoint.service.ui import navigation
from touchpoint.service.ui.faults import too_many
from touchpoint.service.ui.navigation import NavigationItem
from touchpoint.service.ui.pages import page
from touchpoint.service.ui.paging import Paging, asked_page, without
from touchpoint.service.ui.wiring import BUILT, CSRF_FAILURE, SERVED, STATIC_STORAGE

TODAY = date(2025, 12, 1)
NOW = datetime(2025, 12, 1, 16, 5, tzinfo=UTC)
FORCE = "Westmarch Police"


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in and may do everything."""

    name: str = "Sam Osei"

    def may(self, permission: object, /) -> bool:
        return permission != "nothing"

    def get_role_display(self) -> str:
        return "Officer"


class SignedIn:
    """Middleware: everybody is that person, but for pages below /out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/out"):
            request.staff = Person()  # type: ignore[attr-defined] # as the organisation's middleware does
        return self.get_response(request)


class Strange(forms.Form):
    """A form that somebody else wrote, as allauth does."""

    q = forms.CharField(label="What", widget=forms.TextInput(attrs={"placeholder": "What"}))


class Narrowed(forms.Form):
    """What a list may be narrowed by."""

    unit = forms.ChoiceField(choices=[("", "All units"), ("N1", "North one")], required=False)
    state = forms.MultipleChoiceField(
        choices=[("missed", "Overdue"), ("waiting", "Due")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Components:
    """What the page of all macros is made of."""

    today: date
    now: datetime
    rows: Sequence[Sequence[str]]
    paging: Paging
    narrow: Narrowed
    chosen: Sequence[Mapping[str, str]]


@non_atomic_requests
def components(request: HttpRequest) -> HttpResponse:
    query = request.GET
    chosen = [
        {"text": text, "href": without(query, name, value)}
        for name, value, text in (
            ("unit", "N1", "North one"),
            ("state", "missed", "Overdue"),
            ("state", "waiting", "Due"),
        )
        if value in query.getlist(name)
    ]
    context = Components(
        today=TODAY,
        now=NOW,
        rows=[["12/3456/25", "Burglary", "1,204"], ["12/3457/25", "Assault <b>", "37"]],
        paging=Paging(number=asked_page(request), size=25, shown=25, more=True, query=query),
        narrow=Narrowed(query),
        chosen=chosen,
    )
    return page(request, "gallery/components.html", context)


@non_atomic_requests
def form(request: HttpRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    filled = Told(request.POST, request.FILES, today=TODAY) if is_sent else Told(today=TODAY)
    if is_sent and filled.is_valid():
        messages.success(request, "Told of the arrest: recorded")
        return HttpResponseRedirect("/done")
    return page(request, "gallery/form.html", {"form": filled})


@non_atomic_requests
def strange(request: HttpRequest) -> HttpResponse:
    return page(request, "gallery/form.html", {"form": Strange()})


@non_atomic_requests
def done(request: HttpRequest) -> HttpResponse:
    return page(request, "gallery/done.html")


@non_atomic_requests
def fault(request: HttpRequest, status: int) -> HttpResponse:
    match status:
        case 400:
            raise BadRequest
        case 403:
            raise PermissionDenied
        case 413:
            raise RequestDataTooBig
        case 429:
            return too_many(request)
        case _:
            raise RuntimeError("Alex Example of 1 High Street, SW1A 1AA")


@non_atomic_requests
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponseRedirect("/out")


_rooms = (
    [
        path("components", components, name="components"),
        path("form", form, name="form"),
        path("done", done, name="done"),
        path("signing-out", sign_out, name="sign_out"),
    ],
    "gallery",
)
urlpatterns = [
    path("", components),
    path("out", components),
    path("strange", strange),
    path("", include(_rooms)),
    path("fault/<int:status>", fault),
]
handler400 = "touchpoint.service.ui.faults.bad_request"
handler403 = "touchpoint.service.ui.faults.forbidden"
handler404 = "touchpoint.service.ui.faults.not_found"
handler500 = "touchpoint.service.ui.faults.broken"

LINKS = (
    NavigationItem(text="Today", url_name="gallery:components", permission="see", order=1),
    NavigationItem(text="My team", url_name="gallery:form", permission="see", order=2),
    NavigationItem(text="Search", url_name="gallery:sign_out", permission="see", order=3),
    NavigationItem(text="Nowhere", url_name="gallery:nowhere", permission="see", order=4),
    NavigationItem(text="Not for you", url_name="gallery:done", permission="nothing", order=5),
)


@contextmanager
def linked() -> Iterator[None]:
    """The navigation with the links of the gallery alone, and afterwards as it was."""
    before = dict(navigation._items)
    navigation._items.clear()
    for item in LINKS:
        navigation.register(item)
    try:
        yield
    finally:
        navigation._items.clear()
        navigation._items.update(before)


@contextmanager
def gallery() -> Iterator[None]:
    """The service with the gallery in place of its own pages, and without a database."""
    set_up()
    jinja, *others = settings.TEMPLATES
    here = Path(__file__).parent / "templates"
    with (
        linked(),
        override_settings(
            ROOT_URLCONF="gallery",
            TEMPLATES=[{**jinja, "DIRS": [*jinja["DIRS"], here]}, *others],
            FORCE_NAME=FORCE,
            MADE_UP=True,
            STATICFILES_DIRS=[BUILT],
            STATIC_ROOT=SERVED,
            STORAGES={"staticfiles": {"BACKEND": STATIC_STORAGE}},
            MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
            CSRF_FAILURE_VIEW=CSRF_FAILURE,
            MIDDLEWARE=[
                "touchpoint.service.ui.headers.Headers",
                "touchpoint.service.ui.faults.NotAllowed",
                "whitenoise.middleware.WhiteNoiseMiddleware",
                "django.middleware.csrf.CsrfViewMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware",
                "gallery.SignedIn",
            ],
        ),
    ):
        yield


if __name__ == "__main__":
    with gallery(), served(8001) as site:
        print(f"The gallery is at {site}/components until you press Enter.")  # noqa: T201 - it is run by hand
        input()
