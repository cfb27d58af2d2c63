"""A field of any Django form as the parameters of the GOV.UK macro that draws it.

And the faults of forms as the list of the error summary.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import Input
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from touchpoint.service.ui.fields import PARTS, DayBoxes, TypedDay

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError

Parameters = dict[str, Any]
_KEPT: Final = ("autocomplete", "inputmode", "spellcheck", "autocapitalize", "type")
_PASSED: Final = ("accept", "multiple", "min", "max", "step", "maxlength")


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How a template wants a field drawn."""

    heading: bool = False
    """The label is the heading of the page."""
    large: bool = False
    inline: bool = False
    small: bool = False
    width: int | None = None
    label: str | None = None
    hidden_label: bool = False
    hint: str | None = None
    item_hints: Mapping[str, str] | None = None
    reveals: Mapping[str, Markup] | None = None
    """What appears below a choice once it is chosen."""
    autofocus: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which macro draws a field, and with what."""

    macro: str
    params: Parameters


def drawn(bound: BoundField, **wanted: Any) -> Drawn:  # noqa: ANN401 - Look names and types them
    """How a field is drawn, whatever Django form it is of."""
    look = Look(**wanted)
    widget = bound.field.widget
    for kind, macro, parameters in _KINDS:
        if isinstance(widget, kind):
            return Drawn(macro, {**_shared(bound, look), **parameters(bound, look)})
    raise TypeError(f"No GOV.UK component draws a {type(widget).__name__}: choose another widget.")


@pass_context
def faulty_forms(context: Context) -> list[forms.BaseForm]:
    """The forms of a page that have faults, in the order in which the page was given them."""
    return [
        value
        for value in context.parent.values()
        if isinstance(value, forms.BaseForm) and value.is_bound and value.errors
    ]


def summary(faulty: Iterable[forms.BaseForm]) -> list[Parameters]:
    """Every fault of every form, each with a link to the box to mend."""
    return [
        {"text": text, "href": f"#{_target(form, name)}"}
        for form in faulty
        for name in _in_order(form)
        for text in form.errors[name]
    ]


def _in_order(form: forms.BaseForm) -> list[str]:
    return sorted(form.errors, key=lambda name: [None, *form.fields].index(_field(form, name)))


def _field(form: forms.BaseForm, name: str) -> str | None:
    return name if name in form.fields else None


def _target(form: forms.BaseForm, name: str) -> str:
    shown = form.visible_fields()
    bound = form[name] if name in form.fields and not form[name].is_hidden else next(iter(shown))
    identity = bound.auto_id or bound.html_name
    if isinstance(bound.field.widget, DayBoxes):
        return f"{identity}-{next(iter(_faulty_parts(bound)), PARTS[0])}"
    return identity


def _shared(bound: BoundField, look: Look) -> Parameters:
    hint = look.hint if look.hint is not None else str(bound.help_text)
    parameters: Parameters = {"id": bound.auto_id or bound.html_name, "name": bound.html_name}
    if hint:
        parameters["hint"] = {"text": hint}
    if bound.errors:
        parameters["errorMessage"] = {"text": " ".join(str(error) for error in bound.errors)}
    return parameters


def _words(bound: BoundField, look: Look, part: str) -> Parameters:
    size = "l" if look.heading else "m" if look.large else "s"
    classes = f"govuk-{part}--{size}"
    words: Parameters = {
        "text": look.label or bound.label,
        "isPageHeading": look.heading,
        "classes": f"{classes} govuk-visually-hidden" if look.hidden_label else classes,
    }
    return words


def _label(bound: BoundField, look: Look) -> Parameters:
    return {"label": _words(bound, look, "label")}


def _fieldset(bound: BoundField, look: Look) -> Parameters:
    return {"fieldset": {"legend": _words(bound, look, "fieldset__legend")}}


def _text(bound: BoundField, look: Look) -> Parameters:
    widget = bound.field.widget
    kept = {key: widget.attrs[key] for key in _KEPT if key in widget.attrs}
    if isinstance(widget, forms.NumberInput):
        kept.setdefault("inputmode", "numeric")
    kind = getattr(widget, "input_type", "text")
    width = look.width or widget.attrs.get("width")
    return {
        **_label(bound, look),
        **kept,
        "type": kept.get("type", kind if kind in {"email", "tel", "search"} else "text"),
        "value": _value(bound),
        "classes": f"govuk-input--width-{width}" if width else "",
        "autofocus": look.autofocus,
    }


def _password(bound: BoundField, look: Look) -> Parameters:
    attrs = bound.field.widget.attrs
    return {**_label(bound, look), "autocomplete": attrs.get("autocomplete", "current-password")}


def _textarea(bound: BoundField, look: Look) -> Parameters:
    rows = str(bound.field.widget.attrs.get("rows", "5"))
    return {**_label(bound, look), "value": _value(bound), "rows": "5" if rows == "10" else rows}


def _counted(bound: BoundField, look: Look) -> Parameters:
    return {**_textarea(bound, look), "maxlength": getattr(bound.field, "max_length", None)}


def _file(bound: BoundField, look: Look) -> Parameters:
    attrs = bound.field.widget.attrs
    return {
        **_label(bound, look),
        "attributes": {key: str(attrs[key]) for key in _PASSED if key in attrs},
    }


def _select(bound: BoundField, look: Look) -> Parameters:
    chosen = _chosen(bound)
    options = [(value, text, value in chosen) for value, text in _choices(bound)]
    return {**_label(bound, look), "options": options}


def _radios(bound: BoundField, look: Look) -> Parameters:
    sizes = ["govuk-radios--inline"] if look.inline else []
    sizes += ["govuk-radios--small"] if look.small else []
    return {
        **_fieldset(bound, look),
        "idPrefix": bound.auto_id,
        "classes": " ".join(sizes),
        "items": _items(bound, look),
    }


def _checkboxes(bound: BoundField, look: Look) -> Parameters:
    return {**_radios(bound, look), "classes": "govuk-checkboxes--small" if look.small else ""}


def _single(bound: BoundField, look: Look) -> Parameters:
    item = {"value": "on", "text": look.label or bound.label, "checked": bool(bound.value())}
    return {"idPrefix": bound.auto_id, "items": [item], "classes": ""}


def _day(bound: BoundField, look: Look) -> Parameters:
    value = bound.value()
    typed = value if isinstance(value, TypedDay) else TypedDay()
    faulty = _faulty_parts(bound)
    return {
        **_fieldset(bound, look),
        "namePrefix": bound.html_name,
        "items": [
            {
                "name": part,
                "value": getattr(typed, part),
                # Words are let in: no numeric keyboard where a month may be typed.
                "inputmode": "text" if part == "month" else "numeric",
                "classes": f"govuk-input--width-{4 if part == 'year' else 3}"
                + (" govuk-input--error" if part in faulty else ""),
            }
            for part in PARTS
        ],
    }


def _items(bound: BoundField, look: Look) -> list[Parameters]:
    values = _chosen(bound)
    hints, reveals = look.item_hints or {}, look.reveals or {}
    items = []
    for value, text in _choices(bound):
        item: Parameters = {"value": value, "text": text, "checked": value in values}
        if value in hints:
            item["hint"] = {"text": hints[value]}
        if value in reveals:
            item["conditional"] = {"html": reveals[value]}
        items.append(item)
    return items


def _chosen(bound: BoundField) -> set[str]:
    chosen = bound.value()
    return {str(value) for value in (chosen if isinstance(chosen, list | tuple) else [chosen])}


def _choices(bound: BoundField) -> list[tuple[str, str]]:
    offered = getattr(bound.field, "choices", ())
    return [("" if value is None else str(value), str(text)) for value, text in offered]


def _faulty_parts(bound: BoundField) -> list[str]:
    faults: list[ValidationError] = bound.form.errors.as_data().get(bound.name, [])
    named = {part for fault in faults for part in str(fault.code or "").split()}
    parts = [part for part in PARTS if part in named]
    return parts if parts or not faults else list(PARTS)


def _value(bound: BoundField) -> str:
    value = bound.value()
    return "" if value is None else str(value)


_KINDS: Final[
    tuple[tuple[type[forms.Widget], str, Callable[[BoundField, Look], Parameters]], ...]
] = (
    (DayBoxes, "day", _day),
    (forms.CheckboxSelectMultiple, "checkboxes", _checkboxes),
    (forms.RadioSelect, "radios", _radios),
    (forms.CheckboxInput, "checkboxes", _single),
    (forms.Select, "select", _select),
    (forms.Textarea, "textarea", _counted),
    (forms.PasswordInput, "password", _password),
    (forms.FileInput, "file", _file),
    (Input, "text", _text),
)
"""Which macro draws which widget; the first that fits does."""
