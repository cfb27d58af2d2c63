"""What a block's records call each person, as the ledger's table of identities.

Spelled so that nobody can be meant: Ofcom's numbers for drama, domains for examples, no postcode
area of the Post Office's.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from touchpoint.synthetic.drawing.arrays import NONE, Ints
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.people.identities import (
    EMPTY,
    PHONES_IN_A_RANGE,
    SECTORS,
    UNITS,
    Records,
    family_names,
    given_names,
)
from touchpoint.synthetic.tables.columns import dates, digits, letters, named, spell, strings, words

RANGES = ("07700 900", "01632 960")
PROVIDERS = ("example.org", "example.com")


def identities(scene: Scene, records: Records) -> pa.Table:
    numbers = scene.victims.number[records.journey]
    given, family = given_names().spellings, family_names().spellings
    return pa.table(
        {
            "record_id": named("K", numbers),
            "journey_id": named("J", numbers),
            "given_name": words(np.where(records.given == EMPTY, NONE, records.given), given),
            "family_name": words(records.family, family),
            "born_on": dates(records.born, EMPTY),
            "postcode": _postcodes(records.postcode),
            "phone": _phones(records.phone),
            "email": _emails(records),
        }
    )


def _postcodes(number: Ints) -> pa.Array:
    """ZZ is no postcode area."""
    there = number != EMPTY
    number = np.where(there, number, 0)
    district, rest = np.divmod(number, SECTORS * UNITS)
    sector, unit = np.divmod(rest, UNITS)
    n = len(number)
    spelled = spell(n, "ZZ", digits(district + 1, 2), " ", digits(sector, 1), letters(unit, 2))
    return strings(spelled, there)


def _phones(number: Ints) -> pa.Array:
    """From the ranges that Ofcom keeps for drama, mobile and landline."""
    there = number != EMPTY
    of_range, rest = np.divmod(np.where(there, number, 0), PHONES_IN_A_RANGE)
    starts = np.frombuffer("".join(RANGES).encode("ascii"), np.uint8).reshape(len(RANGES), -1)
    return strings(spell(len(number), starts[of_range], digits(rest, 3)), there)


def _emails(records: Records) -> pa.Array:
    """The person's own names and a number, at a domain kept for examples."""
    there = records.email != EMPTY
    number = np.where(there, records.email, 0)
    domain = words(number % len(PROVIDERS), PROVIDERS)
    local = pc.binary_join_element_wise(
        pc.ascii_lower(words(records.own_given, given_names().spellings)),
        pc.ascii_lower(words(records.own_family, family_names().spellings)),
        ".",
    )
    tail = strings(digits(number, 3))
    name = pc.binary_join_element_wise(local, tail, "")
    whole = pc.binary_join_element_wise(name, domain, "@")
    return pc.if_else(pa.array(there), whole, pa.scalar(None, pa.string()))
