"""How a page speaks of the person whose journey it is: by their role, assuming nothing more."""

from dataclasses import dataclass
from typing import Final

ADULT_AT: Final = 18


@dataclass(frozen=True, kw_only=True, slots=True)
class Called:
    """How somebody is spoken of: in a heading, within a sentence, and who they are in full."""

    heading: str
    noun: str
    """Within a sentence, with its article: the bereaved relative."""
    who: str


_BY_ROLE: Final = {
    "bereaved": Called(
        heading="Bereaved relative",
        noun="the bereaved relative",
        who="A close relative of the person who died",
    ),
    "parent_or_guardian": Called(
        heading="Parent or guardian",
        noun="the parent or guardian",
        who="The parent or guardian of a victim under 18",
    ),
    "spokesperson": Called(
        heading="Family spokesperson",
        noun="the family spokesperson",
        who="A member of the family, who speaks for the victim",
    ),
    "business": Called(
        heading="Business",
        noun="the business contact",
        who="The named contact of a business",
    ),
}
_CHILD: Final = Called(heading="Child victim", noun="the child", who="The victim, a child")
_VICTIM: Final = Called(heading="Victim", noun="the victim", who="The victim")


def called(role: str, age: int | None) -> Called:
    """How the person of a journey is spoken of."""
    if role == "direct" and age is not None and age < ADULT_AT:
        return _CHILD
    return _BY_ROLE.get(role, _VICTIM)


def is_child(role: str, age: int | None) -> bool:
    """Whether the person of the journey is a victim under 18."""
    return called(role, age) is _CHILD
