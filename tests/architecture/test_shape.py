"""The house keeps its shape: sizes, opening docstrings, no circles, no forbidden names."""

import ast
import re
import subprocess
import tomllib
from datetime import date
from pathlib import Path

import grimp
from source import ROOT, functions, modules, place, tree

MODULE_LINES = 400
FUNCTION_LINES = 50
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "managers", "base", "misc"}


def allowed() -> dict[str, date]:
    listed = tomllib.loads((Path(__file__).parent / "allowed_sizes.toml").read_text())["allowed"]
    assert all(entry["why"] for entry in listed)
    return {entry["place"]: entry["until"] for entry in listed}


def too_large() -> set[str]:
    found = set()
    for path in modules("src", "tests", "tools"):
        if len(path.read_text(encoding="utf-8").splitlines()) > MODULE_LINES:
            found.add(place(path))
        found |= {
            f"{place(path)}:{name}" for name, lines in functions(path) if lines > FUNCTION_LINES
        }
    return found


def test_no_module_or_function_is_larger_than_allowed() -> None:
    assert too_large() <= set(allowed())


def test_the_list_of_what_may_be_larger_names_nothing_that_is_small_by_now() -> None:
    assert set(allowed()) <= too_large()


def test_every_module_opens_with_a_docstring() -> None:
    silent = [
        place(path)
        for path in modules("src", "tests", "tools")
        if not ast.get_docstring(tree(path))
    ]
    assert silent == []


def test_no_room_or_module_has_a_name_that_says_nothing() -> None:
    names = {part for path in modules("src") for part in (*path.parent.parts, path.stem)}
    assert not names & FORBIDDEN_NAMES


def test_no_import_goes_round_in_a_circle_at_any_depth() -> None:
    graph = grimp.build_graph("touchpoint", cache_dir=None)
    circles = []
    for parent in sorted(graph.modules):
        children = graph.find_children(parent)
        circles += [
            (one, other)
            for one in children
            for other in children
            if one < other
            and graph.chain_exists(importer=one, imported=other, as_packages=True)
            and graph.chain_exists(importer=other, imported=one, as_packages=True)
        ]
    assert circles == []


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard"],  # noqa: S607 - git is on the path
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def test_no_file_holds_the_address_of_a_registry_or_a_path_of_one_machine() -> None:
    registries = ("files.python" + "hosted", "pypi" + ".org", "registry.npm" + "js")
    machine = re.compile("(^|[^A-Za-z0-9_.])/(" + "wor" + "k|ro" + "ot|ho" + "me)/")
    faults = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        faults += [(place(path), name) for name in registries if name in text]
        faults += [(place(path), found.group()) for found in machine.finditer(text)]
    assert faults == []


def test_every_ignore_gives_its_reason() -> None:
    marker = re.compile(r"#\s*(noqa|type: ignore)(?!\S*[^#]*\s[-#]\s*\w)")
    silent = [
        f"{place(path)}:{number}"
        for path in modules("src", "tests", "tools")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marker.search(line) and path.name != "test_shape.py"
    ]
    assert silent == []


def test_no_test_skips_itself() -> None:
    words = re.compile(r"pytest\.(mark\.)?(skip|xfail|importorskip)")
    skipping = [
        place(path)
        for path in modules("tests")
        if words.search(path.read_text(encoding="utf-8")) and path.name != "test_shape.py"
    ]
    assert skipping == []
