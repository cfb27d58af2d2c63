"""Support: referral by consent, restorative justice, compensation, the letter after hate crime.

A referral is offered, taken up by about a quarter, sent, taken on by a service and closed in time;
each answers the one before it.
"""

import numpy as np

from touchpoint.synthetic.drawing.arrays import Ints, Moments, where
from touchpoint.synthetic.drawing.weights import Weights
from touchpoint.synthetic.journey.scene import Scene
from touchpoint.synthetic.journey.words import PROVIDERS, code, details, results
from touchpoint.synthetic.shares.planted import chance, table


def support(scene: Scene) -> None:
    _refer(scene)
    _restore(scene)
    _explain_compensation(scene)
    letters = scene.those("hate_letter", scene.marked("hate_crime"))
    scene.diary.write(
        "hate_letter.sent",
        letters,
        scene.after("hate_letter", scene.reported(letters)),
        channel="letter",
        result="done",
    )


def _refer(scene: Scene) -> None:
    offered = scene.those("referral.offered", scene.everybody)
    at = scene.after("referral_offered", scene.reported(offered))
    accepted, deferred = chance("referral.accepted"), chance("referral.deferred")
    answers = Weights([accepted, deferred, 1 - accepted - deferred])
    answer = scene.dice.pick(answers, len(offered))
    said = results("accepted", "deferred", "declined")[answer]
    rows = scene.by_officer("referral.offered", offered, at, result=said)
    yes = where(answer == 0)
    at = scene.after("referral_sent_working", at.take(yes))
    sent = scene.diary.write(
        "referral.sent",
        offered[yes],
        at,
        about=rows[yes],
        result="done",
        staff=scene.officer(offered[yes]),
        detail=_provider(scene, offered[yes]),
    )
    _serve(scene, offered[yes], at, sent)


def _serve(scene: Scene, journeys: Ints, at: Moments, sent: Ints) -> None:
    """What the support service does with a referral."""
    for kind, share, span, result in (
        ("referral.accepted", "referral.taken_on", "referral_accepted", "accepted"),
        ("referral.closed", "referral.closed", "referral_closed", "done"),
    ):
        these = where(scene.some(share, journeys))
        journeys, at = journeys[these], scene.after(span, at.take(these))
        sent = scene.diary.write(
            kind,
            journeys,
            at,
            about=sent[these],
            result=result,
            source="support_services",
            detail=_provider(scene, journeys),
        )


def _provider(scene: Scene, journeys: Ints) -> Ints:
    """The detail that names the service a referral goes to, by the crime and the victim.

    No dice are thrown: whoever is referred is referred there.
    """
    told = table("force")["returns"]
    chosen = np.zeros(len(journeys), dtype=np.int64)
    for place, (mark, for_children) in enumerate(
        zip(told["marks"], told["for_children"], strict=True)
    ):
        marked = scene.marked(mark) if mark else scene.everybody
        fits = marked & scene.victims.children if for_children else marked
        chosen[fits[journeys]] = place
    return details([{"provider": name} for name in PROVIDERS])[chosen]


def _restore(scene: Scene) -> None:
    offered = scene.those("restorative.offered", scene.everybody)
    at = scene.after("restorative", scene.reported(offered))
    referred = scene.some("restorative.referred", offered)
    rows = scene.diary.write(
        "restorative.offered",
        offered,
        at,
        result=results("declined", "accepted")[referred.astype(np.int64)],
        staff=scene.officer(offered),
    )
    these = where(referred)
    police = scene.some("restorative.by_police", these)
    codes = np.array([code("source", "support_services"), code("source", "crime_system")])
    scene.diary.write(
        "restorative.referred",
        offered[these],
        scene.after("restorative_referred", at.take(these)),
        about=rows[these],
        result="done",
        source=codes[police.astype(np.int64)],
    )


def _explain_compensation(scene: Scene) -> None:
    violence = scene.marked("violence")
    for these, share in ((violence, "violence"), (~violence, "others")):
        journeys = scene.those(f"compensation.{share}", these)
        at = scene.after("compensation", scene.reported(journeys))
        scene.by_officer("compensation.explained", journeys, at)
