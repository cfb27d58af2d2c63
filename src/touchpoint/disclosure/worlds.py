"""The worlds that a reader must hold possible: every way to fill in what is hidden in whole counts.

A hidden cell is safe when the worlds disagree about it. Each world found here is held against the
sums in whole numbers before anything rests on it; many cells are asked about in one programme,
because one world usually answers for most of them.
"""

from dataclasses import dataclass, field, replace

import numpy as np
from scipy.sparse import csr_array

from touchpoint.disclosure.known import Mask, Numbers
from touchpoint.disclosure.moving import Goals, Places, any_world, nearest, towards
from touchpoint.disclosure.question import Move, Question
from touchpoint.disclosure.solving import NEARLY, Programme, pieces
from touchpoint.errors import Refused

ROUNDS = 60
"""Worlds drawn for many cells at once before what is left is asked about cell by cell."""
PATIENCE = 2
"""Worlds in a row that may say little before what is left is asked about cell by cell."""

SLOW = 0.97
"""The share of cells left unanswered by one more world from which other ways are quicker."""

HALF = 0.5
SPREAD = 0.01
"""How unevenly the dice fall: few cells at their goals are worth more than many half way."""

NEAR_HOME = 0.01
"""What a step of any other cell costs against a step of one that is asked about."""


@dataclass(kw_only=True, slots=True)
class Worlds:
    """The worlds between bounds that keep every sum, as far as they have been looked at."""

    programme: Programme
    lowest: Numbers = field(init=False)
    highest: Numbers = field(init=False)
    piece: Places = field(init=False)
    home: Numbers = field(init=False)
    """One world of whole counts, where one has been seen."""

    free: Mask = field(init=False)
    seed: int = 20
    origin: Numbers | None = None
    """The world as it is, for whoever knows it: others are kept as moves away from it."""

    moves: list["Move"] = field(default_factory=list)
    asked: int = 0
    """How many programmes were asked for these worlds."""

    def __post_init__(self) -> None:
        size = self.programme.low.size
        self.free = np.asarray(self.programme.low < self.programme.high, dtype=np.bool_)
        self.lowest = np.where(self.free, np.inf, self.programme.low)
        self.highest = np.where(self.free, -np.inf, self.programme.high)
        self.piece = np.full(size, -1, dtype=np.int64)
        self.piece[self.free] = pieces(csr_array(self.programme.rows[:, self.free]))
        self.home = np.where(self.free, np.nan, self.programme.low)
        if self.origin is not None:
            self.home = self.origin.copy()
            self.lowest[self.free] = self.highest[self.free] = self.origin[self.free]
            for move in self.moves:
                self._widen(move.cells, self.origin[move.cells] + move.by)

    def see(self, world: Numbers, among: Mask | None = None) -> bool:
        """Take a world in, wherever it is of whole counts; whether it says anything new."""
        rounded = np.round(world)
        wrong = np.abs(world - rounded) > NEARLY
        rows = self.programme.rows
        came = rows @ rounded
        off = (came < self.programme.row_low - NEARLY) | (came > self.programme.row_high + NEARLY)
        wrong |= np.asarray(abs(rows).T @ off.astype(np.float64)).ravel() > 0
        sound = self.free & ~np.isin(self.piece, np.unique(self.piece[wrong & self.free]))
        if among is not None:
            sound &= among
        at = np.flatnonzero(sound)
        new = at[np.isnan(self.home[at])]
        self.home[new] = rounded[new]
        if self.origin is not None:
            at = at[rounded[at] != self.origin[at]]
            self._keep(at, rounded)
        return self._widen(at, rounded[at])

    def _keep(self, at: Places, world: Numbers) -> None:
        """Keep a world as one move for each piece, so that pieces can be asked about apart."""
        if self.origin is None or not at.size:
            return
        order = at[np.argsort(self.piece[at], kind="stable")]
        cuts = np.flatnonzero(np.diff(self.piece[order])) + 1
        for cells in np.split(order, cuts):
            self.moves.append(Move(cells=cells, by=world[cells] - self.origin[cells]))

    def _widen(self, at: Places, values: Numbers) -> bool:
        news = bool(((values < self.lowest[at]) | (values > self.highest[at])).any())
        self.lowest[at] = np.minimum(self.lowest[at], values)
        self.highest[at] = np.maximum(self.highest[at], values)
        return news

    def explore(self, question: Question, rounds: int = ROUNDS) -> Mask:
        """Look for worlds that answer for many cells at once; the cells that none answers for."""
        dice = np.random.default_rng(self.seed)
        self._settle()
        unmet, idle = self._unmet(question), 0
        for _ in range(rounds):
            if not unmet.any() or idle >= PATIENCE:
                break
            self._try(self._drawn(question, unmet, dice))
            left = self._unmet(question)
            idle = idle + 1 if left.sum() >= unmet.sum() * SLOW - 1 else 0
            unmet = left
        return unmet

    def _settle(self) -> None:
        """Find a first world for each piece, where none is known."""
        for weights in (0.0, -1.0, 1.0):
            if np.isnan(self.home).any():
                self._try(self.programme.best(np.full(self.free.size, weights)))
        while np.isnan(self.home).any():
            here = self.piece == self.piece[int(np.flatnonzero(np.isnan(self.home))[0])]
            whole = any_world(self.programme, here)
            if whole is None or not self.see(whole, here):
                raise Refused(
                    "What is published contradicts itself: no counts fit all of it. Check that "
                    "every count, rate and sum belongs to the same state of the ledger."
                )

    def press(self, cell: int, question: Question, *, quick: bool = False) -> bool:
        """Ask about one cell until it is settled, or quickly: whether the worlds answer for it."""
        here = self.piece == self.piece[cell]
        for upwards in (True, False):
            if not self._unmet(question)[cell]:
                return True
            if not upwards and self.highest[cell] < question.reach[cell]:
                return False
            goal = float(self._goals(question, np.array([cell]), upwards=np.array([upwards]))[0])
            self.asked += 1
            point = nearest(self.programme, self.home, here, cell, goal)
            self._try(point, here)
            if point is not None and not quick and self._unmet(question)[cell]:
                # Where parts of counts would do, see whether whole ones do as well.
                self._try(any_world(self._beyond(cell, goal), here), here)
        return not self._unmet(question)[cell]

    def _beyond(self, cell: int, goal: float) -> Programme:
        """The worlds in which a cell has come to a goal or gone beyond it."""
        low, high = self.programme.low.copy(), self.programme.high.copy()
        (low if goal > self.home[cell] else high)[cell] = goal
        return replace(self.programme, low=low, high=high)

    def _drawn(self, question: Question, unmet: Mask, dice: np.random.Generator) -> Numbers | None:
        """A world near home that answers for unmet cells; dice say which matter more."""
        self.asked += 1
        at = np.flatnonzero(unmet)
        needs_up = self.highest[at] < question.reach[at]
        upwards = needs_up | (dice.random(at.size) < HALF)
        goals = Goals(
            at=at,
            to=self._goals(question, at, upwards=upwards),
            worth=1.0 / dice.uniform(SPREAD, 1.0, at.size),
        )
        return towards(self.programme, self.home, goals, np.full(self.free.size, NEAR_HOME))

    def _goals(self, question: Question, at: Places, *, upwards: Mask) -> Numbers:
        """The count beyond which nothing more is asked of a cell, in the direction it is pushed."""
        least = np.where(np.isinf(self.lowest[at]), 0.0, self.lowest[at])
        most = np.where(np.isinf(self.highest[at]), 0.0, self.highest[at])
        upper = np.maximum(question.reach[at], least + question.span[at])
        upper = np.where(question.few[at], np.maximum(upper, question.threshold), upper)
        lower = np.where(question.few[at], 0.0, most - question.span[at])
        wanted = np.where(upwards, upper, lower)
        return np.asarray(np.clip(wanted, self.programme.low[at], self.programme.high[at]))

    def beside(self, cell: int) -> Mask:
        """The cells that stand in a sum with a cell."""
        rows = abs(self.programme.rows)
        with_it = rows[:, [cell]].toarray().ravel()
        return np.asarray((rows.T @ with_it) > 0)

    def alone(self) -> Mask:
        """The cells that some sum leaves no choice: everything else in it is known."""
        rows = abs(self.programme.rows)
        settled = (rows @ self.free.astype(np.float64)) == 1
        return np.asarray((rows.T @ settled.astype(np.float64)) > 0) & self.free

    def _unmet(self, question: Question) -> Mask:
        return question.unmet(self.lowest, self.highest) & self.free

    def _try(self, point: Numbers | None, among: Mask | None = None) -> None:
        if point is not None:
            self.see(point, among)
