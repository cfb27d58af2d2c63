"""The Jinja environment of every page: escaping is on, and a name that is not there is an error."""

from collections.abc import Iterator, Mapping, MutableMapping
from functools import cache, lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    Template,
    Undefined,
)
from jinja2.utils import missing

from touchpoint.service.ui import dates
from touchpoint.service.ui.drawing import drawn, faulty_forms, summary
from touchpoint.service.ui.shell import shell
from touchpoint.service.ui.states import STATES


class NotThere(Undefined):
    """Refuses a name or an attribute that is not there.

    A key that a mapping lacks is let pass: what macros are given are mappings in which almost
    every key may be left out.
    """

    __slots__ = ()

    def _refuse_unless_parameter(self) -> None:
        if self._undefined_obj is missing or not isinstance(self._undefined_obj, Mapping):
            self._fail_with_undefined_error()

    def __str__(self) -> str:
        self._refuse_unless_parameter()
        return super().__str__()

    def __iter__(self) -> Iterator[Any]:
        self._refuse_unless_parameter()
        return iter(())

    def __len__(self) -> int:
        self._refuse_unless_parameter()
        return 0

    def __bool__(self) -> bool:
        self._refuse_unless_parameter()
        return False

    def __eq__(self, other: object) -> bool:
        self._refuse_unless_parameter()
        return isinstance(other, Undefined)

    def __hash__(self) -> int:
        self._refuse_unless_parameter()
        return super().__hash__()


class Pages(Environment):
    """An environment whose globals are all there before the first template is read."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One dictionary: in Jinja's chain of them every macro looks up every name anew."""
        return {**self.globals, **(d or {})}


class Lenient(PackageLoader):
    """Loads the macros of GOV.UK as they were written: for Jinja's own, forgiving undefined."""

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's own name
    ) -> Template:
        return super().load(_forgiving(environment), name, globals)


@cache
def _forgiving(environment: Environment) -> Environment:
    return environment.overlay(undefined=Undefined)


def environment(**options: Any) -> Environment:  # noqa: ANN401 - Jinja's own
    """What Django's Jinja backend asks for: its options, the macros of GOV.UK and our globals."""
    options["loader"] = ChoiceLoader(
        [
            options["loader"],
            PrefixLoader({"govuk_frontend_jinja": Lenient("govuk_frontend_jinja")}),
        ]
    )
    made = Pages(**{**options, "undefined": NotThere, "trim_blocks": True, "lstrip_blocks": True})
    if made.autoescape is not True:
        raise ValueError("Pages are drawn with escaping on: remove autoescape from TEMPLATES.")
    made.globals.update(
        static=static,
        url=_url,
        shell_of=shell,
        drawn=drawn,
        faulty_forms=faulty_forms,
        error_list=summary,
        STATES=STATES,
    )
    made.filters.update(
        capital=dates.capital,
        counted=dates.counted,
        day_in_words=dates.day_in_words,
        duration=dates.duration,
        machine=dates.machine,
        spoken=dates.spoken,
        time_in_words=dates.time_in_words,
        when=dates.when,
    )
    return made


@lru_cache(maxsize=16_384)
def _url(name: str, *args: object, **kwargs: object) -> str:
    """An address by its name: pages name the same few, and journeys that are looked at again."""
    return reverse(name, args=args, kwargs=kwargs)
