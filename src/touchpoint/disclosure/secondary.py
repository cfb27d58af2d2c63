"""Secondary suppression: what else must be hidden so that nobody can work out what is.

The cheapest way for a hidden cell to be something else is found by a linear programme, and
whatever has to give way for it is hidden too (the attacker's problem turned round, after Fischetti
and Salazar); then everything that turned out not to be needed is shown again.
"""

from dataclasses import replace

import numpy as np

from touchpoint.disclosure.known import Mask, Numbers
from touchpoint.disclosure.moving import Goals, Places, towards
from touchpoint.disclosure.pattern import Pattern
from touchpoint.disclosure.question import Question
from touchpoint.disclosure.solving import NEARLY
from touchpoint.disclosure.worlds import Worlds

FAR_DEARER = 400.0
"""What it is worth to make one hidden cell safe, against hiding the dearest cell."""

TURNS = 60_000
"""In how many turns room is made, times the cells of the release: one by one where it is small."""

TOGETHER = 2
"""How many neighbours of a cell are asked about alone before one programme asks of all."""

LOOKING = 20
"""How many looks at a pattern are as much work as one programme over it."""

PRUNING = 150_000
"""How much work (cells times programmes) is spent on showing again what need not be hidden."""


def protect(pattern: Pattern) -> None:
    """Hide more cells until every hidden cell is safe, or given up because nothing helps it."""
    while True:
        worlds, question = pattern.worlds(), pattern.question()
        unmet = worlds.explore(question)
        pattern.learn(worlds)
        idle = pattern.secondary & (pattern.counts >= pattern.threshold)
        core = unmet & ~idle
        if core.any():
            if not _in_turn(pattern, question, core):
                _one_by_one(pattern, question, np.flatnonzero(core))
            continue
        # A cell hidden for others that cannot vary is no use to them: showing it tells nothing.
        pinned = [c for c in np.flatnonzero(unmet) if not worlds.press(int(c), question)]
        pattern.learn(worlds)
        pattern.hidden[pinned] = False
        if not pinned:
            return


def prune(pattern: Pattern) -> None:
    """Show again every secondary cell without which the others stay safe, the dearest first."""
    work = PRUNING
    order = np.flatnonzero(pattern.secondary)
    for cell in order[np.argsort(-pattern.cost[order], kind="stable")]:
        if work <= 0:
            return
        pattern.hidden[cell] = False
        worlds, question = pattern.worlds(), pattern.question()
        size = int(worlds.free.sum())
        safe, spent = _safe(worlds, question, int(cell), work)
        work -= spent * size + size // LOOKING
        pattern.learn(worlds)
        if not safe:
            pattern.hidden[cell] = True


def _safe(worlds: Worlds, question: Question, without: int, work: int) -> tuple[bool, int]:
    """Whether all are safe without one cell, asked while work is left; programmes used."""
    unmet = question.unmet(worlds.lowest, worlds.highest) & worlds.free
    if not unmet.any():
        return True, 0
    size = int(worlds.free.sum())
    if worlds.alone()[unmet].any() or size > work:
        return False, 0
    first, used = np.flatnonzero(unmet & worlds.beside(without)), 0
    for number, cell in enumerate((*first, -1)):
        if number == TOGETHER or cell < 0:
            unmet, used = worlds.explore(question, rounds=1), used + 1
            break
        used += 1
        if not worlds.press(int(cell), question, quick=True):
            return False, used
    for cell in np.flatnonzero(unmet):
        used += 1
        if used * size > work or not worlds.press(int(cell), question, quick=True):
            return False, used
    return True, used


def _in_turn(pattern: Pattern, question: Question, core: Mask) -> bool:
    """Make room for a few cells after others: less is hidden than for all at once."""
    better = False
    turns = max(1, min(int(core.sum()), TURNS // core.size))
    for cells in np.array_split(np.flatnonzero(core), turns):
        worlds = pattern.worlds()
        unmet = np.isin(np.arange(core.size), cells)
        unmet &= question.unmet(worlds.lowest, worlds.highest)
        if unmet.any():
            better |= _make_room(pattern, question, unmet)
    return better


def _one_by_one(pattern: Pattern, question: Question, cells: Places) -> None:
    """Make room for each cell by itself, in whole counts, or give it up where there is none."""
    for cell in cells:
        worlds = pattern.worlds()
        safe = worlds.press(int(cell), question)
        pattern.learn(worlds)
        only = np.arange(pattern.counts.size) == cell
        if not safe and not _make_room(pattern, question, only, whole=True):
            # Nobody prints it: at the least it must not be known to be of a few.
            pattern.given_up[cell] = not pattern.sensitive[cell]
            pattern.sensitive[cell] = False


def _make_room(pattern: Pattern, question: Question, unmet: Mask, *, whole: bool = False) -> bool:
    """Hide what gives way in the cheapest world in which unmet cells are what they are not.

    False where nothing came of it.
    """
    world = _give_way(pattern, question, np.flatnonzero(unmet), whole=whole)
    if world is None:
        return False
    moved = np.abs(world - pattern.counts) > NEARLY
    new = moved & pattern.printed & ~pattern.hidden & ~pattern.out
    pattern.hidden |= new
    worlds = pattern.worlds()
    worlds.asked = 1
    worlds.see(world)
    pattern.learn(worlds)
    better = unmet & ~question.unmet(worlds.lowest, worlds.highest)
    return bool(new.any() or better.any())


def _give_way(pattern: Pattern, question: Question, at: Places, *, whole: bool) -> Numbers | None:
    """The cheapest world in which cells are what they are not: whatever is shown may give way."""
    out, counts = pattern.out, pattern.counts
    opened = replace(
        pattern.programme,
        low=np.where(out, counts, pattern.programme.low),
        high=np.where(out, counts, pattern.programme.high),
    )
    price = np.where(pattern.shown, pattern.cost, NEARLY)
    worth = np.full(at.size, FAR_DEARER * float(price.max()))
    goals = Goals(at=at, to=_aims(pattern, question, at), worth=worth)
    return towards(opened, counts, goals, price, whole=whole)


def _aims(pattern: Pattern, question: Question, at: Places) -> Numbers:
    """The count that each unmet cell is to reach in the world that is looked for."""
    counts = pattern.counts[at]
    aims = np.maximum(question.reach[at], counts + question.span[at])
    return np.where(question.few[at], question.threshold, aims)
