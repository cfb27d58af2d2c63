"""What is due on a journey and when, the most urgent first, in words that say what to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from touchpoint.ledger.vocabulary import WITHDRAWN
from touchpoint.rights.code.duty import Duty, Rule, State
from touchpoint.service.journeys.new_touchpoints import SOURCE
from touchpoint.service.journeys.pages.telling.due_words import (
    Tagged,
    Urgency,
    counts_working_days,
    due_words,
    tagged,
    urgency,
    weekday,
)
from touchpoint.service.journeys.pages.telling.known import Known
from touchpoint.service.journeys.pages.words.happenings import happening
from touchpoint.service.journeys.pages.words.tasks import (
    holders_in_words,
    is_listed_for,
    is_owed_by,
    task_of,
)

Row = Mapping[str, Any]

STILL_TO_DO = frozenset({State.WAITING, State.MISSED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Who reads: in which role, and what kinds of touchpoint they may record."""

    role: str
    kinds: frozenset[str]
    staff_id: str
    """As whom they record."""
    theirs: bool
    """Whether the journey is theirs, and not only open to them by break-glass."""

    @property
    def corrects(self) -> frozenset[str]:
        """Of which kinds this reader corrects an entry, whoever recorded it."""
        return self.kinds - {WITHDRAWN} if self.theirs else frozenset()

    def may_correct(self, touchpoint: Row) -> bool:
        """Whether this reader corrects an entry: what was taken back is not corrected."""
        own = touchpoint["source"] == SOURCE and touchpoint["staff_id"] == self.staff_id
        return touchpoint["kind"] in (self.kinds - {WITHDRAWN} if own else self.corrects)


@dataclass(frozen=True, kw_only=True, slots=True)
class DueItem:
    """One thing that is due: what to do, when, what set it off, and where its record is made."""

    duty_id: str
    occurrence: str
    do: str
    state: str
    """The word of its tag, by the states of the ui."""
    due: str
    """When, in a phrase of its own."""
    tagged: Tagged
    """When, as a tag and the words after it."""
    due_on: date | None
    urgency: Urgency
    set_off: str
    enhanced: bool
    holders: str
    mine: bool
    """Whether this reader's service owes it."""
    listed: bool
    """Whether it stands first, and not among what others owe."""
    local: bool
    kind: str | None
    """The kind of touchpoint that meets it, which this reader may record; none if they may not."""

    @property
    def order(self) -> tuple[int, date, bool, str]:
        """The most urgent first; of those due on one day, enhanced rights first."""
        return self.urgency, self.due_on or date.max, not self.enhanced, self.duty_id


@dataclass(frozen=True, kw_only=True, slots=True)
class DueList:
    """What is due, in the order in which to do it."""

    first: DueItem | None
    then: tuple[DueItem, ...]
    before_close: tuple[DueItem, ...]
    """Without a day: due before the investigation closes."""
    others: tuple[DueItem, ...]
    """Owed by somebody else."""

    @property
    def overdue(self) -> int:
        """How many are overdue."""
        dated = (*((self.first,) if self.first else ()), *self.then)
        return sum(item.urgency is Urgency.OVERDUE for item in dated)

    @property
    def owed_by_others(self) -> str:
        """What is due although none of it is the reader's, in a sentence."""
        overdue = sum(item.urgency is Urgency.OVERDUE for item in self.others)
        if not overdue:
            return "What others owe stands below."
        return f"{overdue} {'is' if overdue == 1 else 'are'} overdue from others."


def due_list(known: Known, reader: Reader) -> DueList:
    """What is due, as it concerns this reader."""
    items = sorted(_items(known, reader), key=lambda item: item.order)
    listed = [item for item in items if item.listed]
    dated = [item for item in listed if item.urgency is not Urgency.NO_DAY]
    undated = [item for item in listed if item.urgency is Urgency.NO_DAY]
    first = next(iter((*dated, *undated)), None)
    return DueList(
        first=first,
        then=tuple(dated[1:]),
        before_close=tuple(item for item in undated if item is not first),
        others=tuple(item for item in items if not item.listed),
    )


def item_of(known: Known, verdict: Row, reader: Reader) -> DueItem | None:
    """One verdict as something due; none where its duty is of no edition that is held."""
    duty = known.duties.get(verdict["duty_id"])
    if duty is None:
        return None
    due_on = verdict["due_on"]
    soon, working = urgency(due_on, known.today), counts_working_days(duty)
    return DueItem(
        duty_id=duty.id,
        occurrence=verdict["occurrence"],
        do=task_of(duty, known.called.noun).do,
        state={Urgency.OVERDUE: "overdue", Urgency.TODAY: "due_today"}.get(soon, "due"),
        due=due_words(due_on, known.today, working=working),
        tagged=tagged(due_on, known.today, working=working),
        due_on=due_on,
        urgency=soon,
        set_off=set_off_words(known, verdict),
        enhanced=verdict["basis"] == "enhanced",
        holders=holders_in_words(duty),
        mine=is_owed_by(duty, reader.role),
        listed=is_listed_for(duty, reader.role),
        local=duty.local,
        kind=kind_to_record(duty, reader.kinds),
    )


def kind_to_record(duty: Duty, kinds: frozenset[str]) -> str | None:
    """The first kind that meets a duty and that somebody may record."""
    meeting = [kind for matcher in duty.met_by for kind in matcher.kinds]
    # An agreement is a contact too, but what is asked for is the update.
    meeting.sort(key=lambda kind: kind == "contact.agreed" and len(set(meeting)) > 1)
    return next((kind for kind in meeting if kind in kinds), None)


def _items(known: Known, reader: Reader) -> Iterator[DueItem]:
    for verdict in known.verdicts:
        if verdict["state"] in STILL_TO_DO:
            item = item_of(known, verdict, reader)
            if item is not None:
                yield item


def set_off_words(known: Known, verdict: Row) -> str:
    """What set it off, in a phrase: a suspect was arrested on Thursday 26 November."""
    trigger = known.record.touchpoint(verdict["occurrence"])
    if trigger is None:
        on = weekday(known.record.investigation["reported_on"], known.today)
        return f"the crime was reported on {on}"
    duty = known.duties.get(verdict["duty_id"])
    recurs = duty is not None and duty.rule is Rule.RECURRING
    what = "the last contact was" if recurs else happening(trigger, duty)
    said = f"{what} on {weekday(trigger['happened_on'], known.today)}"
    if trigger["received_on"] and trigger["received_on"] != trigger["happened_on"]:
        said += f", and the news received on {weekday(trigger['received_on'], known.today)}"
    return said
