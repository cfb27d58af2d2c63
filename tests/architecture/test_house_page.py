"""Rooms import what the page of the house says, and are made of the rooms that it names."""

import re
from functools import cache

import grimp
import pytest
from source import ROOT

PAGE = (ROOT / "docs" / "house.md").read_text(encoding="utf-8").partition("## The rooms")[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| `")
]
MAY_IMPORT = {cells[0].strip("`"): cells[2] for cells in ROWS}
IN_WORDS = {
    "nothing of ours": set[str](),
    "the library, but for `cli`": {*MAY_IMPORT} - {"cli", "service"},
    "every room": {*MAY_IMPORT} - {"cli"},
}
WALLS = dict(re.findall(r"^\* `(\w+)`: (.+?)(?=\n\* |\n\n)", PAGE, flags=re.MULTILINE | re.DOTALL))


@cache
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("touchpoint", cache_dir=None)


def imported_by(room: str) -> set[str]:
    graph = imports()
    own = {f"touchpoint.{room}", *graph.find_descendants(f"touchpoint.{room}")}
    found = {name for module in own for name in graph.find_modules_directly_imported_by(module)}
    return {name.split(".")[1] for name in found if "." in name} & {*MAY_IMPORT} - {room}


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_the_rooms_that_the_page_says(room: str) -> None:
    said = MAY_IMPORT[room]
    if said in IN_WORDS:
        assert imported_by(room) <= IN_WORDS[said]
    else:
        assert imported_by(room) == set(re.findall(r"`(\w+)`", said))


@pytest.mark.parametrize("room", WALLS)
def test_the_page_names_every_room_within_a_large_room(room: str) -> None:
    folders = (ROOT / "src" / "touchpoint" / room).iterdir()
    kept = (folder for folder in folders if folder.name != "__pycache__")
    within = {folder.name for folder in kept if any(folder.glob("[!.]*.*"))}
    assert within
    assert within <= set(re.findall(r"`(\w+)/?`", WALLS[room]))


def test_every_room_with_many_modules_is_said_to_have_walls() -> None:
    inner = [
        room
        for room in MAY_IMPORT
        if sum(
            any(folder.glob("*.py")) for folder in (ROOT / "src" / "touchpoint" / room).iterdir()
        ) > 3
    ]  # fmt: skip
    assert set(inner) <= set(WALLS)
    assert len(WALLS) == 7
