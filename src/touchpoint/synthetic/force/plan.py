"""What was asked for, and the blocks it is made in.

A block is a fixed number of journeys with dice of its own, so that neither the number of cores nor
their speed decides what comes out.
"""

from dataclasses import dataclass
from datetime import date

from touchpoint.calendar import FIRST_DAY, LAST_DAY
from touchpoint.errors import Refused
from touchpoint.synthetic.force.landmarks import Landmarks, landmarks_of

JOURNEYS_IN_A_BLOCK = 50_000
MOST_JOURNEYS = 99_999_999
"""Ids have eight digits."""

LONGEST_JOURNEY_DAYS = 1_200
"""No journey ends later after its report, whatever the dice say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """One made-up force: how many journeys, from which seed, reported when and known until when."""

    journeys: int
    seed: int
    from_on: date
    to_on: date
    known_on: date | None = None
    block_size: int = JOURNEYS_IN_A_BLOCK

    def __post_init__(self) -> None:
        faults = [*self._faults_of_numbers(), *self._faults_of_days()]
        if faults:
            raise Refused("No such force can be made up.", faults)

    @property
    def landmarks(self) -> Landmarks:
        return landmarks_of(self.from_on, self.to_on)

    @property
    def blocks(self) -> int:
        return -(-self.journeys // self.block_size)

    def journeys_of(self, block: int) -> range:
        """The serial numbers of a block's journeys, which begin with 1."""
        start = block * self.block_size + 1
        return range(start, min(start + self.block_size, self.journeys + 1))

    def _faults_of_numbers(self) -> list[str]:
        faults = []
        if not 1 <= self.journeys <= MOST_JOURNEYS:
            faults.append(
                f"{self.journeys} journeys were asked for: ask for 1 to {MOST_JOURNEYS:,}."
            )
        if self.seed < 0:
            faults.append(f"The seed is {self.seed}: give a whole number from 0.")
        return faults

    def _faults_of_days(self) -> list[str]:
        faults = []
        if self.from_on > self.to_on:
            faults.append(
                f"Reports run from {self.from_on} to {self.to_on}, which is earlier: give the "
                "first day and then the last."
            )
        if self.from_on < FIRST_DAY:
            faults.append(
                f"Reports begin on {self.from_on} and the calendar on {FIRST_DAY}: begin then or "
                "later."
            )
        latest = date.fromordinal(LAST_DAY.toordinal() - LONGEST_JOURNEY_DAYS)
        if self.to_on > latest:
            faults.append(
                f"Reports end on {self.to_on}, and the longest journeys would pass the end of the "
                f"calendar on {LAST_DAY}: end by {latest}."
            )
        if self.known_on is not None and self.known_on < self.to_on:
            faults.append(
                f"What is known is cut off on {self.known_on}, before the last reports on "
                f"{self.to_on}: cut off then or later."
            )
        return faults
