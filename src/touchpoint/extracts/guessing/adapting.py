"""A shipped profile made over for a file whose headings differ or are not all there.

What needs a heading that the file does not have is left out whole, and told; nothing is made up.
"""

from collections.abc import Mapping
from typing import Any, Final

from touchpoint.extracts.guessing.wants import ENTRIES, LISTS, PARTS

NO_HEADINGS: Final = frozenset({"entry", "a_day_is"})


class Adapting:
    """Makes over one profile; `names` gives what each heading is called in the file."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self.left_out: list[str] = []

    def table(self, table: Mapping[str, Any]) -> dict[str, Any]:
        """The whole profile."""
        made: dict[str, Any] = {}
        for name, held in table.items():
            if name in ENTRIES:
                found = self._entries(name, held)
            elif name in {"journey", "investigation"}:
                found = self._belonging(name, held)
            elif name == "coverage":
                found = [c for covering in held if (c := self._covering(covering))]
            else:
                found = self._plain(name, held)
            if found:
                made[name] = found
        return made

    def _plain(self, name: str, held: Any) -> Any:  # noqa: ANN401 - a value of TOML may be anything
        if name == "file":
            header = [self._names[h] for h in held.get("header", []) if h in self._names]
            kept = {k: v for k, v in held.items() if k != "header"}
            return {"header": header, **kept} if header else kept
        if name == "rows" and isinstance(held.get("key"), list):
            members = [v for member in held["key"] if (v := self._value(member)) is not None]
            return {**held, "key": members}
        return held

    def _belonging(self, name: str, held: Mapping[str, Any]) -> dict[str, Any]:
        made = {key: value for key, value in held.items() if key not in {"id", "find"}}
        if "id" in held:
            made["id"] = self._value(held["id"])
        attempts = held.get("find", [])
        listed = attempts if isinstance(attempts, list) else [attempts]
        found = [
            attempt
            for tried in listed
            if all((attempt := {k: self._value(v) for k, v in tried.items()}).values())
        ]
        if found:
            made["find"] = found if len(found) > 1 else found[0]
        if made.get("id") is None and not found:
            self.left_out.append(f"[{name}], since none of the ways in which it was found is left")
            return {}
        return {key: value for key, value in made.items() if value is not None}

    def _entries(self, name: str, held: Any) -> Any:  # noqa: ANN401 - as above
        if isinstance(held, Mapping):
            return self._entry(name, held)
        return [made for entry in held if (made := self._entry(name, entry))]

    def _entry(self, name: str, entry: Mapping[str, Any]) -> dict[str, Any] | None:
        called = f"{name} {entry['entry']}" if "entry" in entry else name
        made: dict[str, Any] = {}
        for key, value in entry.items():
            found = self._part(key, value)
            if found is not None:
                made[key] = found
            elif key in {"if", "when", "kind", "columns", "result"}:
                self.left_out.append(f"{called}, since the file does not have its {key}")
                return None
            else:
                self.left_out.append(f"{key} of {called}")
        return made

    def _part(self, key: str, value: Any) -> Any:  # noqa: ANN401 - as above
        if key in NO_HEADINGS or (key == "kind" and isinstance(value, str)):
            return value
        if key == "if":
            return self._conditions(value)
        if key == "columns" and "matching" not in value:
            gone = [f"the answer {v}" for h, v in value.items() if h not in self._names]
            self.left_out += gone if len(gone) < len(value) else []
            return {self._names[h]: v for h, v in value.items() if h in self._names} or None
        if key == "columns":
            return value
        if key == "detail":
            held = {k: found for k, v in value.items() if (found := self._value(v)) is not None}
            return held or None
        return self._value(value)

    def _covering(self, covering: Mapping[str, Any]) -> dict[str, Any] | None:
        if "days" not in covering:
            return dict(covering)
        days = self._value(covering["days"])
        if days is None:
            self.left_out.append("coverage, since the column of its days is not there")
            return None
        return {**covering, "days": days}

    def _conditions(self, found: Any) -> Any:  # noqa: ANN401 - as above
        listed = found if isinstance(found, list) else [found]
        made = []
        for condition in listed:
            if "column" in condition:
                if condition["column"] not in self._names:
                    return None
                condition = {**condition, "column": self._names[condition["column"]]}  # noqa: PLW2901 - the same, renamed
            made.append(condition)
        return made if isinstance(found, list) else made[0]

    def _value(self, value: Any) -> Any:  # noqa: ANN401 - as above
        """A value with its headings renamed; None where one that it needs is not there."""
        if isinstance(value, str):
            return self._names.get(value)
        made = dict(value)
        if "if" in value and (conditions := self._conditions(value["if"])) is None:
            return None
        if "if" in value:
            made["if"] = conditions
        for part in PARTS:
            if part in value and part != "time" and self._value(value[part]) is None:
                return None
            if part in value:
                made[part] = self._value(value[part])
        if "date" in made and made.get("time") is None:
            return made["date"]
        if "flags" in value:
            made["flags"] = {
                k: self._names[h] for k, h in value["flags"].items() if h in self._names
            }
            return made if made["flags"] else None
        return self._listed(value, made)

    def _listed(self, value: Mapping[str, Any], made: dict[str, Any]) -> dict[str, Any] | None:
        for part in (part for part in LISTS if part in value):
            held = [self._value(item) for item in value[part]]
            if part == "join" and None in held and value.get("gaps") != "leave out":
                return None
            made[part] = [item for item in held if item is not None]
            if not made[part]:
                return None
        return made
