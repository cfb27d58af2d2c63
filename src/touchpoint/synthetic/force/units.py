"""The made-up force: its commands, areas, teams and people, and who takes which crime.

No such places and no such people; officers are numbers.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from touchpoint.ledger import arrow_schema
from touchpoint.synthetic.drawing.arrays import NONE, Bools, Ints
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.drawing.weights import Weights
from touchpoint.synthetic.shares.planted import chance, table

WITNESS_CARE_STAFF = tuple(f"W{number:04}" for number in range(1, 41))
SERVICE_STAFF = tuple(f"Q{number:04}" for number in range(1, 11))


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """Who holds each crime: codes into the force's units and staff, NONE where not recorded."""

    unit: Ints
    officer: Ints
    supervisor: Ints
    in_slow_area: Bools
    worse_officer: Bools


class Force:
    """Units by id and the staff of each team, from shares/force.toml."""

    def __init__(self) -> None:
        self._told = table("force")
        self.rows: list[dict[str, Any]] = [
            {"unit_id": "F", "parent_id": None, "name": self._told["force"], "kind": "force"}
        ]
        self.areas: list[str] = []
        weights: list[float] = []
        for number, command in enumerate(self._told["command"], 1):
            self._add(f"C{number}", "F", command["name"], "command")
            for area, weight in command["areas"].items():
                self.areas.append(area)
                weights.append(weight)
                self._add(f"A{len(self.areas)}", f"C{number}", area, "area")
        self._area_weights = Weights(weights)
        self._add_teams(f"C{number}")
        self._staff()

    def _add(self, unit: str, parent: str, name: str, kind: str) -> None:
        self.rows.append({"unit_id": unit, "parent_id": parent, "name": name, "kind": kind})

    def _add_teams(self, central: str) -> None:
        self.local = tuple(self._told["teams_in_an_area"])
        self.central = tuple(self._told["central_teams"])
        self.teams: list[str] = []
        self.team_names: list[str] = []
        for number, area in enumerate(self.areas, 1):
            for name in self.local:
                self._add_team(f"A{number}", f"{area} {name}", name)
        for name in self.central:
            self._add_team(central, name, name)

    def _add_team(self, parent: str, name: str, kind_of_team: str) -> None:
        self.teams.append(f"T{len(self.teams) + 1:02}")
        self.team_names.append(kind_of_team)
        self._add(self.teams[-1], parent, name, "team")

    def _staff(self) -> None:
        self.officers = int(self._told["officers_in_a_team"])
        self.supervisors = int(self._told["supervisors_in_a_team"])
        self.in_a_team = self.officers + self.supervisors
        numbers = range(1, len(self.teams) * self.in_a_team + 1)
        self.staff = (*(f"S{n:04}" for n in numbers), *WITNESS_CARE_STAFF, *SERVICE_STAFF)
        self.first_of_witness_care = len(self.staff) - len(WITNESS_CARE_STAFF + SERVICE_STAFF)
        self.first_of_service = len(self.staff) - len(SERVICE_STAFF)
        worse = self._told["worse_officers_in"]
        # One officer in each team of these kinds, and in the first of them another.
        self.worse = np.array(
            [
                team * self.in_a_team + place
                for team, name in enumerate(self.team_names)
                if name in worse
                for place in ((3, 11) if name == worse[0] else (7,))
            ]
        )
        self.slow_area = self.areas.index(self._told["slow_area"])

    @property
    def slow_teams(self) -> list[str]:
        start = self.slow_area * len(self.local)
        return self.teams[start : start + len(self.local)]

    @property
    def worse_officers(self) -> list[str]:
        return [self.staff[code] for code in self.worse.tolist()]

    def units(self) -> pa.Table:
        return pa.Table.from_pylist(self.rows, schema=arrow_schema("units"))

    def take(self, dice: Dice, pathways: Ints, names: tuple[str, ...]) -> Held:
        """Give each crime to a team of its pathway in its area, and to people of the team."""
        n = len(pathways)
        area = dice.pick(self._area_weights, n)
        choice = dice.fractions(n)
        team = np.zeros(n, dtype=np.int64)
        for code, pathway in enumerate(names):
            options = np.array([self._offset(name) for name in self._told["pathways"][pathway]])
            mine = pathways == code
            offset = options[(choice[mine] * len(options)).astype(np.int64)]
            central = offset >= len(self.local)
            of_area = area[mine] * len(self.local) + offset
            of_centre = len(self.areas) * len(self.local) + offset - len(self.local)
            team[mine] = np.where(central, of_centre, of_area)
        officer = team * self.in_a_team + dice.below(self.officers, n)
        supervisor = team * self.in_a_team + self.officers + dice.below(self.supervisors, n)
        unknown = dice.happens(chance("unit.unknown"), n)
        return Held(
            unit=np.where(unknown, NONE, team),
            officer=np.where(unknown, NONE, officer),
            supervisor=np.where(unknown, NONE, supervisor),
            in_slow_area=~unknown & (team // len(self.local) == self.slow_area),
            worse_officer=~unknown & np.isin(officer, self.worse),
        )

    def _offset(self, team: str) -> int:
        return (self.local + self.central).index(team)


@cache
def force() -> Force:
    return Force()
