"""What victims and reviewers should be found to say: the five stages, the memories, the samples.

Only responses that are linked to a journey say how it was handled; where that matters, only they
are asked.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from touchpoint.synthetic.shares.planted import Share, table
from touchpoint.synthetic.voices.survey import LEAST_SATISFIED, STRATA

SATISFIED = f"a.number >= {LEAST_SATISFIED}"
LINKED = "r.journey_id IS NOT NULL"
BY_TELEPHONE = "i.pathway = 'telephone'"
CLASSES = {
    "telephone": (BY_TELEPHONE, "crimes handled by telephone"),
    "all_kept": (
        f"NOT ({BY_TELEPHONE}) AND c.updates > 0 AND c.late = 0",
        "other crimes of which every agreed update had come in time",
    ),
    "not_all_kept": (
        f"NOT ({BY_TELEPHONE}) AND c.late > 0",
        "other crimes of which an agreed update had come late",
    ),
    "nothing_agreed": (
        f"NOT ({BY_TELEPHONE}) AND c.updates = 0",
        "other crimes without an agreed update by then",
    ),
}


def survey_shares() -> Iterator[Share]:
    told = table("survey")
    for name in STRATA:
        for question in ("contact", "actions", "treatment"):
            yield Share(
                name=f"satisfied.{question}.{name}",
                share=told["stratum"][name][question],
                says=f"{{share}} of the stratum {name} are satisfied with {question}.",
                of="answers",
                where=f"a.question = '{question}' AND r.stratum = '{name}'",
                also=SATISFIED,
            )
    for name, (holds, who) in CLASSES.items():
        yield Share(
            name=f"satisfied.follow_up.{name}",
            share=told["follow_up"][name],
            says=f"Of victims of {who}, {{share}} of those asked are satisfied with follow-up.",
            of="answers",
            where=f"a.question = 'follow_up' AND a.number IS NOT NULL AND {LINKED} AND ({holds})",
            also=SATISFIED,
        )
    yield from _whole(told["whole"])
    yield from _of_interviews(told)


def _whole(told: dict[str, float]) -> Iterator[Share]:
    follow_ups = {
        "follow_up_yes": f">= {LEAST_SATISFIED}",
        "follow_up_no": f"< {LEAST_SATISFIED}",
        "not_asked": "IS NULL",
    }
    answers = {"yes": f">= {LEAST_SATISFIED}", "no": f"< {LEAST_SATISFIED}"}
    for of, actions, treatment in product(follow_ups, answers, answers):
        yield Share(
            name=f"satisfied.whole.{of}.actions_{actions}.treatment_{treatment}",
            share=told[f"{of}_actions_{actions}_treatment_{treatment}"],
            says=(
                f"Satisfied with the whole are {{share}} of those for whom follow-up is "
                f"{of.removeprefix('follow_up_')}, actions {actions} and treatment {treatment}."
            ),
            of="answers",
            where=(
                f"a.question = 'whole' AND {{also_answered:follow_up/{follow_ups[of]}}} "
                f"AND {{also_answered:actions/{answers[actions]}}} "
                f"AND {{also_answered:treatment/{answers[treatment]}}}"
            ),
            also=SATISFIED,
        )


def _of_interviews(told: Mapping[str, Any]) -> Iterator[Share]:
    yield Share(
        name="survey.unlinked",
        share=told["unlinked"],
        says="{share} of responses are not linked to a journey.",
        of="responses",
        also="r.journey_id IS NULL",
    )
    yield Share(
        name="survey.follow_up_not_asked",
        share=told["not_asked_follow_up"],
        says=(
            "Of victims of crimes that the telephone bureau closed without a suspect, {share} are "
            "not asked about follow-up: there was none."
        ),
        of="answers",
        where=f"a.question = 'follow_up' AND {LINKED} AND {BY_TELEPHONE} AND i.outcome = '18'",
        also="a.value = 'not_applicable'",
    )
    for fact, holds in (
        ("yes", "{did:needs.assessed}"),
        ("no", "NOT {did:needs.assessed}"),
    ):
        yield Share(
            name=f"recalled.needs_asked.{fact}",
            share=told["recall"]["needs_asked"][fact][0],
            says=f"{{share}} say that their needs were asked about where the record says {fact}.",
            of="answers",
            where=f"a.question = 'needs_asked' AND {LINKED} AND {holds}",
            also="a.value = 'yes'",
        )


def review_shares() -> Iterator[Share]:
    told = table("reviews")
    for question, share in told["yes"].items():
        yield Share(
            name=f"review.{question}",
            share=share,
            says=f"Of first readings that find yes or no, {{share}} find yes of {question}.",
            of="reviews",
            where=f"NOT v.second AND v.question = '{question}' AND v.verdict IN ('yes', 'no')",
            also="v.verdict = 'yes'",
        )
    yield Share(
        name="review.agreement",
        share=told["agreement"],
        says="The second reader, who is blind to the first, finds the same in {share}.",
        of="reviews",
        where="v.second",
        also="{agreed_with_first}",
    )
