"""`touchpoint verify`: whether any touchpoint or look was changed, removed, inserted or moved."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from touchpoint.cli.output import so_many
from touchpoint.cli.running import DataOption, service_at_hand
from touchpoint.errors import Refused

if TYPE_CHECKING:
    from touchpoint.service.journeys import chain
    from touchpoint.service.journeys.looks import chain as log_of_looks

LOOKS: Final = "looks:"
"""What stands before a seal of the log of looks; before one of touchpoints stands nothing."""
SEAL: Final = re.compile(rf"({LOOKS})?([1-9][0-9]{{0,17}}):([0-9a-f]{{64}})", re.IGNORECASE)
KEEP: Final = "Keep the database as it is, and find out who had it open."


def verify(
    *,
    known: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[looks:]ENTRY:SEAL",
            help="A seal that was written down after an earlier check; may be given again.",
            show_default=False,
        ),
    ] = None,
    data: DataOption = None,
) -> None:
    """Prove that the touchpoints are what they were when they were appended, and the looks too."""
    asked = [_read(text) for text in known or ()]
    with service_at_hand(data):
        from touchpoint.service.journeys import chain  # noqa: PLC0415 - once Django is up
        from touchpoint.service.journeys.looks import chain as log_of_looks  # noqa: PLC0415 - the same
        from touchpoint.service.journeys.seals import Seal  # noqa: PLC0415 - the same

        kept = [(of, Seal(entry=entry, seal=seal)) for of, entry, seal in asked]
        found = chain.verify(*(one for of, one in kept if of != LOOKS))
        looked = log_of_looks.verify(*(one for of, one in kept if of == LOOKS))
    if not (found.sound and looked.sound):
        raise Refused(_what_is_wrong(found, looked), _faults(found, looked))
    journeys = so_many(found.journeys, "journey")
    typer.echo(
        f"{so_many(found.touchpoints, 'touchpoint')} on {journeys} {_hold(found.touchpoints)}."
    )
    typer.echo(f"{so_many(looked.looks, 'look')} {_hold(looked.looks)}.")
    seals = [f"{found.entry}:{found.seal}"] if found.entry else []
    seals += [f"{LOOKS}{looked.entry}:{looked.seal}"] if looked.entry else []
    if seals:
        typer.echo(
            "Write each seal down away from here, and give them to a later check, each with "
            "--known:\n" + "\n".join(seals)
        )


def _what_is_wrong(found: "chain.Verified", looked: "log_of_looks.Verified") -> str:
    if found.broken:
        first = found.broken[0]
        return f"The first broken link is {_named(first)}: {first.what}. {KEEP}"
    if looked.faults:
        return f"The log of looks was tampered with. {KEEP}"
    return f"What was written down after an earlier check is not there any more. {KEEP}"


def _faults(found: "chain.Verified", looked: "log_of_looks.Verified") -> Sequence[str]:
    return [
        *(f"{_named(broken)}: {broken.what}." for broken in found.broken),
        *(f"The register of touchpoints: {fault}." for fault in found.not_shown),
        *(f"Look {fault.look_id}: {fault.what}." for fault in looked.faults),
        *(f"The register of looks: {fault}." for fault in looked.not_shown),
    ]


def _named(broken: "chain.Broken") -> str:
    if broken.touchpoint_id is not None:
        return f"{broken.touchpoint_id} ({broken.journey_id}, number {broken.number})"
    return f"{broken.journey_id}, number {broken.number}"


def _read(text: str) -> tuple[str, int, str]:
    """Of what a seal is, its entry, and the seal itself."""
    read = SEAL.fullmatch(text.strip())
    if not read:
        raise typer.BadParameter(
            f"{text!r} is no seal: it is a number, a colon and 64 digits and letters up to f, "
            f"with {LOOKS} before it if it is one of the log of looks."
        )
    return (read[1] or "").lower(), int(read[2]), read[3].lower()


def _hold(number: int) -> str:
    return "holds" if number == 1 else "hold"
