"""The tables of a ledger, format 1: names, columns, types, keys and what each column refers to.

This is the one place: readers, writers, checks, the reference page, the made-up force and the
database views all derive from `TABLES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from touchpoint.ledger import vocabulary

FORMAT: Final = 1
CALENDAR: Final = "england-and-wales"
TIME_ZONE: Final = "Europe/London"


class Type(StrEnum):
    """The types a column of a ledger may have."""

    STRING = "string"
    BOOL = "bool"
    INT32 = "int32"
    DOUBLE = "double"
    DATE = "date"
    TIMESTAMP = "timestamp"
    LIST = "list"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its type, whether it may be empty, the words it may hold, what it refers to."""

    name: str
    type: Type
    about: str
    nullable: bool = False
    words: Mapping[str, str] | None = None
    refers_to: tuple[str, str] | None = None
    date_of: str | None = None
    """The timestamp column of which this is the local date."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: its columns in order and the columns that together name a row."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = False

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _column(
    declared: str,
    about: str,
    *,
    words: Mapping[str, str] | None = None,
    refers_to: tuple[str, str] | None = None,
    date_of: str | None = None,
) -> Column:
    """Read a column as the contract writes it: `name type`, with `?` where it may be empty."""
    name, kind = declared.split()
    return Column(
        name=name,
        type=Type(kind.removesuffix("?")),
        about=about,
        nullable=kind.endswith("?"),
        words=words,
        refers_to=refers_to,
        date_of=date_of,
    )


_UNITS = Table(
    name="units",
    about="The tree of the force: commands, areas and teams.",
    key=("unit_id",),
    columns=(
        _column("unit_id string", "names the unit"),
        _column("parent_id string?", "the unit above it", refers_to=("units", "unit_id")),
        _column("name string", "what people call it"),
        _column("kind string", "its level in the tree", words=vocabulary.UNIT_KINDS),
    ),
)

_INVESTIGATIONS = Table(
    name="investigations",
    about="One row for each crime investigated.",
    key=("investigation_id",),
    required=True,
    columns=(
        _column("investigation_id string", "names the investigation"),
        _column("reference string", "the crime reference that people quote"),
        _column("offence_code string?", "the Home Office offence code"),
        _column("offence_group string", "the offence group"),
        _column("marks list", "what kind of crime it is", words=vocabulary.MARKS),
        _column("victim_based bool", "whether it counts as victim-based crime"),
        _column("reported_at timestamp", "when it was reported"),
        _column("reported_on date", "the local day of the report", date_of="reported_at"),
        _column("recorded_at timestamp?", "when it was recorded as a crime"),
        _column("pathway string?", "how it was investigated, in the force's own words"),
        _column("unit_id string?", "the unit that holds it", refers_to=("units", "unit_id")),
        _column("officer_id string?", "the officer in the case"),
        _column("supervisor_id string?", "the officer's supervisor"),
        _column("outcome string?", "the Home Office outcome type"),
        _column("closed_on date?", "the day on which it was closed"),
    ),
)

_JOURNEYS = Table(
    name="journeys",
    about="One row for each victim of each investigation.",
    key=("journey_id",),
    required=True,
    columns=(
        _column("journey_id string", "names the journey"),
        _column(
            "investigation_id string",
            "the investigation it belongs to",
            refers_to=("investigations", "investigation_id"),
        ),
        _column("person_id string?", "the person, where records have been linked"),
        _column("role string", "in what role the person is a victim", words=vocabulary.ROLES),
        _column("age int32?", "age when the crime was reported"),
        _column("sex string?", "sex as recorded"),
        _column("ethnicity string?", "ethnicity as recorded"),
        _column("disability string?", "disability as recorded"),
        _column("language string?", "the language the victim prefers"),
        _column("enhanced_on date?", "the day on which enhanced rights began"),
        _column("enhanced_basis list", "why rights are enhanced", words=vocabulary.ENHANCED_BASES),
    ),
)

_TOUCHPOINTS = Table(
    name="touchpoints",
    about="One row for each thing that happened on a journey. Rows are added, never changed.",
    key=("touchpoint_id",),
    required=True,
    columns=(
        _column("touchpoint_id string", "names the touchpoint"),
        _column(
            "journey_id string", "the journey it belongs to", refers_to=("journeys", "journey_id")
        ),
        _column("kind string", "what happened", words=vocabulary.TOUCHPOINT_KINDS),
        _column("happened_at timestamp", "when it happened"),
        _column("happened_on date", "the local day on which it happened", date_of="happened_at"),
        _column(
            "received_on date?",
            "the day on which whoever owes the duty received the news from somebody else",
        ),
        _column("recorded_at timestamp?", "when it was written down"),
        _column("result string?", "how it ended; empty where left open", words=vocabulary.RESULTS),
        _column(
            "about string?",
            "the touchpoint that this one answers",
            refers_to=("touchpoints", "touchpoint_id"),
        ),
        _column("channel string?", "by what means"),
        _column("staff_id string?", "who did it"),
        _column("source string", "the system that recorded it"),
        _column("source_ref string?", "the row of that system"),
        _column(
            "replaces string?",
            "the touchpoint that this one corrects",
            refers_to=("touchpoints", "touchpoint_id"),
        ),
        _column("detail string?", "more, as a JSON object"),
    ),
)

_COVERAGE = Table(
    name="coverage",
    about="What each source records, and since when.",
    columns=(
        _column("source string", "the system"),
        _column("kind string", "the kind of touchpoint it records", words=vocabulary.KINDS),
        _column("from_on date", "the first day covered"),
        _column("to_on date?", "the last day covered; empty while it goes on"),
        _column("note string?", "what a reader should know of it"),
    ),
)

_RESPONSES = Table(
    name="responses",
    about="One row for each survey answered.",
    key=("response_id",),
    columns=(
        _column("response_id string", "names the response"),
        _column("survey_id string", "the survey"),
        _column("wave string?", "the wave of the survey"),
        _column(
            "journey_id string?",
            "the journey asked about, where it is known",
            refers_to=("journeys", "journey_id"),
        ),
        _column("answered_on date", "the day on which it was answered"),
        _column("mode string", "telephone, online, text and so on"),
        _column("stratum string?", "the stratum it was drawn from"),
        _column("weight double?", "its weight"),
    ),
)

_ANSWERS = Table(
    name="answers",
    about="One row for each question answered.",
    key=("response_id", "question"),
    columns=(
        _column(
            "response_id string",
            "the response it belongs to",
            refers_to=("responses", "response_id"),
        ),
        _column("question string", "the question"),
        _column("value string?", "the answer as a word"),
        _column("number double?", "the answer as a number"),
        _column("text string?", "what was said in the victim's own words"),
    ),
)

_RETURNS = Table(
    name="returns",
    about="What providers of support report about their service.",
    columns=(
        _column("provider string", "the provider"),
        _column("service string", "the service"),
        _column("area string?", "the area served"),
        _column("indicator string", "what is counted"),
        _column("from_on date", "the first day of the period"),
        _column("to_on date", "the last day of the period"),
        _column("value double?", "the figure; empty where none was returned"),
        _column("note string?", "what a reader should know of it"),
    ),
)

_IDENTITIES = Table(
    name="identities",
    about="Names and contacts, kept apart from everything else and read by linkage alone.",
    key=("record_id",),
    columns=(
        _column("record_id string", "names the record"),
        _column(
            "journey_id string", "the journey it belongs to", refers_to=("journeys", "journey_id")
        ),
        _column("given_name string?", "given name as recorded"),
        _column("family_name string?", "family name as recorded"),
        _column("born_on date?", "date of birth as recorded"),
        _column("postcode string?", "postcode"),
        _column("phone string?", "telephone number"),
        _column("email string?", "email address"),
    ),
)

_REVIEWS = Table(
    name="reviews",
    about="What reviewers found when they read a sample of investigations.",
    key=("review_id",),
    columns=(
        _column("review_id string", "names the finding"),
        _column("sample_id string", "the sample it belongs to"),
        _column(
            "investigation_id string",
            "the investigation read",
            refers_to=("investigations", "investigation_id"),
        ),
        _column("reviewer_id string", "who read it"),
        _column("second bool", "whether this is the second, blind reading"),
        _column("question string", "the question"),
        _column("verdict string", "what was found", words=vocabulary.REVIEW_VERDICTS),
        _column("reviewed_on date", "the day of the reading"),
        _column("note string?", "what the reviewer added"),
    ),
)

TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {
        table.name: table
        for table in (
            _UNITS,
            _INVESTIGATIONS,
            _JOURNEYS,
            _TOUCHPOINTS,
            _COVERAGE,
            _RESPONSES,
            _ANSWERS,
            _RETURNS,
            _IDENTITIES,
            _REVIEWS,
        )
    }
)
"""Every table of format 1 by name, parents before the tables that refer to them."""
