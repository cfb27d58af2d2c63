"""The glossary is law: it and the ledger's vocabulary have the same words and meanings."""

import re

from source import ROOT

from touchpoint.ledger import TABLES, vocabulary

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def defined_under(heading: str) -> dict[str, str]:
    begins = rf"^### {re.escape(heading)}$(.*?)(?=^#|\Z)"
    section = re.search(begins, GLOSSARY, re.MULTILINE | re.DOTALL)
    assert section, f"the glossary has no section {heading}"
    return dict(re.findall(r"^\| `([^`]+)` \| (.+?) \|$", section.group(1), re.MULTILINE))


def test_the_glossary_and_the_vocabulary_have_the_same_words_and_meanings() -> None:
    for heading, words in vocabulary.LISTS.items():
        assert defined_under(heading) == dict(words), heading


def test_every_closed_list_of_the_tables_is_in_the_glossary() -> None:
    lists = [dict(c.words) for t in TABLES.values() for c in t.columns if c.words is not None]
    kinds = (vocabulary.KINDS, vocabulary.TOUCHPOINT_KINDS)
    named = [dict(words) for words in (*vocabulary.LISTS.values(), *kinds)]
    assert all(words in named for words in lists)


def test_kinds_are_a_noun_and_a_past_tense() -> None:
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", kind) for kind in vocabulary.KINDS)


def test_no_kind_is_in_two_families() -> None:
    families = (vocabulary.CASE_KINDS, vocabulary.VICTIM_KINDS, vocabulary.SAFETY_KINDS)
    assert sum(map(len, families)) == len(vocabulary.KINDS)
