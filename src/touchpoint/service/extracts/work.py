"""What the worker does with an upload: looks at it, tries a load, loads it, undoes it."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from touchpoint.errors import Refused
from touchpoint.extracts.guessing import guess
from touchpoint.extracts.loading import Loaded, load, undo
from touchpoint.extracts.profile import read_profile
from touchpoint.service.config.settings import settings
from touchpoint.service.config.shared_files import share
from touchpoint.service.extracts import memory
from touchpoint.service.extracts.clearing import clear_loaded
from touchpoint.service.extracts.decisions import hold_touchpoints
from touchpoint.service.extracts.delta import difference
from touchpoint.service.extracts.files import Place
from touchpoint.service.extracts.gone import Stayed, gone, hold, take_out
from touchpoint.service.extracts.models import State, Upload
from touchpoint.service.extracts.standing import (
    lay_aside_decisions,
    let_decisions_stand,
    refuse_corrected_meanwhile,
)
from touchpoint.service.extracts.swelling import refuse_what_is_wide, refuse_what_swells
from touchpoint.service.extracts.undone import leave_out_undone
from touchpoint.service.journeys.ledger_in import load_ledger
from touchpoint.service.journeys.ledger_out import export_ledger

MOST_REASONS: Final = 10
FITS_TOLD: Final = 5
OUR_FAULT: Final = (
    "Something went wrong in Touchpoint while it worked on this file. Nothing of it was changed. "
    "Try again; if it happens again, tell whoever runs the service when you tried."
)


def look_at(upload: Upload, now: datetime) -> None:
    """Find out which profile fits and what a load would do; nothing is loaded."""
    place = Place.of(upload)
    upload.outcome, upload.tried = {}, {}
    try:
        _refuse_if_missing(place)
        refuse_what_swells(place.file)
        refuse_what_is_wide(place.file)
        if not upload.own_profile and not upload.profile:
            _guess(upload, place)
        if upload.own_profile or upload.profile:
            _say(upload, "Trying a load")
            with _ledger() as folder:
                made = load(folder, _profile(upload, place), place.file, loaded_at=now)
                upload.tried = _told(made)
        upload.state = State.LOOKED_AT
    except Refused as refusal:
        upload.state = State.UNREADABLE
        upload.outcome = _refusal(refusal, place)
    except Exception:
        give_up(upload, State.UNREADABLE, now)
        raise
    _finish(upload, now)


def _refuse_if_missing(place: Place) -> None:
    """What the web server kept lies here, unless the two were given different folders."""
    if not place.file.is_file():
        raise Refused(
            "The worker does not find this file. Tell whoever runs the service: "
            "TOUCHPOINT_UPLOADS has to be the same folder for the web server and for the worker."
        )


def take_in(upload: Upload, now: datetime) -> None:
    """Load the file into the service: whole, or not at all."""
    place = Place.of(upload)

    def change(folder: Path) -> dict[str, Any]:
        made = load(folder, _profile(upload, place), place.file, loaded_at=now)
        upload.load_number = made.load
        if made.refused_to is not None:
            shutil.copyfile(made.refused_to, place.refused)
            share(place.refused, settings())
        return _told(made)

    _change(upload, now, change, State.LOADED)
    if upload.state == State.LOADED:
        clear_loaded(upload)


def take_back(upload: Upload, now: datetime) -> None:
    """Undo the load of an upload, by new rows."""

    def change(folder: Path) -> dict[str, Any]:
        if upload.load_number is None:
            raise Refused("This file was never loaded.")
        undone = undo(folder, upload.load_number, undone_at=now)
        told = {**upload.outcome, "undone_rows": undone.rows, "stayed": undone.stayed}
        told["standing"] = [str(one) for one in undone.standing]
        return {name: told[name] for name in told if name not in {"refused", "faults"}}

    _change(upload, now, change, State.UNDONE)


def _change(
    upload: Upload, now: datetime, change: Callable[[Path], dict[str, Any]], done: State
) -> None:
    """Change an export of the service, and take what came of it back into the service."""
    before = State.LOADED if done is State.UNDONE else State.FAILED
    try:
        _say(upload, "Laying out what the service keeps")
        with _ledger() as folder:
            _say(upload, "Reading the file" if done is State.LOADED else "Taking the load back")
            outcome = change(folder)
            leave_out_undone(folder)
            _say(upload, "Writing it to the service")
            with transaction.atomic(durable=True):
                stayed, decided = _write(folder.with_name("before"), folder, now)
                if done is State.UNDONE:
                    stayed.refuse_alive()
                kept = {"kept_rows": stayed.rows, **_standing(outcome, decided)}
                upload.outcome = {**outcome, **kept}
                upload.state = done
                _finish(upload, now)
    except Refused as refusal:
        upload.state = before
        upload.outcome = {**upload.outcome, **_refusal(refusal, Place.of(upload))}
        _finish(upload, now)
    except Exception:
        give_up(upload, before, now)
        raise


def _write(was: Path, folder: Path, now: datetime) -> tuple[Stayed, list[str]]:
    """Bring the service up to a changed ledger: what is new, what is gone, what is remembered.

    All in the caller's transaction, in which the upload says so too: a worker that is killed leaves
    either all of it or nothing. Says what could not go, and which decisions stand.
    """
    made, rows = folder.with_name("made"), gone(was, folder)
    stand: list[str] = []
    if rows:
        hold(rows)
    if difference(was, folder, made):
        hold_touchpoints()
        refuse_corrected_meanwhile(made)
        stand = let_decisions_stand(was, made)
        load_ledger(made, now=now, changes=True, durable=False)
    stayed = take_out(rows, now)
    memory.take_up(folder)
    return stayed, stand


def give_up(upload: Upload, state: State, now: datetime) -> None:
    """Say of an upload that the fault is ours; what was begun is as if it had not been."""
    upload.state = state
    upload.outcome = {**upload.outcome, "refused": OUR_FAULT, "faults": []}
    _finish(upload, now)


@contextmanager
def _ledger() -> Iterator[Path]:
    """What loads left in the service, as a ledger with the memory of them, for a while.

    What was undone and stays for its withdrawn touchpoints alone is not in it. What the service
    keeps as it stands lies `before` it.
    """
    with tempfile.TemporaryDirectory(prefix="touchpoint-") as scratch:
        folder = Path(scratch) / "kept"
        export_ledger(folder)
        lay_aside_decisions(folder)
        shutil.copytree(folder, folder.with_name("before"), copy_function=_link)
        memory.lay_out(folder)
        leave_out_undone(folder)
        yield folder


def _link(source: str, target: str) -> str:
    """The same file under another name: a ledger's files are replaced, never written over."""
    Path(target).hardlink_to(source)
    return target


def _guess(upload: Upload, place: Place) -> None:
    _say(upload, "Looking for a profile that fits")
    made = guess(place.file)
    upload.profile = made.profile or ""
    upload.found = {
        "told": list(made.told),
        "reasons": [place.in_words(one) for one in dict.fromkeys(made.reasons)],
        "unknown": [place.in_words(one) for one in dict.fromkeys(made.unknown)],
        "fits": [fit.profile for fit in made.fits[:FITS_TOLD]],
        "proposal": "" if made.profile else made.text,
    }


def _profile(upload: Upload, place: Place) -> Any:  # noqa: ANN401 - whatever read_profile gives
    return read_profile(place.profile if upload.own_profile else upload.profile)


def _told(made: Loaded) -> dict[str, Any]:
    return {
        "counts": asdict(made.counts),
        "told": list(made.told),
        "reasons": list(made.reasons[:MOST_REASONS]),
        "has_refused": made.refused_to is not None,
        "standing": [str(one) for one in made.standing],
    }


def _standing(outcome: dict[str, Any], decided: list[str]) -> dict[str, Any]:
    """What people corrected and decided, and stands against what a load says."""
    every = [*outcome["standing"], *decided]
    return {"stand": len(every), "standing": every[:MOST_REASONS]}


def _refusal(refusal: Refused, place: Place) -> dict[str, Any]:
    return {
        "refused": place.in_words(refusal.sentence),
        "faults": [place.in_words(fault) for fault in refusal.faults[:MOST_REASONS]],
    }


def _say(upload: Upload, step: str) -> None:
    upload.step = step
    upload.save(update_fields=["step"])


def _finish(upload: Upload, now: datetime) -> None:
    upload.step = ""
    upload.finished_at = now
    upload.save()
