"""Classes of agreement between sources, the signs that something is wrong, and both by group.

Every journey is in one class, so that the counts of classes add up; a journey may bear several
signs or none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from touchpoint.errors import Refused
from touchpoint.extracts.facts import BLANK
from touchpoint.extracts.reconciling.saying import TABLE, Said, text

CLASSES = (
    "all agree",
    "blank in one",
    "contradiction",
    "single source",
    "nobody says",
)
"""In which journeys: all that cover it say the same; those that speak agree and one is blank; one
says that it happened and another that it did not; one alone speaks; none does."""

SIGNS = ("taken without offered", "declined marked as not offered", "dated after the file closed")

DIMENSIONS = {
    "unit": "unit_id",
    "officer": "officer_id",
    "month": "month",
    "pathway": "pathway",
    "offence_group": "offence_group",
    "stage": "stage",
}
SOURCE = "source"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many journeys of a group are in a class or bear a sign, of how many."""

    part: str
    by: str | None
    group: str | None
    name: str
    number: int
    of: int


def classed(said: Said) -> None:
    """Add the class and the signs of each journey to the table of what was said."""
    fact = said.question.fact
    yes, spoken, blank = (
        " + ".join(f"CAST({column} {test} AS INTEGER)" for column in said.columns)
        for test in (f">= {fact.first_yes}", f">= {fact.first_no}", f"= {fact.code(BLANK)}")
    )
    declined = _anybody(said, "declined") if "declined" in fact.yes else "false"
    said.connection.execute(f"""
CREATE OR REPLACE TEMPORARY TABLE {TABLE} AS
WITH counted AS (SELECT *, {yes} AS yes, {spoken} AS spoken, {blank} AS blanks FROM {TABLE})
SELECT *,
  CASE WHEN spoken = 0 THEN 'nobody says' WHEN spoken = 1 THEN 'single source'
    WHEN yes BETWEEN 1 AND spoken - 1 THEN 'contradiction'
    WHEN blanks > 0 THEN 'blank in one' ELSE 'all agree' END AS class,
  taken AND NOT offered AS sign_0,
  {declined} AND {_anybody(said, "not_asked")} AS sign_1,
  after_close AS sign_2
FROM counted
""")


def _anybody(said: Said, word: str) -> str:
    code = said.question.fact.code(word)
    return "(" + " OR ".join(f"{column} = {code}" for column in said.columns) + ")"


def known_dimensions(by: Sequence[str]) -> tuple[str, ...]:
    """The groups asked for; refuse all that cannot be had at once."""
    known = (SOURCE, *DIMENSIONS)
    unknown = [name for name in by if name not in known]
    if unknown:
        raise Refused(
            f"Cannot group by {', '.join(unknown)}: --by takes {', '.join(known)}, "
            "with commas between them."
        )
    return tuple(dict.fromkeys(by))


def counts(said: Said, by: Sequence[str]) -> Iterator[Counted]:
    """Classes and signs over all journeys, then by each of the groups asked for."""
    yield from _spread(None, said.rows(_counting(f"FROM {TABLE}", "''")))
    for dimension in by:
        for rows in _grouped(said, dimension):
            yield from _spread(dimension, said.rows(rows))


def _grouped(said: Said, dimension: str) -> Iterator[str]:
    if dimension == SOURCE:
        for column, source in zip(said.columns, said.sources, strict=True):
            spoken = said.question.fact.first_no
            yield _counting(f"FROM {TABLE} WHERE {column} >= {spoken}", text(source))
    elif dimension == "unit":
        yield _counting(f"FROM {TABLE} LEFT JOIN unit_tree USING (unit_id)", "above")
    else:
        yield _counting(f"FROM {TABLE}", DIMENSIONS[dimension])


def _counting(rows: str, group: str) -> str:
    names = [f"count(*) FILTER (class = {text(name)})" for name in CLASSES]
    signs = [f"count(*) FILTER (sign_{place})" for place in range(len(SIGNS))]
    told = ", ".join((*names, *signs))
    return (
        f"SELECT coalesce({group}, 'not recorded'), count(*), {told} {rows} "
        "GROUP BY 1 HAVING count(*) > 0 ORDER BY 1"
    )


def _spread(by: str | None, rows: list[tuple[object, ...]]) -> Iterator[Counted]:
    for group, of, *numbers in rows:
        for place, (name, number) in enumerate(zip((*CLASSES, *SIGNS), numbers, strict=True)):
            yield Counted(
                part="class" if place < len(CLASSES) else "sign",
                by=by,
                group=None if by is None else str(group),
                name=name,
                number=int(str(number)),
                of=int(str(of)),
            )


def unit_tree(said: Said) -> None:
    """Make the table `unit_tree`: each unit with itself and every unit above it."""
    said.connection.execute("""
CREATE OR REPLACE TEMPORARY TABLE unit_tree AS
WITH RECURSIVE up AS (
  SELECT unit_id, unit_id AS above FROM units
  UNION
  SELECT up.unit_id, u.parent_id FROM up JOIN units u ON u.unit_id = up.above
  WHERE u.parent_id IS NOT NULL
)
SELECT * FROM up
UNION SELECT DISTINCT unit_id, unit_id FROM reconciled WHERE unit_id IS NOT NULL
""")
