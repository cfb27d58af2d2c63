"""Drafts of the exports of a crime system: an investigation, or a victim, for each row."""

from collections.abc import Iterator
from typing import Any, Final

from touchpoint.extracts.guessing.drafting.draft import Draft
from touchpoint.extracts.guessing.roles import Roles
from touchpoint.extracts.guessing.toml_text import Line, Section

OF_A_VICTIM: Final = ("age", "sex", "ethnicity", "disability", "language")
OF_AN_IDENTITY: Final = ("given_name", "family_name", "born_on", "postcode", "phone", "email")


def holds_investigations(roles: Roles) -> bool:
    known = roles.known
    offence = known.keys() & {"offence", "offence_group"}
    return bool(offence) and {"reference", "reported"} <= known.keys() and not roles.entries


def investigations(draft: Draft) -> Section:
    known = draft.roles.known
    reported: Any = known["reported"].heading
    if "reported_time" in known and not known["reported"].is_timed:
        reported = {"date": reported, "time": known["reported_time"].heading}
    group = known.get("offence_group") or known["offence"]
    based: Any = known["victim_based"].heading if "victim_based" in known else {"always": True}
    lines = [
        Line(key="reference", value=known["reference"].heading),
        Line(key="offence_group", value=group.heading),
        Line(
            key="victim_based",
            value=based,
            why=()
            if "victim_based" in known
            else (
                "No column says it: every crime counts as victim-based until you say otherwise.",
            ),
        ),
        Line(key="reported_at", value=reported),
    ]
    if "victim_based" not in known:
        draft.unknown.append("Which crimes are victim-based.")
    for column, role in (
        ("recorded_at", "recorded"), ("officer_id", "officer"), ("supervisor_id", "supervisor"),
        ("closed_on", "closed"), ("offence_code", "offence_code"),
    ):  # fmt: skip
        if role in known:
            lines.append(Line(key=column, value=known[role].heading))
    if "flags" in known:
        draft.unknown.append(
            f"What the words in {known['flags'].heading} mean as marks of a crime."
        )
    return Section(heading="[investigations]", lines=lines)


def holds_victims(roles: Roles) -> bool:
    """Whether each row seems to describe a victim of a crime."""
    told = sum(role in roles.known for role in OF_A_VICTIM)
    return (
        told > 1 and "reference" in roles.known and bool(roles.known.keys() & {"victim", "person"})
    )


def victims(draft: Draft) -> Iterator[Section]:
    """A journey for each row, with the names and contacts that linkage needs."""
    known = draft.roles.known
    person = [Line(key="person_id", value=known["person"].heading)] if "person" in known else []
    told = [Line(key=role, value=known[role].heading) for role in OF_A_VICTIM if role in known]
    why = (
        "Every row is taken for the victim in person: see whether some are businesses or relatives."
    )
    draft.unknown.append("In what role each victim stands (the draft says direct).")
    yield Section(heading="[journeys]", why=(why,), lines=[*person, *told])
    named = [Line(key=role, value=known[role].heading) for role in OF_AN_IDENTITY if role in known]
    if named:
        yield Section(heading="[identities]", lines=named)
