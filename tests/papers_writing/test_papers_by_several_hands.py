"""Work that is handed to another process comes back as if it were done here; so does a refusal."""

import os
import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from sample_document import sample_document

from touchpoint.errors import Refused
from touchpoint.papers.hands import OwnHands, other_hands
from touchpoint.papers.writing import write_paper
from touchpoint.papers.writing.sound import refuse_unsound


def test_another_process_writes_the_same_paper_and_hands_its_refusals_back(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "others").mkdir()
    document = sample_document()
    own = write_paper(document, tmp_path / "own")
    with other_hands() as hands:
        assert hands.give(os.getpid)() != os.getpid()
        others = write_paper(document, tmp_path / "others", hands)
        unsound = hands.give(refuse_unsound, replace(document, name="../paper"))
        with pytest.raises(Refused) as told:
            unsound()
    assert [path.name for path in others] == [path.name for path in own]
    assert [path.read_bytes() for path in others] == [path.read_bytes() for path in own]
    assert told.value.faults
    assert sorted(path.name for path in (tmp_path / "others").iterdir()) == sorted(
        path.name for path in others
    )


def test_a_refusal_is_the_same_on_the_other_side() -> None:
    refused = Refused("It cannot be done: do another thing.", ["this", "that"])
    back = pickle.loads(pickle.dumps(refused))  # noqa: S301 - our own
    assert (back.sentence, back.faults, str(back)) == (
        refused.sentence, refused.faults, str(refused),
    )  # fmt: skip


def test_own_hands_have_done_the_work_before_it_is_asked_for() -> None:
    done: list[int] = []
    wait = OwnHands().give(done.append, 1)
    assert done == [1]
    wait()
    assert done == [1]
