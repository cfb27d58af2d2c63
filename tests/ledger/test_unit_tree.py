"""Climbing the tree of units: to the unit of a kind, and never round and round."""

from touchpoint.ledger.unit_tree import unit_above

TREE: dict[str, dict[str, str | None]] = {
    "F": {"kind": "force", "parent_id": None},
    "A": {"kind": "area", "parent_id": "F"},
    "T": {"kind": "team", "parent_id": "A"},
    "X": {"kind": "team", "parent_id": "Y"},
    "Y": {"kind": "team", "parent_id": "X"},
    "Z": {"kind": "team", "parent_id": "gone"},
}


def test_a_unit_lies_in_the_one_above_it_of_a_kind_and_in_itself() -> None:
    assert unit_above(TREE, "T", "area") == "A"
    assert unit_above(TREE, "T", "force") == "F"
    assert unit_above(TREE, "A", "area") == "A"


def test_where_the_tree_ends_or_goes_in_a_circle_there_is_none() -> None:
    assert unit_above(TREE, "F", "area") is None
    assert unit_above(TREE, "X", "area") is None
    assert unit_above(TREE, "Z", "area") is None
    assert unit_above(TREE, "nowhere", "team") is None
