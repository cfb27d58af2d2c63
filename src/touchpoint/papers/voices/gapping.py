"""What `touchpoint gap` works out: for each question that touches a duty, record against voice.

Statistics' rules for paired answers: only linked pairs with yes or no on both sides are compared;
what cannot be compared is counted by why. Neither side is the truth.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from touchpoint.statistics.paired import Linkage, PairedGap, linkage, paired_table
from touchpoint.statistics.rounding import round_half_up
from touchpoint.voice.instrument import Question
from touchpoint.voice.recorded import OnRecord
from touchpoint.voice.voices import Voice

ALL = "all"
COLUMNS = (
    "question", "duty", "asked_in", "sort", "both", "recorded_only", "remembered_only", "neither",
    "pairs", "recorded", "remembered", "gap", "low", "high", "test", "p_value", "agreement",
    "kappa", "ac1", "dont_know", "not_answered", "not_applicable", "cannot_tell", "not_owed",
    "record_unsure", "linked", "unlinked", "linkage_rate", "linked_yes", "unlinked_yes",
    "linked_differ", "status", "note",
)  # fmt: skip
DRAWN = (
    "question", "duty", "both", "recorded_only", "remembered_only", "neither", "recorded",
    "remembered", "gap", "interval", "p", "dont_know", "not_compared", "linked",
)  # fmt: skip

_WHY = {"unsure": "dont_know", "blank": "not_answered", "not_applicable": "not_applicable"}
_WHY_NOT_RECORDED = {
    "unsure": "record_unsure",
    "cannot_tell": "cannot_tell",
    "not_owed": "not_owed",
}
_CELLS = {
    ("yes", "yes"): "both",
    ("yes", "no"): "recorded_only",
    ("no", "yes"): "remembered_only",
    ("no", "no"): "neither",
}


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One question in one group: the paired table, who was not compared, and the linkage."""

    groups: tuple[str, ...]
    question: Question
    counts: Mapping[str, int]
    paired: PairedGap
    linked: Linkage | None

    @property
    def duty(self) -> str:
        """The duty that the question touches."""
        return "" if self.question.record is None else self.question.record.duty

    @property
    def comparable(self) -> bool:
        """Whether record and voice can be compared.

        Where a closing form holds only one answer and blanks, a blank may well be the other one.
        """
        one_sided = self.paired.remembered.point in (0, 1) and self.counts["not_answered"] > 0
        return self.paired.pairs > 0 and not (self.question.asked_in == "closure" and one_sided)

    @property
    def note(self) -> str | None:
        """What a reader of this row should know."""
        return " ".join(_notes(self)) or None


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """The voices of surveys and of closing discussions, each asked questions of its own."""

    surveyed: Sequence[Voice]
    closed: Sequence[Voice]

    def to(self, question: Question) -> Sequence[Voice]:
        """Those who were asked a question."""
        if question.asked_in == "closure":
            return self.closed
        return [voice for voice in self.surveyed if question.name in voice.answers]


def gaps_of(
    questions: Sequence[Question], spoken: Spoken, record: OnRecord, dimensions: Sequence[str]
) -> list[Gap]:
    """The gap of each question in all voices and, with dimensions, in each group."""
    found = []
    for question in questions:
        voices = spoken.to(question)
        if not voices:
            continue
        found.append(_gap(question, voices, record, (ALL,) * len(dimensions), whole=True))
        groups: dict[tuple[str, ...], list[Voice]] = {}
        if dimensions:
            for voice in voices:
                groups.setdefault(voice.groups, []).append(voice)
        found += [_gap(question, groups[n], record, n, whole=False) for n in sorted(groups)]
    return found


def _gap(
    question: Question,
    voices: Sequence[Voice],
    record: OnRecord,
    groups: tuple[str, ...],
    *,
    whole: bool,
) -> Gap:
    counts: Counter[str] = Counter()
    said = [
        question.scale.reads(*voice.answers.get(question.name, (None, None))) for voice in voices
    ]
    for voice, word in zip(voices, said, strict=True):
        if not voice.linked:
            counts["unlinked"] += 1
            continue
        counts["linked"] += 1
        recorded = record.says(voice, question)
        if word in _WHY:
            counts[_WHY[word]] += 1
        elif recorded in _WHY_NOT_RECORDED:
            counts[_WHY_NOT_RECORDED[recorded]] += 1
        else:
            counts[_CELLS[recorded, word]] += 1
    linked = None
    if whole and question.asked_in == "survey":
        outcomes = [word if word in ("yes", "no") else None for word in said]
        linked = linkage([voice.linked for voice in voices], outcomes)
    return Gap(
        groups=groups, question=question, counts=counts, paired=_paired(counts), linked=linked
    )


def _paired(counts: Mapping[str, int]) -> PairedGap:
    blank = ("not_answered", "not_applicable", "cannot_tell", "not_owed")
    return paired_table(
        counts["both"],
        counts["recorded_only"],
        counts["remembered_only"],
        counts["neither"],
        blank=sum(counts[name] for name in blank),
        unsure=counts["dont_know"] + counts["record_unsure"],
    )


def _notes(gap: Gap) -> Iterator[str]:
    paired = gap.paired
    if paired.pairs == 0:
        yield "No pair has yes or no on both sides: the gap is not available."
    else:
        if paired.remembered.point in (0, 1):
            word = "yes" if paired.remembered.point == 1 else "no"
            other = "" if gap.comparable else ", so the blanks may be the others: no gap is given"
            yield f"Every answer is {word}{other}."
        if paired.recorded.point in (0, 1):
            word = "yes" if paired.recorded.point == 1 else "no"
            yield f"The record says {word} of everybody."
    if gap.question.sort == "satisfaction":
        yield "Satisfaction is not memory: the gap is between what was done and what was felt."
    if gap.question.note is not None:
        yield gap.question.note


def rows_of_gaps(found: Sequence[Gap], dimensions: Sequence[str]) -> list[dict[str, Any]]:
    """The gaps as rows of a table, with every count."""
    return [dict(zip(dimensions, gap.groups, strict=True)) | _row(gap) for gap in found]


def _row(gap: Gap) -> dict[str, Any]:
    paired, counts, linked = gap.paired, gap.counts, gap.linked
    shown = gap.comparable
    counted = (
        "both", "recorded_only", "remembered_only", "neither", "dont_know", "not_answered",
        "not_applicable", "cannot_tell", "not_owed", "record_unsure", "linked", "unlinked",
    )  # fmt: skip
    told: dict[str, Any] = {
        "question": gap.question.name,
        "duty": gap.duty,
        "asked_in": gap.question.asked_in,
        "sort": gap.question.sort,
        "pairs": paired.pairs,
        "recorded": paired.recorded.point,
        "remembered": paired.remembered.point,
        "gap": paired.gap.point if shown else None,
        "low": paired.gap.low if shown else None,
        "high": paired.gap.high if shown else None,
        "test": ("exact" if paired.test.exact else "chi-squared") if shown else None,
        "p_value": paired.test.p_value if shown else None,
        "agreement": paired.agreement if shown else None,
        "kappa": paired.kappa if shown else None,
        "ac1": paired.ac1 if shown else None,
        "status": "shown" if shown else "missing",
        "note": gap.note,
        **{name: counts[name] for name in counted},
    }
    if linked is not None:
        differ = {True: "yes", False: "no", None: None}[linked.differ]
        told |= {
            "linkage_rate": linked.rate.point,
            "linked_yes": linked.outcome_linked.point,
            "unlinked_yes": linked.outcome_unlinked.point,
            "linked_differ": differ,
        }
    return {name: told.get(name) for name in COLUMNS}


def drawn_rows(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows as a terminal shows them: rounded, with fewer columns."""
    not_compared = ("not_answered", "not_applicable", "cannot_tell", "not_owed", "record_unsure")
    return [
        {
            **row,
            "recorded": _percent(row["recorded"]),
            "remembered": _percent(row["remembered"]),
            "gap": _points(row["gap"]),
            "interval": ""
            if row["low"] is None
            else f"{_points(row['low'])} to {_points(row['high'])}",
            "p": _p_value(row),
            "not_compared": sum(row[name] for name in not_compared),
            "linked": f"{row['linked']} of {row['linked'] + row['unlinked']}",
        }
        for row in rows
    ]


def _percent(value: float | None) -> str:
    return "" if value is None else f"{round_half_up(100 * value, 1)}%"


def _points(value: float | None) -> str:
    return "" if value is None else f"{round_half_up(100 * value, 1):+}"


def _p_value(row: Mapping[str, Any]) -> str:
    if row["p_value"] is None:
        return ""
    least = 0.001
    told = "<0.001" if row["p_value"] < least else str(round_half_up(row["p_value"], 3))
    return f"{told} (exact)" if row["test"] == "exact" else told


def sentences_of(found: Sequence[Gap]) -> list[str]:
    """What is to be said of the gaps of all voices: the gap, and who could not be linked."""
    told = []
    for gap in found:
        if any(name != ALL for name in gap.groups):
            continue
        told.append(f"{gap.question.title} ({gap.duty}): {_sentence(gap)}")
    return [*told, *_on_linkage(found)]


def _sentence(gap: Gap) -> str:
    paired = gap.paired
    if not gap.comparable or paired.gap.low is None or paired.gap.high is None:
        return "no gap is available. " + " ".join(_notes(gap))
    if gap.question.sort == "satisfaction":
        return (
            f"of {paired.pairs:,} victims, {paired.recorded_not_remembered:,} were not satisfied "
            f"though it was kept, and {paired.remembered_not_recorded:,} were satisfied though it "
            "was not."
        )
    gap_is = paired.gap.point or 0.0
    which = "more" if gap_is >= 0 else "less"
    return (
        f"of {paired.pairs:,} victims, {paired.recorded_not_remembered:,} did not remember what "
        f"was recorded and {paired.remembered_not_recorded:,} remembered what was not recorded. "
        f"The record says yes {round_half_up(abs(100 * gap_is), 1)} percentage points "
        f"{which} often ({_points(paired.gap.low)} to {_points(paired.gap.high)}). Neither side is "
        "the truth."
    )


def _on_linkage(found: Sequence[Gap]) -> Iterator[str]:
    seen: set[tuple[int, int]] = set()
    for gap in found:
        linked = gap.linked
        if linked is None:
            continue
        if linked.unlinked and (linked.linked, linked.unlinked) not in seen:
            seen.add((linked.linked, linked.unlinked))
            total = linked.linked + linked.unlinked
            yield (
                f"{linked.linked:,} of {total:,} answers ({_percent(linked.rate.point)}) could be "
                "linked to a journey; the others are compared with nothing."
            )
        if linked.differ:
            yield (
                f"Those who could be linked answer {gap.question.name} otherwise than the others: "
                f"{_percent(linked.outcome_linked.point)} yes against "
                f"{_percent(linked.outcome_unlinked.point)}."
            )
