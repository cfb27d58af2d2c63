"""What every page is held to: that people can use it with any means, and that nothing is inline."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from html_tree import Element

_NAMED = ("input", "select", "textarea")
_REFERRING = ("aria-describedby", "aria-labelledby", "aria-controls", "for", "list")
_HEADING = re.compile("h[1-6]")


def faults_of(page: Element) -> list[str]:
    """Every rule that a page breaks, in sentences."""
    return [fault for rule in RULES for fault in rule(page)]


def _says_its_language(page: Element) -> Iterator[str]:
    if not page.one("html")["lang"]:
        yield "it does not say its language"


def _has_a_title(page: Element) -> Iterator[str]:
    titles = [one for one in page.all("title") if not any(a.tag == "svg" for a in one.above)]
    if len(titles) != 1 or not titles[0].words:
        yield "it has no title, or several"


def _has_one_heading(page: Element) -> Iterator[str]:
    if len(page.all("h1")) != 1:
        yield f"it has {len(page.all('h1'))} headings of the first level"
    if len(page.all("main")) != 1:
        yield "it has no main part, or several"


def _skips_no_heading(page: Element) -> Iterator[str]:
    main = page.one("main")
    before = 0
    for one in main.all():
        if _HEADING.fullmatch(one.tag) and "govuk-error-summary__title" not in one.classes:
            if "govuk-notification-banner__title" in one.classes:
                continue
            level = int(one.tag[1])
            if level > before + 1:
                yield f"the heading “{one.words}” skips a level"
            before = level


def _names_nothing_twice(page: Element) -> Iterator[str]:
    for name, times in Counter(one["id"] for one in page.all() if "id" in one).items():
        if times > 1:
            yield f"the id “{name}” stands {times} times"
        if not name or " " in name:
            yield f"the id “{name}” is none"


def _refers_to_what_is_there(page: Element) -> Iterator[str]:
    there = {one["id"] for one in page.all() if "id" in one}
    for one in page.all():
        for attribute in _REFERRING:
            for name in one[attribute].split():
                if name not in there:
                    yield f"<{one.tag}> refers by {attribute} to “{name}”, which is not there"
        if one.tag == "a" and one["href"].startswith("#") and one["href"][1:] not in there:
            yield f"a link leads to “{one['href']}”, which is not there"


def _labels_every_box(page: Element) -> Iterator[str]:
    labelled = {one["for"] for one in page.all("label") if one.words}
    for one in page.all(*_NAMED):
        if one["type"] in {"hidden", "submit"}:
            continue
        if one["id"] not in labelled and not one["aria-label"]:
            yield f"the box “{one['name']}” has no label"
        if "placeholder" in one:
            yield f"the box “{one['name']}” has a placeholder, which goes when somebody types"
        if not one["name"]:
            yield "a box has no name, so it sends nothing"


def _groups_choices(page: Element) -> Iterator[str]:
    for one in page.all("input", type="radio"):
        if not any(a.tag == "fieldset" and a.all("legend") for a in one.above):
            yield f"the choice “{one['name']}” stands in no fieldset with a legend"


def _runs_nothing_inline(page: Element) -> Iterator[str]:
    for one in page.all():
        if "style" in one or one.tag == "style":
            yield f"<{one.tag}> is styled inline"
        if one.tag == "script" and (not one["src"] or one.words):
            yield "a script is inline"
        for name in one.attributes:
            if name.startswith("on"):
                yield f"<{one.tag}> has a script in {name}"
        for name in ("href", "src", "action"):
            if one[name].strip().lower().startswith(("javascript:", "data:")):
                yield f"<{one.tag}> has a script in {name}"


def _loads_nothing_from_elsewhere(page: Element) -> Iterator[str]:
    for one in page.all("script", "img", "link", "iframe", "source"):
        address = one["src"] or one["href"]
        if not address.startswith("/") or address.startswith("//"):
            yield f"<{one.tag}> loads {address}"


def _heads_tables(page: Element) -> Iterator[str]:
    for table in page.all("table"):
        if not table.all("caption"):
            yield "a table has no caption"
        for head in table.all("th"):
            if head["scope"] not in {"col", "row", "colgroup", "rowgroup"}:
                yield f"the heading “{head.words}” of a table does not say what it heads"


def _nests_as_allowed(page: Element) -> Iterator[str]:
    for one in page.all("a", "button", "form", "label"):
        if any(a.tag == one.tag for a in one.above):
            yield f"<{one.tag}> stands in <{one.tag}>"
    for one in page.all("li"):
        if one.parent is None or one.parent.tag not in {"ul", "ol"}:
            yield "<li> stands in no list"
    for one in page.all("a", "button"):
        if not (one.words or one["aria-label"]):
            yield f"<{one.tag}> says nothing"
        if one["target"]:
            yield "a link opens another window"


def _protects_forms(page: Element) -> Iterator[str]:
    for form in page.all("form"):
        sent = form["method"].lower() or "get"
        tokens = form.all("input", name="csrfmiddlewaretoken")
        if sent == "post" and len(tokens) != 1:
            yield "a form that is posted has no token against forgery, or several"
        if sent == "get" and tokens:
            yield "a form that asks has a token, which would stand in addresses"
        if "novalidate" not in form:
            yield "a form lets the browser say what is wrong, which we say ourselves"


def _describes_pictures(page: Element) -> Iterator[str]:
    for one in page.all("img"):
        if "alt" not in one:
            yield f"the picture {one['src']} has no words"


RULES: tuple[Callable[[Element], Iterator[str]], ...] = (
    _says_its_language,
    _has_a_title,
    _has_one_heading,
    _skips_no_heading,
    _names_nothing_twice,
    _refers_to_what_is_there,
    _labels_every_box,
    _groups_choices,
    _runs_nothing_inline,
    _loads_nothing_from_elsewhere,
    _heads_tables,
    _nests_as_allowed,
    _protects_forms,
    _describes_pictures,
)
