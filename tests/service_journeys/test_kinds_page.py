"""The page of the reference says of every kind which role records it, as the service has it."""

import re

from touchpoint.ledger.vocabulary import KINDS, WITHDRAWN
from touchpoint.service.journeys.kinds_of_roles import (
    KINDS_OF_ROLES,
    NOT_BY_BREAK_GLASS,
    kinds_of,
)
from touchpoint.service.journeys.kinds_page import kinds_reference
from touchpoint.service.organisation.roles import ROLE_NAMES, Role


def test_the_page_tells_of_every_kind_who_records_it_and_what_is_not_by_break_glass() -> None:
    rows = re.findall(r"^\| `([^`]+)`( \\\*)?: .*? \| (.*) \|$", kinds_reference(), re.MULTILINE)
    assert {kind for kind, _, _ in rows} == {*KINDS, WITHDRAWN}
    assert {kind for kind, star, _ in rows if star} == NOT_BY_BREAK_GLASS
    for kind, _, cells in rows:
        told = [cell.strip() for cell in cells.split("|")]
        records = ["yes" if kind in kinds_of(role) else "" for role in KINDS_OF_ROLES]
        assert told == records, kind


def test_the_page_names_the_roles_that_record_nothing() -> None:
    page = " ".join(kinds_reference().split())
    nothing = page.partition("These roles record nothing: ")[2].partition(".")[0]
    named = set(re.split(r", | and ", nothing))
    assert named == {ROLE_NAMES[role] for role in Role if not kinds_of(role)}
