"""What a touchpoint is called: short words for the kinds and results of the ledger."""

from collections.abc import Mapping
from typing import Any, Final

from touchpoint.ledger.vocabulary import RESULTS, TOUCHPOINT_KINDS
from touchpoint.rights.code.duty import Duty
from touchpoint.rights.proof.condition_on_row import said_in

Row = Mapping[str, Any]

HEADINGS: Final[Mapping[str, str]] = {
    "crime.reported": "Crime reported",
    "crime.recorded": "Crime recorded",
    "suspect.arrested": "Suspect arrested",
    "suspect.interviewed": "Suspect interviewed under caution",
    "suspect.released": "Suspect released without charge",
    "suspect.bailed": "Suspect bailed or released under investigation",
    "suspect.charged": "Suspect charged or summonsed",
    "disposal.given": "Dealt with out of court",
    "investigation.declined": "Decision not to investigate",
    "investigation.filed": "No further action",
    "prosecution.dropped": "Prosecution dropped or altered",
    "hearing.listed": "Court hearing fixed",
    "bail_hearing.decided": "Bail hearing decided",
    "warrant.decided": "Warrant or re-arrest",
    "evidence.required": "Required to give evidence",
    "case.decided": "Court case ended",
    "sentence.passed": "Sentence passed",
    "appeal.lodged": "Appeal lodged or decided",
    "complaint.received": "Complaint made",
    "review.requested": "Review of a decision asked for",
    "property.released": "Property no longer needed as evidence",
    "acknowledgement.sent": "Written confirmation",
    "information.sent": "Information about rights and support",
    "needs.assessed": "Needs assessment",
    "enhanced.decided": "Decision on enhanced rights",
    "contact.agreed": "Agreement on contact",
    "victim.updated": "Update",
    "victim.told": "Told",
    "contact.attempted": "Contact tried and not made",
    "referral.offered": "Support service offered",
    "referral.sent": "Referral sent to a support service",
    "referral.accepted": "Referral accepted by the support service",
    "referral.closed": "Referral closed by the support service",
    "restorative.offered": "Restorative justice offered",
    "restorative.referred": "Referral to restorative justice",
    "compensation.explained": "Compensation explained",
    "statement.explained": "Victim Personal Statement explained",
    "statement.offered": "Victim Personal Statement offered",
    "statement.taken": "Victim Personal Statement taken",
    "statement.preference": "How the statement is to be presented",
    "statement.refreshed": "Further Victim Personal Statement taken",
    "special_measures.discussed": "Special measures discussed",
    "closure.discussed": "Closing of the investigation discussed",
    "support.withdrawn": "Support for the investigation withdrawn",
    "wishes.recorded": "Wishes recorded",
    "prosecution.considered": "Prosecution without support considered",
    "contact_scheme.referred": "Referral to the Victim Contact Scheme",
    "liaison.contacted": "Contact by the liaison officer",
    "complaint.acknowledged": "Complaint acknowledged or answered",
    "review.acknowledged": "Request for review acknowledged",
    "review.decided": "Review decided",
    "text.sent": "Text message sent",
    "dissatisfaction.raised": "Dissatisfaction raised",
    "dissatisfaction.resolved": "Dissatisfaction put right",
    "hate_letter.sent": "Hate crime letter sent",
    "plan.set": "Investigation plan",
    "supervisor.reviewed": "Supervisory review",
    "risk.assessed": "Risk assessment",
    "marac.referred": "Referral to a multi-agency conference (MARAC)",
    "risk_plan.opened": "Risk management plan opened",
    "risk_plan.closed": "Risk management plan closed",
    "problem_plan.opened": "Problem-solving plan opened",
    "problem_plan.closed": "Problem-solving plan closed",
    "safeguarding.recorded": "Safeguarding measure",
    "touchpoint.withdrawn": "Taken back: it did not happen",
}
"""The kinds of touchpoint as the heading of an entry."""

TOLD_OF: Final[Mapping[str, str]] = {
    "suspect.arrested": "the arrest",
    "suspect.interviewed": "the interview under caution",
    "suspect.released": "the release without charge",
    "suspect.bailed": "bail or release under investigation",
    "suspect.charged": "the charge",
    "disposal.given": "the out-of-court disposal",
    "investigation.declined": "the decision not to investigate",
    "investigation.filed": "no further action",
    "prosecution.dropped": "the prosecution being dropped or altered",
    "hearing.listed": "the hearing",
    "bail_hearing.decided": "the outcome of the bail hearing",
    "warrant.decided": "the warrant or re-arrest",
    "evidence.required": "having to give evidence",
    "case.decided": "the outcome of the case",
    "sentence.passed": "the sentence",
    "appeal.lodged": "the appeal",
    "property.released": "the property",
}
"""What somebody is told of, by the kind of what happened."""


def heading_of(touchpoint: Row, about: Row | None = None) -> str:
    """A touchpoint as the heading of an entry: Told of the arrest; Statement offered."""
    kind: str = touchpoint["kind"]
    if kind == "victim.told":
        said = said_in(touchpoint["detail"], "of") or ""
        of: str = about["kind"] if about is not None else said
        return f"Told of {TOLD_OF[of]}" if of in TOLD_OF else "Told of what happened in the case"
    return HEADINGS.get(kind, kind.replace(".", " ").replace("_", " ").capitalize())


def result_in_words(result: str | None) -> str:
    """A result as the record of it: Done; Could not be reached; Not recorded."""
    if result is None:
        return "Result not recorded"
    words = RESULTS.get(result, result.replace("_", " "))
    return {"done": "Done", "accepted": "Accepted", "declined": "Declined"}.get(
        result, words[:1].upper() + words[1:]
    )


def happening(touchpoint: Row, duty: Duty | None) -> str:
    """What happened, within a sentence: a suspect was arrested."""
    kind = touchpoint["kind"]
    return duty.meaning(kind) if duty is not None else TOUCHPOINT_KINDS.get(kind, kind)
