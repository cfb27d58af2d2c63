"""What two headings have in common when people mean the same by them.

A heading becomes a set of plain words, in which the shorthand of police forces is written out and
words that stand for one another are one: "Crime Ref" and "Investigation No" are both crime, number.
"""

import re
from difflib import SequenceMatcher
from functools import cache
from typing import Final

_PHRASES: Final = (
    (r"victim'?s? personal statements?|personal statements?|\bvps\b|\bvis\b", "statement"),
    (r"date of birth|birth date|\bd\.?o\.?b\b\.?|\bborn(?: on)?\b", "birth"),
    (r"family name|last name|\bsurname\b", "surname"),
    (r"(?:given|first|fore) ?names?(?:\(s\))?|forename\(s\)", "forename"),
    (r"officer in (?:the )?case|investigating officer|\boic\b|collar (?:no|number)", "officer"),
    (r"initial victim needs assessment|\bivna\b|needs? assess(?:ment|ed)", "needs"),
    (r"victim support|\bvs\b", "support"),
    (r"victim care contract|victim contact contract|\bvcc\b", "agreement"),
    (r"criminal justice unit|\bcju\b", "unit"),
    (r"witness care unit|\bwcu\b", "unit"),
    (r"self[- ]defined ethnicity|ethnic (?:group|origin)|\bsde\b", "ethnicity"),
    (r"post ?code", "postcode"),
    (r"e-?mail(?: address)?", "email"),
    (r"local policing (?:area|team)|\blpa\b|district|division|\barea\b", "area"),
)
_WORDS: Final = {
    **dict.fromkeys(("crime", "investigation", "occurrence", "police", "inv", "case"), "crime"),
    **dict.fromkeys(("reference", "ref", "number", "no", "num", "nr", "urn", "id", "#"), "number"),
    **dict.fromkeys(("victim", "victims", "vic", "complainant", "ip", "aggrieved"), "victim"),
    **dict.fromkeys(("date", "day", "on", "dt", "when", "dated"), "date"),
    **dict.fromkeys(("reported", "report", "created", "rptd"), "reported"),
    **dict.fromkeys(("recorded", "record", "rec"), "recorded"),
    **dict.fromkeys(("finalised", "closed", "filed", "finalized", "close"), "closed"),
    **dict.fromkeys(("offered", "offer"), "offered"),
    **dict.fromkeys(("taken", "obtained", "made", "completed"), "taken"),
    **dict.fromkeys(("sex", "gender"), "sex"),
    **dict.fromkeys(("mobile", "phone", "telephone", "tel"), "phone"),
    **dict.fromkeys(("flags", "flag", "keywords", "markers", "marks"), "flags"),
    **dict.fromkeys(("supervisor", "sergeant", "sgt", "supervising"), "supervisor"),
    **dict.fromkeys(("team", "station"), "team"),
    **dict.fromkeys(("comments", "comment", "notes", "remarks"), "comments"),
    **dict.fromkeys(("type", "kind", "category"), "type"),
    **dict.fromkeys(("means", "method", "channel"), "means"),
    **dict.fromkeys(("frequency", "every", "often"), "frequency"),
    **dict.fromkeys(("told", "informed"), "told"),
    **dict.fromkeys(("entry", "log"), "entry"),
    **dict.fromkeys(("event", "hearing"), "event"),
    **dict.fromkeys(("received", "receipt"), "received"),
    **dict.fromkeys(("class", "code"), "class"),
    **dict.fromkeys(("officer", "staff"), "officer"),
    **dict.fromkeys(("message", "notification"), "message"),
    **dict.fromkeys(("interview", "int"), "interview"),
}
_EMPTY: Final = frozenset(
    {"the", "of", "a", "an", "is", "was", "to", "by", "in", "for", "s", "and"}
)


@cache
def meant(heading: str) -> frozenset[str]:
    """The plain words of a heading."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading).lower()
    for pattern, word in _PHRASES:
        spaced = re.sub(pattern, f" {word} ", spaced)
    words = re.findall(r"[a-z]+|#|\d+", re.sub(r"\bq(?:uestion)? ?\d+[_.: ]*", " ", spaced))
    return frozenset(_WORDS.get(word, word) for word in words) - _EMPTY


def alike(one: str, other: str) -> float:
    """How alike two headings are, from 0 to 1."""
    ours, theirs = meant(one), meant(other)
    if ours and ours == theirs:
        return 1.0
    shared = len(ours & theirs) / max(1, len(ours | theirs))
    spelled = SequenceMatcher(None, one.lower(), other.lower()).ratio()
    return max(shared, 0.8 * spelled)
