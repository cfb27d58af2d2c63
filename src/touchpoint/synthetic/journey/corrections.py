"""Corrections: some touchpoints are written again, and the later one names the one it replaces.

Both are kept, as the ledger's first law has it. A correction changes by what means or by whom, not
whether or when, so that what is planted is the same with it.
"""

import numpy as np

from touchpoint.synthetic.drawing.arrays import Moments, where
from touchpoint.synthetic.drawing.weights import spans
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.journey.words import code
from touchpoint.synthetic.shares.planted import chance

CORRECTABLE = (
    "acknowledgement.sent", "needs.assessed", "contact.agreed", "victim.updated", "victim.told",
    "plan.set", "supervisor.reviewed", "risk.assessed",
)  # fmt: skip
"""Kinds that no other touchpoint answers."""


def correct(scene: Scene) -> None:
    """Correct some of what stands in the diary, each touchpoint at most once."""
    rows = scene.diary.rows()
    kinds = [code("kind", kind) for kind in CORRECTABLE]
    candidates = where(np.isin(rows.kind, kinds))
    wrong = candidates[scene.dice.happens(chance("corrected"), len(candidates))]
    n = len(wrong)
    old = rows.take(wrong)
    scene.diary.write(
        old.kind,
        old.journey,
        Moments(day=old.day, second=old.second),
        source=old.source,
        result=old.result,
        about=old.about,
        replaces=wrong,
        channel=scene.channels(n),
        staff=scene.supervisor(old.journey),
        detail=old.detail,
        delay=scene.dice.days(spans("corrected"), n),
    )
