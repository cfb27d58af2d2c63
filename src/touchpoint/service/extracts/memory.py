"""What loads are remembered by, kept in the database so that a backup has it too."""

from pathlib import Path

from touchpoint.ledger.folder import MEMORY
from touchpoint.service.extracts.models import Memory


def lay_out(ledger: Path) -> None:
    """Put the memory of earlier loads into a ledger."""
    for kept in Memory.objects.order_by("place"):
        file = ledger / kept.place
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(bytes(kept.content))


def take_up(ledger: Path) -> None:
    """Keep what a ledger remembers now, and nothing that it has let go of."""
    kept = {one.place: bytes(one.content) for one in Memory.objects.all()}
    files = {
        f"{table}/{file.name}": file.read_bytes()
        for table in MEMORY
        for file in (ledger / table).glob("*.parquet")
    }
    Memory.objects.filter(place__in=kept.keys() - files.keys()).delete()
    for place, content in files.items():
        if kept.get(place) != content:
            Memory.objects.update_or_create(place=place, defaults={"content": content})
