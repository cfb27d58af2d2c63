"""Writes what is generated: pages of docs/ from the code, SQL, bank holidays: `make docs`.

With `--check`, writes nothing and fails when a page is not what it would write.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tools.bank_holidays import bank_holidays_as_published

from touchpoint.calendar.bank_holidays import FILE as BANK_HOLIDAYS
from touchpoint.cli.reference import command_reference
from touchpoint.cli.statistics_page import statistics_reference
from touchpoint.ledger import TABLES, vocabulary
from touchpoint.ledger.folder import MEMORY
from touchpoint.ledger.tables import Column
from touchpoint.measures.telling.reference import measures_reference
from touchpoint.rights.telling.reference import rights_reference
from touchpoint.rights.telling.wording import listed
from touchpoint.service.config.settings_page import settings_reference
from touchpoint.service.journeys.compiled import text_of_today
from touchpoint.service.journeys.compiled_text import FILE
from touchpoint.service.journeys.kinds_page import kinds_reference

DOCS = Path(__file__).parents[1] / "docs"
MARK = "<!-- words -->\n"


def glossary() -> str:
    written_by_hand = (DOCS / "glossary.md").read_text(encoding="utf-8").split(MARK)[0]
    lists = [
        f"\n### {heading}\n\n| word | what it means |\n|---|---|\n"
        + "".join(f"| `{word}` | {meaning} |\n" for word, meaning in words.items())
        for heading, words in vocabulary.LISTS.items()
    ]
    return written_by_hand + MARK + "".join(lists)


def ledger_reference() -> str:
    return "\n".join(_ledger_lines()) + "\n"


def _ledger_lines() -> Iterator[str]:
    yield "# The tables of a ledger"
    yield ""
    yield "For whoever reads or writes a ledger with another tool. Written by `make docs`."
    yield ""
    yield "A ledger is a folder of Parquet files with `ledger.json` beside them. A table is one"
    yield "file (`touchpoints.parquet`) or a folder of files (`touchpoints/*.parquet`); files whose"
    yield "names begin with a dot or `_` are no part of it. Instants are UTC; dates are local. `?`"
    yield "marks a column that may be empty."
    yield ""
    yield f"Where files were loaded, {listed([f'`{name}/`' for name in MEMORY], 'and')} stand"
    yield "beside the tables: the ledger's memory of its loads, from which one is undone. They are"
    yield "no tables, and nobody needs them to read a ledger."
    for table in TABLES.values():
        needed = "Must be there." if table.required else "Reads as empty when it is not there."
        key = f" A row is named by {', '.join(f'`{name}`' for name in table.key)}." * bool(
            table.key
        )
        yield from ("", f"## {table.name}", "", f"{table.about} {needed}{key}", "")
        yield "| column | type | what it is |"
        yield "|---|---|---|"
        for column in table.columns:
            yield f"| `{column.name}` | {_type(column)} | {_about(column)} |"


def _type(column: Column) -> str:
    return f"{column.type}{'?' if column.nullable else ''}"


def _about(column: Column) -> str:
    words = " (one of the glossary's words)" if column.words else ""
    refers = f"; refers to `{'.'.join(column.refers_to)}`" if column.refers_to else ""
    local = f"; the local day of `{column.date_of}`" if column.date_of else ""
    return f"{column.about}{words}{refers}{local}"


PAGES = {
    "glossary.md": glossary,
    "reference/ledger.md": ledger_reference,
    "reference/command.md": command_reference,
    "reference/duties.md": rights_reference,
    "reference/kinds-of-roles.md": kinds_reference,
    "reference/measures.md": measures_reference,
    "reference/settings.md": settings_reference,
    "reference/statistics.md": statistics_reference,
}


def main() -> None:
    stale = []
    written = {
        **{DOCS / name: write for name, write in PAGES.items()},
        BANK_HOLIDAYS: bank_holidays_as_published,
        FILE: text_of_today,
    }
    for page, write in written.items():
        text = write()
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            stale.append(page.name)
            if "--check" not in sys.argv:
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.exit(f"These pages are out of date: {', '.join(stale)}. Run `make docs`.")


if __name__ == "__main__":
    main()
