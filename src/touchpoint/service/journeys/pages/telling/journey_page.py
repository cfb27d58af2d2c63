"""The journey page as one value: everything that its template says, in the order of need."""

from dataclasses import dataclass
from datetime import date

from touchpoint.rights.code.duty import State
from touchpoint.service.journeys.pages.telling.conflicts import Conflict, conflicts
from touchpoint.service.journeys.pages.telling.due import DueList, Reader, due_list
from touchpoint.service.journeys.pages.telling.due_words import Urgency
from touchpoint.service.journeys.pages.telling.enhanced import Enhanced, enhanced
from touchpoint.service.journeys.pages.telling.known import Known
from touchpoint.service.journeys.pages.telling.roadmap import Roadmap, roadmap
from touchpoint.service.journeys.pages.telling.safe_contact import SafeContact, safe_contact
from touchpoint.service.journeys.pages.telling.supervision import Supervision, supervision
from touchpoint.service.journeys.pages.telling.timeline import Timeline, timeline
from touchpoint.service.journeys.pages.telling.who import Case, Who, case, who
from touchpoint.service.ui.dates import day_in_words


@dataclass(frozen=True, kw_only=True, slots=True)
class May:
    """What the reader may do from the page."""

    append: bool
    correct: frozenset[str]
    """Of which kinds they correct an entry, whoever recorded it."""
    agree_contact: bool
    decide_enhanced: bool
    set_plan: bool
    review: bool
    close: bool
    see_looks: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class JourneyPage:
    """One journey in one look."""

    journey_id: str
    today: date
    reference: str
    """The title of the page: it names nobody."""
    page_heading: str
    called: str
    """How the person is spoken of within a sentence."""
    who: Who
    case: Case
    safe: SafeContact
    enhanced: Enhanced
    due: DueList
    due_heading: str
    nothing_known: bool
    """Whether no source records what could show that anything was done."""
    roadmap: Roadmap
    conflicts: tuple[Conflict, ...]
    timeline: Timeline
    source: str | None
    supervision: Supervision
    taken_back: str
    """When the load that brought it was undone; empty while it counts."""
    judged: bool
    """Whether an edition of the Code judges the journey at all."""
    may: May


def journey_page(known: Known, reader: Reader, may: May, *, source: str | None) -> JourneyPage:
    """The page of one journey for one reader."""
    taken_back = known.taken_back_on
    safe, due = safe_contact(known.record), due_list(known, reader)
    person = who(known, safe)
    return JourneyPage(
        journey_id=known.journey_id,
        today=known.today,
        reference=known.record.investigation["reference"],
        page_heading=person.name or known.called.heading,
        called=known.called.noun,
        who=person,
        case=case(known),
        safe=safe,
        enhanced=enhanced(known.record),
        due=due,
        due_heading=due_heading(known, due),
        nothing_known=all(verdict["state"] == State.CANNOT_TELL for verdict in known.verdicts),
        roadmap=roadmap(known),
        conflicts=conflicts(known),
        timeline=timeline(known, reader, source=source),
        source=source,
        supervision=supervision(known),
        taken_back="" if taken_back is None else day_in_words(taken_back),
        judged=known.edition is not None,
        may=may,
    )


def due_heading(known: Known, due: DueList) -> str:
    """What stands over the first thing that is due: whether it is for today, or comes next."""
    if due.first is None:
        return "Nothing is due from you" if due.others else "Nothing is due today"
    if known.is_closed:
        return "Closed, and still open"
    match due.first.urgency:
        case Urgency.OVERDUE | Urgency.TODAY:
            return "Do first" if due.first.mine else "Due first"
        case Urgency.TOMORROW:
            return "Nothing is due today. Tomorrow:"
        case _:
            return "Nothing is due today. Next:"
