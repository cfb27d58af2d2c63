"""The words that forms and systems use: what each may mean, and how a kind is known by them.

Taken from the lists of words of the shipped profiles, so that a new profile teaches its words too.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Final

from touchpoint.extracts.profile.reading_file import SHIPPED, shipped
from touchpoint.extracts.profile.words import plain
from touchpoint.ledger import vocabulary

KINDS_BY_WORDS: Final = (
    (r"statement.*(?:prefer|present|read)", "statement.preference"),
    (r"statement.*(?:refresh|updat|further)", "statement.refreshed"),
    (r"statement.*explain", "statement.explained"),
    (r"statement.*(?:offer|declin|accept)|offer.*statement", "statement.offered"),
    (r"statement.*(?:tak|made|obtain|complet|receiv)|(?:taken|took).*statement", "statement.taken"),
    (r"needs", "needs.assessed"),
    (r"enhanced", "enhanced.decided"),
    (r"acknowledg|confirmation of (?:your )?report|report confirm", "acknowledgement.sent"),
    (r"victim information|rights (?:given|sent|explained|leaflet)|leaflet", "information.sent"),
    (r"(?:contact )?(?:agreement|contract)|contact agreed", "contact.agreed"),
    (r"no reply|not reached|attempt|no answer|voicemail", "contact.attempted"),
    (r"(?:told|inform).*(?:arrest|charge|bail|outcome|filed|decision)", "victim.told"),
    (r"updat", "victim.updated"),
    (r"referral.*(?:sent|made|date)|referred", "referral.sent"),
    (r"consent|referral.*offer|support.*offer", "referral.offered"),
    (r"restorative.*refer", "restorative.referred"),
    (r"restorative|\brj\b", "restorative.offered"),
    (r"compensation", "compensation.explained"),
    (r"special measures", "special_measures.discussed"),
    (r"closure", "closure.discussed"),
    (r"withdr", "support.withdrawn"),
    (r"wishes", "wishes.recorded"),
    (r"evidence-led|evidence led|victimless", "prosecution.considered"),
    (r"\bdash\b|risk assess", "risk.assessed"),
    (r"marac", "marac.referred"),
    (r"safeguard", "safeguarding.recorded"),
    (r"investigation plan|action plan|\bcap\b", "plan.set"),
    (r"supervis.*review|review.*supervis", "supervisor.reviewed"),
    (r"arrest", "suspect.arrested"),
    (r"voluntary interview|under caution|interview", "suspect.interviewed"),
    (r"bail|under investigation|\brui\b", "suspect.bailed"),
    (r"charge|summons|requisition", "suspect.charged"),
    (r"released", "suspect.released"),
    (r"out of court|community resolution|caution", "disposal.given"),
    (r"screened out|not investigated", "investigation.declined"),
    (r"\bfiled\b|no further action|\bnfa\b", "investigation.filed"),
    (r"hearing|trial", "hearing.listed"),
    (r"sentence", "sentence.passed"),
    (r"warned|required to attend", "evidence.required"),
    (r"text|\bsms\b", "text.sent"),
    (r"complain", "complaint.received"),
)
"""How a heading or an entry names a kind, the closer pattern before the looser."""

SCALE: Final = (
    "completely dissatisfied", "very dissatisfied", "fairly dissatisfied",
    "neither satisfied nor dissatisfied", "fairly satisfied", "very satisfied",
    "completely satisfied",
)  # fmt: skip
"""Seven points, the worst first."""

_SHORTHAND: Final = (("vps", "statement"), ("ivna", "needs"), ("vcc", "agreement"))
_MORE: Final = (
    "unknown", "none", "blank", "pending", "active", "male", "female", "english", "telephone",
    "online", "letter", "email", "phone", "text", "victim", "suspect", "open", "closed", "live",
    "new", "high", "medium", "standard", "satisfied", "dissatisfied", "refused", "true", "false",
    "yes", "no",
)  # fmt: skip


def kind_in(text: str) -> str | None:
    """The kind of touchpoint that a heading or an entry names, if it names one."""
    said = plain(text)
    for short, written in _SHORTHAND:
        said = re.sub(rf"\b{short}\b", written, said)
    said = said.replace("victim personal statement", "statement")
    return next((kind for pattern, kind in KINDS_BY_WORDS if re.search(pattern, said)), None)


@cache
def meanings() -> Mapping[str, tuple[str, ...]]:
    """What each known word may mean, by the shipped lists in which results are the meanings."""
    held: dict[str, list[str]] = {}
    for _, meaning, words in _lists():
        if meaning in vocabulary.RESULTS or meaning == "nothing":
            for word in words:
                held.setdefault(plain(word), []).append(meaning)
    return {word: tuple(dict.fromkeys(found)) for word, found in held.items()}


def _lists() -> list[tuple[str, str, list[str]]]:
    """Every line of every shipped list of words: profile, meaning and words."""
    found = []
    for name in shipped():
        table = tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))
        for listed in table.get("words", {}).values():
            found += [(name, m, words) for m, words in listed.items() if isinstance(words, list)]
    return found


@cache
def known() -> frozenset[str]:
    """Words by which a cell is known to belong to a form and not to a person, in small letters."""
    texts = [word for _, _, words in _lists() for word in words]
    texts += [word for words in vocabulary.LISTS.values() for word in words]
    parts = [part for text in texts for part in re.findall(r"[a-z]+", text.lower())]
    return frozenset(part for part in parts if len(part) > 1) | frozenset(_MORE)
