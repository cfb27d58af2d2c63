"""The page of the reference that says what may be set, written from the settings themselves."""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from touchpoint.service.config.settings import Settings, variable

_BOUNDS = {"ge": "at least", "le": "at most", "min_length": "at least", "max_length": "at most"}


def settings_reference() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# What may be set"
    yield ""
    yield "For whoever runs the service. Written by `make docs`."
    yield ""
    yield "Each setting is an environment variable. None has to be set to try the service on one"
    yield "machine; [Run it in production](../how-to/run-in-production.md) says which a force sets."
    yield "The service does not start with a setting that it cannot use, and then says so of all of"
    yield "them at once. A secret is never shown again."
    yield ""
    yield "| variable | what it is | takes | left out |"
    yield "|---|---|---|---|"
    for name, field in Settings.model_fields.items():
        about = (field.description or "").replace("|", "\\|")
        yield f"| `{variable(name)}` | {about} | {_takes(field)} | {_left_out(field)} |"


def _takes(field: FieldInfo) -> str:
    bounds = [
        f"{words} {getattr(limit, bound)}"
        for limit in field.metadata
        for bound, words in _BOUNDS.items()
        if getattr(limit, bound, None) is not None
    ]
    return ", ".join([_kind(field.annotation), *bounds])


def _kind(annotation: Any) -> str:  # noqa: ANN401 - whatever a field is declared as
    if isinstance(annotation, UnionType):
        return _kind(next(one for one in get_args(annotation) if one is not NoneType))
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{one}`" for one in get_args(annotation))
    if annotation is bool:
        return "`true` or `false`"
    if annotation is int:
        return "a number"
    return "a secret" if annotation is SecretStr else "text"


def _left_out(field: FieldInfo) -> str:
    if field.default is None or field.default == "":
        return "nothing"
    if isinstance(field.default, bool):
        return f"`{str(field.default).lower()}`"
    return f"`{field.default}`"
