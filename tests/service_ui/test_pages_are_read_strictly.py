"""The reader of pages finds what it is for: each fault is planted and found."""

import pytest
from django.test import Client
from html_rules import faults_of
from html_tree import read_page
from pages import errors_of, got

WHOLE = """<!doctype html><html lang="en"><head><title>Due</title></head><body><main>
<h1>Due</h1>{}</main></body></html>"""


def faults(inside: str, page: str = WHOLE) -> list[str]:
    tree, faults = read_page(page.format(inside))
    return [*faults, *faults_of(tree)]


def test_a_plain_page_has_no_fault() -> None:
    assert faults("<p>Nothing is due.</p>") == []


@pytest.mark.parametrize(
    ("inside", "part"),
    [
        ("<p>Not closed", "expected"),
        ("<div><b></div></b>", "expected"),
        ("<div/>", "does not close"),
        ("<p><div></div></p>", "stands in a <p>"),
        ('<p class="a" class="b"></p>', "class twice"),
        ("<h1>Again</h1>", "2 headings"),
        ("<h3>Deep</h3>", "skips a level"),
        ('<p id="a"></p><p id="a"></p>', "stands 2 times"),
        ('<p aria-describedby="gone"></p>', "not there"),
        ('<a href="#gone">Gone</a>', "not there"),
        ('<input name="q" id="q">', "no label"),
        ('<label for="q">Q</label><input name="q" id="q" placeholder="Type">', "placeholder"),
        ('<label for="q">Q</label><input id="q">', "no name"),
        ('<label for="q">Q</label><input type="radio" name="q" id="q">', "no fieldset"),
        ('<p style="color:red"></p>', "styled inline"),
        ("<style>p{}</style>", "styled inline"),
        ("<script>x</script>", "script is inline"),
        ('<p onclick="x"></p>', "script in onclick"),
        ('<a href="javascript:x">X</a>', "script in href"),
        ('<img src="https://elsewhere.example/x" alt="">', "loads https"),
        ('<img src="/x">', "no words"),
        ("<table><tr><td></td></tr></table>", "no caption"),
        ("<table><caption>C</caption><tr><th>H</th></tr></table>", "what it heads"),
        ('<a href="/"><a href="/">X</a></a>', "<a> stands in <a>"),
        ('<a href="/"></a>', "says nothing"),
        ('<a href="/" target="_blank">X</a>', "another window"),
        ("<div><li>X</li></div>", "stands in no list"),
        ('<form method="post" novalidate></form>', "no token"),
        ('<form><input type="hidden" name="csrfmiddlewaretoken"></form>', "stand in addresses"),
        ("<form></form>", "lets the browser say"),
    ],
)
def test_a_planted_fault_is_found(inside: str, part: str) -> None:
    assert any(part in fault for fault in faults(inside)), faults(inside)


@pytest.mark.parametrize(
    ("page", "part"),
    [
        (WHOLE.replace("<!doctype html>", ""), "doctype"),
        (WHOLE.replace(' lang="en"', ""), "language"),
        (WHOLE.replace("Due</title>", "</title>"), "no title"),
        (WHOLE.replace("</html>", ""), "never closed"),
    ],
)
def test_a_fault_of_the_page_itself_is_found(page: str, part: str) -> None:
    assert any(part in fault for fault in faults("", page)), faults("", page)


@pytest.mark.parametrize(
    "address", ["/components", "/components?unit=N1&state=missed&page=2", "/form", "/out", "/done"]
)
def test_no_page_of_the_gallery_has_a_fault(client: Client, address: str) -> None:
    page = got(client, address)
    assert errors_of(page) == []
