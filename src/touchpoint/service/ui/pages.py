"""The one way in which a view answers with a page."""

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def page(
    request: HttpRequest | None,
    template: str,
    context: "DataclassInstance | Mapping[str, Any] | None" = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page that a template makes of a context: a frozen dataclass or a mapping of names."""
    return render(request, template, _names(context), status=status)


def _names(context: "DataclassInstance | Mapping[str, Any] | None") -> dict[str, Any]:
    if context is None:
        return {}
    if isinstance(context, Mapping):
        return dict(context)
    return {field.name: getattr(context, field.name) for field in fields(context)}
