"""A profile is read whole or refused with every fault and its place; the how-to page is true."""

import re
from pathlib import Path

import pytest
from sheets import HEAD, map_sheet
from source import ROOT

from touchpoint.errors import Refused
from touchpoint.extracts.profile import explain, read_profile, shipped

PAGE = (ROOT / "docs" / "how-to" / "write-a-profile.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
FIRST = EXAMPLES[0]
TABLE = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.split("## The parts of a profile")[0].splitlines()
    if line.startswith("| ")
]


def saved(text: str, folder: Path, name: str = "our-statements.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(text: str, folder: Path) -> tuple[str, ...]:
    with pytest.raises(Refused) as refused:
        read_profile(saved(text, folder))
    return refused.value.faults


def test_the_first_profile_of_the_page_does_what_the_page_says(tmp_path: Path) -> None:
    done = map_sheet(tmp_path, FIRST, TABLE[0], TABLE[1:])
    assert done.rows("offer", "journey_id", "result") == [("J1", "accepted"), ("J2", "declined")]
    assert len(done.rows("statement")) == len(done.rows("promise")) == 1
    assert done.faults == []
    assert len(done.keys) == 3


def test_the_faults_on_the_page_are_those_that_are_told(tmp_path: Path) -> None:
    broken = FIRST.replace('"statement.offered"\nwhen', '"statement.oferred"\nwhen')
    broken = broken.replace('words = "offered"', 'words = "offer"')
    with pytest.raises(Refused) as refused:
        read_profile(saved(broken, tmp_path))
    assert f"```text\n{refused.value}\n```" in PAGE


def test_every_other_example_of_the_page_can_be_read(tmp_path: Path) -> None:
    needed = """
    [investigation]
    find = { reference = "Crime No" }
    [words.marks]
    child = ["Child"]
    [words.yes_no_na]
    yes = ["Y"]
    """
    words, investigations, survey, several = EXAMPLES[1:]
    own = needed.replace("find =", "id =").replace('{ reference = "Crime No" }', '"Crime No"')
    read_profile(saved(HEAD + words + own + investigations, tmp_path))
    read_profile(saved(HEAD + survey, tmp_path))
    read_profile(saved(HEAD + needed + several, tmp_path))


def test_every_shipped_profile_is_read_and_explained() -> None:
    assert shipped()
    for name in shipped():
        profile = read_profile(name)
        assert profile.name == name
        said = explain(profile)
        assert all(heading in " ".join(said.split()) for heading in profile.key)


def test_an_explanation_says_which_columns_become_what(tmp_path: Path) -> None:
    said = explain(read_profile(saved(FIRST, tmp_path)))
    for line in (
        "found in the ledger by crime reference (Crime No) and family name (Surname).",
        "    result: VPS offered, through the words offered",
        "    only where Next update (days) is filled",
        "    Yes - declined means declined",
        "  A row is known again by Crime No and Surname.",
    ):
        assert line in said
    assert max(map(len, said.splitlines())) <= 100


JOURNEY = '[journey]\nid = "Victim"\n'
TOUCHPOINT = '[[touchpoints]]\nentry = "e"\nkind = "victim.updated"\nwhen = "On"\n'
RESULT = 'result = { column = "R", words = "w" }\n'


@pytest.mark.parametrize(
    ("profile", "fault"),
    [
        (TOUCHPOINT, "touchpoint e: [journey] is missing: it says whose row it is."),
        (
            JOURNEY + TOUCHPOINT.replace("when", "wen"),
            "touchpoint e, when: it is missing, and the ledger cannot do without it.",
        ),
        (
            JOURNEY + TOUCHPOINT + 'resutl = "R"\n',
            "touchpoint e, resutl: nothing is known by this name here. Did you mean result?",
        ),
        (
            JOURNEY
            + TOUCHPOINT
            + 'result = { column = "R", words = "w" }\n[words.w]\nagreed = ["Y"]',
            (
                "touchpoint e, result: [words.w]: 'agreed' is no word for result: it must be "
                "one of done, accepted, declined, deferred, not_asked, unable, no_contact, unsafe."
            ),
        ),
        (
            JOURNEY + TOUCHPOINT + '[words.w]\nyes = ["Y"]\nno = ["y "]',
            "[words.w]: 'y ' cannot mean both yes and no.",
        ),
        (
            JOURNEY + TOUCHPOINT + '[words.w]\nvictim.told = ["Y"]',
            '[words.w], victim: a meaning with a full stop needs quotes: "victim.told" = [...].',
        ),
        (
            JOURNEY + TOUCHPOINT + 'staff_id = { column = "S", pattern = "(" }',
            "touchpoint e, staff_id, pattern: '(' is no regular expression",
        ),
        (
            JOURNEY + TOUCHPOINT + 'received_on = { always = "today" }',
            "touchpoint e, received_on: always must be a day without quotes here, like 2024-04-01.",
        ),
        (
            JOURNEY + TOUCHPOINT + "channel = 5",
            (
                "touchpoint e, channel: 5 is no value: write the heading of a column in quotes, or "
                "{ always = 5 } for what is the same in every row."
            ),
        ),
        (
            '[journey]\nfind = { surname = "S" }\n' + TOUCHPOINT,
            "[journey], find: 'surname' is no way to find a journey: it must be one of",
        ),
        ('time_zone = "Europe/Atlantis"\n' + JOURNEY + TOUCHPOINT, "time_zone: 'Europe/Atlantis'"),
        (JOURNEY + TOUCHPOINT + TOUCHPOINT, "entry e: more than one entry has this name"),
        (
            JOURNEY + TOUCHPOINT.replace('"e"', '"e/1"'),
            "touchpoint e/1, entry: it holds a /, which parts the ids of touchpoints: use a hyphen",
        ),
        ("", "it makes no row of the ledger"),
    ],
)
def test_a_fault_of_a_profile_is_told_with_its_place(
    profile: str, fault: str, tmp_path: Path
) -> None:
    found = faults_of(HEAD + profile, tmp_path)
    assert any(one.startswith(fault) for one in found), found


def test_all_faults_of_a_profile_are_told_at_once(tmp_path: Path) -> None:
    found = faults_of(
        'dates = "british"\n' + JOURNEY + TOUCHPOINT.replace("victim", "victm"), tmp_path
    )
    assert [one.split(":")[0] for one in found] == [
        "name",
        "[rows]",
        "touchpoint e, kind",
        "title",
        "source",
        "dates",
    ]


def test_what_is_no_toml_or_no_file_ends_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is not TOML"):
        read_profile(saved("name = Our profile", tmp_path))
    with pytest.raises(Refused, match="There is no profile file"):
        read_profile(tmp_path / "none.toml")
    with pytest.raises(Refused, match=r"Did you mean crime-victims\? `touchpoint profiles` lists"):
        read_profile("crime-victms")
    (tmp_path / "latin.toml").write_bytes('title = "caf\u00e9"'.encode("latin-1"))
    with pytest.raises(Refused, match="UTF-8"):
        read_profile(tmp_path / "latin.toml")
