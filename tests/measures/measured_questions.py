"""Questions of every measure that is counted without verdicts, by dimensions of one's choice."""

from datetime import date

from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.dimensions import read_dimension

COUNTED = tuple(m for m in catalogue() if m.population.value != "verdicts")


def question(*dimensions: str, known_on: date | None = None) -> Question:
    return Question(
        measures=COUNTED,
        period="quarter",
        dimensions=tuple(map(read_dimension, dimensions)),
        as_at=date(2024, 7, 15),
        known_on=known_on,
    )
