"""Which sources never see which journeys, and the patterns of answers that a model is fitted to.

A source that says nothing of any of many like journeys (the court's spreadsheet of those never
charged) does not leave them blank: they are out of its reach.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from touchpoint.extracts.facts import BLANK, OUT_OF_REACH, UNCOVERED, Fact
from touchpoint.extracts.reconciling.likely.patterns import BLANK as BLANK_CATEGORY
from touchpoint.extracts.reconciling.likely.patterns import MISSING, NO, YES, Patterns
from touchpoint.extracts.reconciling.saying import TABLE, Said, text

SMALLEST_GROUP = 200
GROUPS_AT_MOST = 500
"""A group of like journeys is no smaller than one in so many of all, or it is put with others."""

SURELY = 10
"""A source is out of reach of a group of which it should have spoken so many times by its habit."""

MOST_SOURCES = 6
COMMON_ENOUGH = 0.005
ENOUGH_RECORDS = 100
SEVERAL = 2
NAMED = 4


@dataclass(frozen=True, kw_only=True)
class OutOfReach:
    """A source and the groups of like journeys of which it never says anything."""

    source: str
    alike: tuple[str, ...]
    groups: tuple[str, ...]
    """The same in words, those of one stage together."""
    journeys: int

    @property
    def sentence(self) -> str:
        named = "; ".join(self.groups[:NAMED])
        more = f"; and {len(self.groups) - NAMED} more kinds" if len(self.groups) > NAMED else ""
        return (
            f"{self.source} says nothing of any of {self.journeys:,} journeys ({named}{more}): "
            "they count as out of its reach, not as blank."
        )


def out_of_reach_marked(said: Said) -> list[OutOfReach]:
    """Put like journeys together, and mark in the table what is out of a source's reach."""
    total = int(str(said.rows(f"SELECT count(*) FROM {TABLE}")[0][0]))
    least = max(SMALLEST_GROUP, total // GROUPS_AT_MOST)
    uncovered = said.question.fact.code(UNCOVERED)
    absent = ", ".join(
        f"CASE WHEN {column} = {uncovered} THEN {text(source)} END"
        for column, source in zip(said.columns, said.sources, strict=True)
    )
    said.connection.execute(f"""
CREATE OR REPLACE TEMPORARY TABLE {TABLE} AS
WITH likened AS (
  SELECT *, split_part(likeness, '/', 1) AS stage,
    likeness || coalesce('/without ' || nullif(concat_ws(' and ', {absent}), ''), '') AS closest
  FROM {TABLE}
)
SELECT * EXCLUDE (closest),
  CASE WHEN count(*) OVER (PARTITION BY closest) >= {least} THEN closest
    WHEN count(*) OVER (PARTITION BY likeness) >= {least} THEN likeness
    ELSE stage || '/others' || CASE WHEN business THEN '/business' ELSE '' END END AS alike
FROM likened
""")
    found = list(_never(said))
    if found:
        _mark(said, {one.source: one.alike for one in found})
    return found


def _never(said: Said) -> Iterator[OutOfReach]:
    fact = said.question.fact
    counted = ", ".join(
        f"count(*) FILTER ({name} >= {fact.first_no}), "
        f"count(*) FILTER ({name} = {fact.code(BLANK)})"
        for name in said.columns
    )
    rows = said.rows(f"SELECT alike, {counted} FROM {TABLE} GROUP BY 1 ORDER BY 1")
    alike = [str(row[0]) for row in rows]
    numbers = np.array([row[1:] for row in rows], dtype=float)
    for place, source in enumerate(said.sources):
        spoken, blank = numbers[:, 2 * place], numbers[:, 2 * place + 1]
        habit = spoken.sum() / max(1.0, spoken.sum() + blank.sum())
        silent = (spoken == 0) & (blank >= SMALLEST_GROUP) & (blank * habit >= SURELY)
        if silent.any():
            never = tuple(name for name, none in zip(alike, silent, strict=True) if none)
            heard = {name for name, number in zip(alike, spoken, strict=True) if number}
            yield OutOfReach(
                source=source,
                alike=never,
                groups=tuple(_in_words(never, heard)),
                journeys=int(blank[silent].sum()),
            )


def _in_words(never: Sequence[str], heard: AbstractSet[str]) -> Iterator[str]:
    """Groups by their stage where the source speaks of none of a stage, else by name."""
    speaks = {_stage(name) for name in heard}
    yield from dict.fromkeys(
        name.split("/without ")[0].replace("/", ", ") if _stage(name) in speaks else _stage(name)
        for name in never
    )


def _stage(name: str) -> str:
    stage = name.split("/", maxsplit=1)[0]
    return f"{stage}, business" if "/business" in name else stage


def _mark(said: Said, never: Mapping[str, Sequence[str]]) -> None:
    fact = said.question.fact
    blank, beyond = fact.code(BLANK), fact.code(OUT_OF_REACH)
    replaced = ", ".join(
        f"CAST(CASE WHEN {column} = {blank} AND alike IN "
        f"({', '.join(map(text, never[source]))}) THEN {beyond} ELSE {column} END AS UTINYINT) "
        f"AS {column}"
        for column, source in zip(said.columns, said.sources, strict=True)
        if source in never
    )
    said.connection.execute(
        f"CREATE OR REPLACE TEMPORARY TABLE {TABLE} AS SELECT * REPLACE ({replaced}) FROM {TABLE}"
    )


@dataclass(frozen=True, kw_only=True)
class Coding:
    """How codes of answers become categories of a model, and which groups and sources it has."""

    categories: np.ndarray
    groups: Mapping[str, int]
    sources: tuple[int, ...]
    choices: tuple[str, ...]
    beyond: frozenset[tuple[int, int]]
    """Pairs of group and source that never meet."""


def patterns_of(said: Said) -> tuple[Patterns, Coding]:
    """The patterns of journeys of which some source says something, groups that none sees apart."""
    codes = ", ".join(said.columns)
    rows = said.rows(f"SELECT alike, {codes}, count(*) FROM {TABLE} GROUP BY ALL ORDER BY ALL")
    fact = said.question.fact
    answers = np.array([row[1:-1] for row in rows], dtype=np.int64).reshape(len(rows), -1)
    count = np.array([row[-1] for row in rows], dtype=float)
    alike = np.array([row[0] for row in rows])
    spoken = answers >= fact.first_no
    heard = sorted(set(alike[spoken.any(axis=1)]))
    kept = _loudest(spoken, count)
    coding = Coding(
        categories=_categories(fact, choices := _choices(fact, answers[:, kept], count)),
        groups={str(name): place for place, name in enumerate(heard)},
        sources=kept,
        choices=choices,
        beyond=frozenset(
            (group, place)
            for group, name in enumerate(heard)
            for place, source in enumerate(kept)
            if not spoken[alike == name, source].any()
        ),
    )
    return coded(said, coding, alike, answers, count).merged(), coding


def coded(
    said: Said, coding: Coding, alike: np.ndarray, answers: np.ndarray, count: np.ndarray
) -> Patterns:
    """Patterns by a coding; journeys of groups that no source sees are left out."""
    group = np.array([coding.groups.get(str(name), -1) for name in alike], dtype=np.int64)
    seen = group >= 0
    category = coding.categories[answers[seen][:, list(coding.sources)]]
    for of_group, source in coding.beyond:
        category[group[seen] == of_group, source] = MISSING
    return Patterns(
        answers=category,
        group=group[seen],
        count=count[seen],
        groups=len(coding.groups),
        choices=coding.choices,
        sources=tuple(said.sources[place] for place in coding.sources),
    )


def _loudest(spoken: np.ndarray, count: np.ndarray) -> tuple[int, ...]:
    """The sources that speak of the most journeys, as many as the model can take."""
    heard = count @ spoken
    order = [place for place in np.argsort(-heard, kind="stable") if heard[place] > 0]
    return tuple(int(place) for place in sorted(order[:MOST_SOURCES]))


def _choices(fact: Fact, answers: np.ndarray, count: np.ndarray) -> tuple[str, ...]:
    """The choices of the victim's that are recorded often enough, and by several sources."""
    least = max(ENOUGH_RECORDS, COMMON_ENOUGH * float(count @ (answers >= fact.first_no).sum(1)))
    chosen = []
    for word in fact.choices:
        by_source = count @ (answers == fact.code(word))
        if by_source.sum() >= least and (by_source > 0).sum() >= SEVERAL:
            chosen.append(word)
    return tuple(chosen)


def _categories(fact: Fact, choices: Sequence[str]) -> np.ndarray:
    """The category of each code."""
    found = []
    for code, word in enumerate(fact.words):
        if word == BLANK:
            found.append(BLANK_CATEGORY)
        elif code < fact.first_no:
            found.append(MISSING)
        elif code < fact.first_yes:
            found.append(NO)
        else:
            found.append(YES + 1 + choices.index(word) if word in choices else YES)
    return np.array(found, dtype=np.int64)
