"""An attacker's list against the whole stack: what they try comes back empty."""

import re
import statistics
import time
from typing import Any

import pytest
from cast import PASSWORD, Cast
from database import Database, database, server
from django.contrib.auth.hashers import make_password
from django.test import Client
from inside import (
    AT_FULL_COST,
    SCRYPT,
    Answer,
    Visitor,
    cast,
    signed_in_as,
    with_environment,
)
from pages import checked
from routes import ANYONE, ROUTES, TOKEN
from walked import address, routes

from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.links import link_for
from touchpoint.service.organisation.models import FailedSignIn, Staff
from touchpoint.service.organisation.signing_in.backend import nobodys_password

__all__ = ["cast", "database", "server"]
OSEI = "osei@force.example"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    r"/\evil.example",
    r"\\evil.example",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "/%0d%0aSet-Cookie:x=1",
    "/\r\nSet-Cookie: x=1",
    " https://evil.example",
    "https://localhost@evil.example/",
)


@pytest.fixture(autouse=True)
def clean(cast: Cast) -> None:
    assert cast.osei.pk
    FailedSignIn.objects.all().delete()


def stays_here(address: str) -> bool:
    """Whether a browser stays with this service."""
    return bool(re.fullmatch(r"/(?![/\\])[^\\\r\n]*", address))


@pytest.mark.parametrize("after", ELSEWHERE)
def test_signing_in_leads_nowhere_else(after: str) -> None:
    with with_environment(TOUCHPOINT_MADE_UP="true"):
        visitor = Visitor()
        said = {"email": OSEI, "password": PASSWORD, "next": after}
        answer = visitor.send("/sign-in/", said)
        assert answer.status_code == 302
        assert stays_here(answer["Location"]), answer["Location"]
        assert "x" not in answer.cookies
        answer = visitor.get("/sign-in/", {"next": after})
        assert stays_here(answer["Location"]), answer["Location"]


@pytest.mark.parametrize("after", ELSEWHERE)
def test_the_page_of_signing_in_carries_nothing_that_leads_elsewhere(after: str) -> None:
    shown = Visitor().get("/sign-in/", {"next": after}).content.decode()
    kept = re.findall(r'name="next" value="([^"]*)"', shown)
    assert all(stays_here(one) for one in kept), kept


def every_form(cast: Cast) -> dict[str, dict[str, str]]:
    """Addresses that change something, and what they are sent."""
    return {
        "/sign-in/": {"email": OSEI, "password": PASSWORD},
        "/people/sign-out/": {},
        "/people/add/": {"name": "x", "email": "x@force.example", "role": "analyst", "unit": "F"},
        f"/people/{cast.osei.pk}/deactivate/": {},
        f"/people/{cast.osei.pk}/link/": {},
        "/people/account/leave-everywhere/": {},
        "/people/account/tokens/": {
            "form": "x",
            "name": "x",
            "permissions": "append",
            "days": "7",
        },
        "/sign-in/password/change/": {"old-password": PASSWORD, "new-password": "x" * 20},
        "/looks/break-glass/": {"reference": "R-1", "reason": "because of this and that"},
    }


def test_nothing_is_changed_by_a_form_of_another_site(cast: Cast) -> None:
    before = Staff.objects.count()
    for form, said in every_form(cast).items():
        visitor = signed_in_as(cast.adams)
        assert visitor.post(form, said).status_code == 403, form
        visitor.cookies["csrf"] = "a" * 32
        answer = visitor.post(form, {**said, "csrfmiddlewaretoken": "b" * 32})
        assert answer.status_code == 403, form
        strange: dict[str, Any] = {
            "HTTP_ORIGIN": "https://evil.example",
            "HTTP_REFERER": "https://evil.example/",
        }
        answer = visitor.post(form, {**said, "csrfmiddlewaretoken": "a" * 32}, **strange)
        assert answer.status_code == 403, form
    assert Staff.objects.count() == before
    assert Staff.objects.get(pk=cast.osei.pk).is_active


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "evil.example#", ""],
)
def test_another_host_is_refused(host: str) -> None:
    assert Client(SERVER_NAME="localhost", HTTP_HOST=host).get("/sign-in/").status_code == 400


def test_no_header_but_that_of_the_host_says_where_we_are(cast: Cast) -> None:
    """A link in a letter begins as the settings say, whatever a request claims."""
    claims: dict[str, Any] = {
        "HTTP_X_FORWARDED_HOST": "evil.example",
        "HTTP_FORWARDED": "host=evil.example",
    }
    page = Client(SERVER_NAME="localhost", **claims).get("/sign-in/")
    assert page.status_code == 200
    assert b"evil" not in page.content
    assert link_for(cast.osei).startswith("http://127.0.0.1:8000/sign-in/password/new/")


def test_an_address_cannot_be_lied_about_without_a_proxy() -> None:
    """Whoever guesses cannot seem to come from somewhere else each time."""
    for number in range(10):
        Visitor(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}").sign_in(OSEI, "wrong")
    assert (
        "Too many tries"
        in Visitor(HTTP_X_FORWARDED_FOR="192.0.2.99").sign_in(OSEI).content.decode()
    )
    assert len({bytes(one.address) for one in FailedSignIn.objects.all()}) == 1


def test_a_proxy_of_our_own_is_believed_of_the_last_address_alone() -> None:
    with with_environment(TOUCHPOINT_BEHIND_PROXY="true"):
        for number in range(3):
            Visitor(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, 198.51.100.7").sign_in(OSEI, "wrong")
    assert len({bytes(one.address) for one in FailedSignIn.objects.all()}) == 1


@pytest.mark.parametrize(
    "header", ["HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_HTTP_METHOD", "HTTP_X_METHOD_OVERRIDE"]
)
def test_a_method_is_what_it_is(cast: Cast, header: str) -> None:
    adams = signed_in_as(cast.adams)
    address = f"/people/{cast.osei.pk}/deactivate/"
    claims: dict[str, Any] = {header: "POST"}
    assert adams.get(address, {"_method": "POST"}, **claims).status_code == 405
    assert Staff.objects.get(pk=cast.osei.pk).is_active


def test_ids_cannot_be_guessed_for_what_is_not_ones_own(cast: Cast) -> None:
    """What is there and what is not look alike to whoever may know of neither."""
    osei = signed_in_as(cast.osei)
    for path in ("/people/{}/", "/people/{}/change/", "/looks/{}/"):
        answers = {osei.get(path.format(one)).status_code for one in (cast.lowe.pk, 999_999)}
        assert answers == {404}


ODD = (
    "/journeys/%00/",
    "/journeys/a%00b/why/R1/",
    "/journeys/%ff/",
    "/persons/%00/",
    "/pairs/%00/x/",
    "/looks/%00/",
    "/looks/%00/reason/",
    "/investigations/%00/reassign/",
    "/looks/by/99999999999999999999999/",
    "/people/99999999999999999999999/",
    "/journeys/' OR true --/",
    "/journeys/{{7*7}}/",
    "/journeys/..%2f..%2fsecrets/",
    "/static/..%2f..%2fsecrets/secret-key",
)


@pytest.mark.parametrize("name", ["osei", "byrne", "ash", "adams"])
def test_an_address_that_nobody_would_type_is_not_there(cast: Cast, name: str) -> None:
    client = signed_in_as(getattr(cast, name))
    for odd in ODD:
        answer = client.get(odd)
        assert answer.status_code == 404, odd
        assert checked(answer.content.decode()).one("h1").words == "Page not found"


def test_what_may_not_be_known_looks_as_what_is_not_there(cast: Cast, database: Database) -> None:
    with database.owner() as owner:
        owner.execute(
            """INSERT INTO journeys_investigation (investigation_id, reference, offence_group,
            marks, victim_based, reported_at, reported_on, unit_id)
            VALUES ('I-1', 'R-1', 'Burglary', '{}', true, now(), current_date, 'T01')"""
        )
        owner.execute(
            """INSERT INTO journeys_journey (journey_id, investigation_id, role, enhanced_basis,
            unit_id, person_id) VALUES ('J-1', 'I-1', 'victim', '{}', 'T01', 'P-1')"""
        )
    lowe = signed_in_as(cast.lowe)
    for there, nowhere in (
        ("/journeys/J-1/", "/journeys/J-9/"),
        ("/journeys/J-1/record/", "/journeys/J-9/record/"),
        ("/persons/P-1/", "/persons/P-9/"),
        ("/looks/J-1/reason/", "/looks/J-9/reason/"),
        (f"/people/{cast.osei.pk}/", "/people/999999/"),
        ("/worklists/team/", "/worklists/nobody/"),
    ):
        pages = [lowe.get(one) for one in (there, nowhere)]
        assert [page.status_code for page in pages] == [404, 404], there
        assert plain(pages[0]) == plain(pages[1]), there


def every_route(*open_to: str) -> list[str]:
    """The address of every route, or of those alone that are open to some."""
    found = sorted(routes().items())
    return [address(name, one) for name, one in found if not open_to or ROUTES[name] in open_to]


@pytest.mark.parametrize("method", ["options", "put", "patch", "delete", "trace"])
def test_no_route_breaks_whatever_the_method(cast: Cast, method: str) -> None:
    broken = {}
    for client, tried in (
        (signed_in_as(cast.byrne), every_route()),
        # Whoever is not signed in comes to no other view than these.
        (Visitor(), every_route(ANYONE, TOKEN)),
    ):
        for route in tried:
            status = getattr(client, method)(route, headers={"Accept": "text/html"}).status_code
            if status >= 500:
                broken[route] = status
    assert broken == {}


def test_a_browser_that_is_signed_in_opens_nothing_of_the_api(cast: Cast) -> None:
    assert signed_in_as(cast.byrne).get("/api/v1/me").status_code == 401


def test_a_page_is_there_for_whoever_asks_for_its_head_alone(cast: Cast) -> None:
    byrne = signed_in_as(cast.byrne)
    before = byrne.cookies["session"].value
    for route in every_route():
        if not route.startswith("/api/"):
            byrne.cookies["session"] = before
            asked = (byrne.get(route).status_code, byrne.head(route).status_code)
            assert asked[0] == asked[1] < 500, route


def test_a_form_of_too_many_fields_is_refused_with_a_page() -> None:
    fields = {f"field-{number}": "x" for number in range(1_200)}
    answer = Visitor().send("/sign-in/", fields)
    assert answer.status_code == 400
    assert checked(answer.content.decode()).one("h1").words.startswith("We could not understand")


@pytest.mark.parametrize(
    "who", ["MQ", "MTAwMDAwMDAwMDAwMDAwMDAwMDAwMDA", "____", "a" * 500, "LTE", "MS4w", "Nnox"]
)
def test_a_link_that_is_none_sets_no_password(who: str) -> None:
    visitor = Visitor()
    answer = visitor.get(f"/sign-in/password/new/{who}/{'a' * 39}/")
    assert visitor.get(answer["Location"]).status_code == 410
    assert visitor.send(answer["Location"], {"password": PASSWORD}).status_code == 410


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("' OR 1=1 --@force.example", "x"),
        ("osei@force.example\x00", "x"),
        ("osei@force.example", "\x00"),
        ("a" * 300 + "@force.example", "x"),
        ("osei@force.example", "x" * 100_000),
        ("\N{LATIN SMALL LETTER DOTLESS I}@force.example", "x"),
        ("osei@force.example\r\nBcc: all@force.example", "x"),
        ("", ""),
    ],
)
def test_strange_words_are_refused_and_break_nothing(email: str, password: str) -> None:
    answer = Visitor().sign_in(email, password)
    assert (answer.status_code, "_auth_user_id" in answer.client.session) == (200, False)


def test_a_forgotten_password_tells_nobody_who_is_known() -> None:
    with with_environment(TOUCHPOINT_SMTP_URL="smtp://localhost:2525"):
        pages = []
        for email in (OSEI, "nobody@force.example"):
            visitor = Visitor()
            answer = visitor.send("/sign-in/password/forgotten/", {"email": email})
            pages.append((answer["Location"], plain(visitor.get(answer["Location"]))))
        assert pages[0] == pages[1]


def plain(answer: Answer) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_knowing_an_account_takes_no_longer_than_not_knowing_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In turns, so that whatever else the machine does falls on both; the middle of many tries."""
    assert AT_FULL_COST >= 1 << 14
    monkeypatch.setattr(SCRYPT, "work_factor", AT_FULL_COST)
    nobodys_password.cache_clear()
    with acting_as(cast.osei):
        Staff.objects.filter(pk=cast.osei.pk).update(password=make_password(PASSWORD))
    took: dict[str, list[float]] = {OSEI: [], "nobody@force.example": []}
    visitor = Visitor()
    visitor.get("/sign-in/")
    for _ in range(6):
        for email, times in took.items():
            began = time.process_time()
            visitor.sign_in(email, "a wrong password")
            times.append(time.process_time() - began)
        FailedSignIn.objects.all().delete()
    known, unknown = (statistics.median(times[1:]) for times in took.values())
    assert known > 0.05  # the cost of a hash, and not of a page alone
    assert 0.6 < known / unknown < 1 / 0.6
    nobodys_password.cache_clear()


def test_pages_are_not_kept_by_browsers_and_may_not_be_framed(cast: Cast) -> None:
    for answer in (Visitor().get("/sign-in/"), signed_in_as(cast.osei).get("/people/account/")):
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_no_page_holds_what_another_typed(cast: Cast) -> None:
    adams = signed_in_as(cast.adams)
    typed = '"><script>alert(1)</script>'
    shown = adams.send("/people/", {"q": typed}).content.decode()
    assert "<script>alert" not in shown
    said = {"name": typed, "email": "script@force.example", "role": "analyst", "unit": "F"}
    adams.send("/people/add/", said)
    assert "<script>alert" not in adams.get("/people/").content.decode()


def test_a_body_that_is_too_large_is_refused_unread_with_a_page_that_says_so() -> None:
    answer = Client(SERVER_NAME="localhost").post(
        "/sign-in/", {"email": OSEI, "password": "x" * 2_000_000}
    )
    assert answer.status_code == 413
    assert checked(answer.content.decode()).one("h1").words == "That is too large"
    told = Client(SERVER_NAME="localhost").post(
        "/api/v1/touchpoints", "x" * 2_000_000, content_type="application/json"
    )
    assert (told.status_code, told["Content-Type"]) == (413, "application/problem+json")
