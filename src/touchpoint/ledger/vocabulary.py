"""The words of the ledger: every closed list of format 1, each word with its meaning.

On the authority of the data contract (docs/reference/ledger.md is made from this module and
tables.py). The glossary repeats these words and a test holds the two together.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _words(meanings: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType(meanings)


CASE_KINDS: Final = _words(
    {
        "crime.reported": "somebody told the police of the crime",
        "crime.recorded": "the police recorded it as a crime",
        "suspect.arrested": "a suspect was arrested",
        "suspect.interviewed": "a suspect was interviewed under caution",
        "suspect.released": "a suspect was released without charge",
        "suspect.bailed": "a suspect was bailed or released under investigation, or bail changed",
        "suspect.charged": "a suspect was charged or summonsed",
        "disposal.given": "the case was dealt with out of court",
        "investigation.declined": "the police decided not to investigate",
        "investigation.filed": "the police filed the investigation without further action",
        "prosecution.dropped": "the prosecutor would not charge, or dropped or altered the charge",
        "hearing.listed": "the court fixed a hearing",
        "bail_hearing.decided": "a court decided on bail",
        "warrant.decided": "a court issued a warrant or dealt with a re-arrest",
        "evidence.required": "the victim was required to give evidence",
        "case.decided": "the court case ended",
        "sentence.passed": "the offender was sentenced",
        "appeal.lodged": "an appeal was lodged or decided",
        "complaint.received": "the victim complained that a right was not met",
        "review.requested": "the victim asked for a decision to be reviewed",
        "property.released": "property held as evidence was no longer needed",
    }
)

VICTIM_KINDS: Final = _words(
    {
        "acknowledgement.sent": "the written confirmation of the report was sent",
        "information.sent": "information about rights, support and what happens next was sent",
        "needs.assessed": "the victim's needs were assessed",
        "enhanced.decided": "somebody decided whether the victim has enhanced rights",
        "contact.agreed": "how often and by what means to be updated was agreed",
        "victim.updated": "the victim was given an update",
        "victim.told": "the victim was told of something that happened in the case",
        "contact.attempted": "contact was tried and not made",
        "referral.offered": "referral to a support service was offered",
        "referral.sent": "a referral was sent to a support service",
        "referral.accepted": "the support service accepted the referral",
        "referral.closed": "the support service closed the referral",
        "restorative.offered": "restorative justice was offered",
        "restorative.referred": "a referral to restorative justice was made",
        "compensation.explained": "how to seek compensation was explained",
        "statement.explained": "the Victim Personal Statement was explained",
        "statement.offered": "the opportunity to make a Victim Personal Statement was offered",
        "statement.taken": "a Victim Personal Statement was taken",
        "statement.preference": "how the statement should be presented in court was asked",
        "statement.refreshed": "a further or refreshed Victim Personal Statement was taken",
        "special_measures.discussed": "special measures for giving evidence were discussed",
        "closure.discussed": "the closing of the investigation was discussed with the victim",
        "support.withdrawn": "the victim withdrew support for the investigation",
        "wishes.recorded": "the victim's wishes were recorded so that they can be audited",
        "prosecution.considered": "prosecution without the victim's support was considered",
        "contact_scheme.referred": "the victim was referred to the Victim Contact Scheme",
        "liaison.contacted": "the victim liaison officer made contact",
        "complaint.acknowledged": "a complaint was acknowledged or answered",
        "review.acknowledged": "a request for review was acknowledged",
        "review.decided": "a request for review was decided",
        "text.sent": "a text message was sent to the victim",
        "dissatisfaction.raised": "the victim said that they were dissatisfied",
        "dissatisfaction.resolved": "the cause of dissatisfaction was put right",
        "hate_letter.sent": "the letter for victims of hate crime was sent",
    }
)

SAFETY_KINDS: Final = _words(
    {
        "plan.set": "the investigation plan was set",
        "supervisor.reviewed": "a supervisor reviewed the investigation",
        "risk.assessed": "the risk to the victim was assessed",
        "marac.referred": "the case was referred to a multi-agency risk assessment conference",
        "risk_plan.opened": "a risk management plan was opened",
        "risk_plan.closed": "a risk management plan was closed",
        "problem_plan.opened": "a problem-solving plan was opened",
        "problem_plan.closed": "a problem-solving plan was closed",
        "safeguarding.recorded": "a safeguarding measure was recorded",
    }
)

WITHDRAWN: Final = "touchpoint.withdrawn"

RECORD_KINDS: Final = _words(
    {
        WITHDRAWN: "the source no longer says what this replaces, or its load was undone",
    }
)

KINDS: Final = _words({**CASE_KINDS, **VICTIM_KINDS, **SAFETY_KINDS})
TOUCHPOINT_KINDS: Final = _words({**KINDS, **RECORD_KINDS})
"""What a touchpoint may be: something that happened, or the mark that something is taken back."""

RESULTS: Final = _words(
    {
        "done": "it was done",
        "accepted": "the victim said yes",
        "declined": "the victim said no",
        "deferred": "the victim will decide later",
        "not_asked": "the victim was not asked",
        "unable": "the victim was not able to",
        "no_contact": "the victim could not be reached",
        "unsafe": "it was not safe to",
    }
)

AGREED: Final = ("done", "accepted")
"""With these results, or none, `contact.agreed` sets how often; with any other nothing was agreed
or it is paused."""

MARKS: Final = _words(
    {
        "domestic_abuse": "domestic abuse",
        "hate_crime": "a crime motivated by hostility",
        "hate_incident": "an incident motivated by hostility that is not a crime",
        "sexual": "a sexual offence",
        "stalking": "stalking or harassment",
        "burglary_dwelling": "burglary of a home",
        "vehicle": "theft of or from a vehicle",
        "violence": "violence against the person",
        "cyber": "enabled by computer or network",
        "anti_social_behaviour": "anti-social behaviour",
        "child": "the victim was a child",
        "fatal": "somebody died",
        "high_harm": "an offence of high harm by the force's own list",
    }
)

ROLES: Final = _words(
    {
        "direct": "the person who suffered the crime",
        "bereaved": "a close relative of a person who died",
        "parent_or_guardian": "the parent or guardian of a victim under 18",
        "spokesperson": "a family member who speaks for the victim",
        "business": "the named contact of a business",
    }
)

ENHANCED_BASES: Final = _words(
    {
        "serious_crime": "victim of the most serious crime",
        "persistently_targeted": "persistently targeted",
        "vulnerable": "vulnerable",
        "intimidated": "intimidated",
    }
)

UNIT_KINDS: Final = _words(
    {
        "force": "the whole force",
        "command": "a command of the force",
        "area": "a local policing area",
        "team": "a team of officers",
    }
)

REVIEW_VERDICTS: Final = _words(
    {
        "yes": "the reviewer found it done",
        "no": "the reviewer found it not done",
        "not_applicable": "the question does not apply",
        "cannot_tell": "the record does not say",
    }
)

LISTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "Case": CASE_KINDS,
        "Victim": VICTIM_KINDS,
        "Supervision and safety": SAFETY_KINDS,
        "The record itself": RECORD_KINDS,
        "Results": RESULTS,
        "Investigation marks": MARKS,
        "Roles": ROLES,
        "Enhanced basis": ENHANCED_BASES,
        "Kinds of unit": UNIT_KINDS,
        "Verdicts of a review": REVIEW_VERDICTS,
    }
)
"""Every closed list under the heading that it has in the contract and the glossary."""
