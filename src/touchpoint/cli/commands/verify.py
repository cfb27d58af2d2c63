"""`touchpoint verify`: whether any touchpoint was changed, removed, inserted or moved."""

from typing import TYPE_CHECKING, Annotated

import typer

from touchpoint.cli.running import DataOption, service_at_hand
from touchpoint.errors import Refused

if TYPE_CHECKING:
    from touchpoint.service.journeys.chain import Broken, Seal


def verify(
    *,
    known: Annotated[
        str | None,
        typer.Option(
            metavar="ENTRY:SEAL",
            help="A seal that was written down after an earlier check.",
            show_default=False,
        ),
    ] = None,
    data: DataOption = None,
) -> None:
    """Prove that the touchpoints are what they were when they were appended."""
    with service_at_hand(data):
        from touchpoint.service.journeys import chain  # noqa: PLC0415 - once Django is up
        from touchpoint.service.journeys.looks import chain as log_of_looks  # noqa: PLC0415 - the same

        found = chain.verify(_seal(known) if known is not None else None)
        looked = log_of_looks.verify()
    if not found.sound:
        first = found.broken[0]
        raise Refused(
            f"The first broken link is {_named(first)}: {first.what}. Keep the database as it is, "
            "and find out who had it open.",
            [f"{_named(broken)}: {broken.what}." for broken in found.broken],
        )
    if not looked.sound:
        raise Refused(
            "The log of looks was tampered with. Keep the database as it is, and find out who had "
            "it open.",
            [f"Look {fault.look_id}: {fault.what}." for fault in looked.faults],
        )
    typer.echo(f"{found.touchpoints:,} touchpoints on {found.journeys:,} journeys hold.")
    typer.echo(f"{looked.looks:,} looks hold.")
    if found.entry:
        typer.echo(
            "Write this seal down away from here, and give it to a later check with --known:\n"
            f"{found.entry}:{found.seal}"
        )


def _named(broken: "Broken") -> str:
    if broken.touchpoint_id is not None:
        return f"{broken.touchpoint_id} ({broken.journey_id}, number {broken.number})"
    return f"{broken.journey_id}, number {broken.number}"


def _seal(known: str) -> "Seal":
    from touchpoint.service.journeys.chain import Seal  # noqa: PLC0415 - once Django is up

    entry, _, seal = known.strip().partition(":")
    if not entry.isdecimal() or not seal:
        raise Refused(f"{known!r} is no seal: it is a number, a colon and 64 letters and digits.")
    return Seal(entry=int(entry), seal=seal.lower())
