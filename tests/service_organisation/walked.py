"""Every route of the service as Django knows it, and an address for each that names nothing."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from routes import ARGUMENTS


def walk(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every route by the name under which it is found; one without a name by its pattern."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from walk(entry, inner)
        else:
            yield ":".join((*spaces, entry.name or f"<{entry.pattern}>")), entry


def routes() -> dict[str, URLPattern]:
    return dict(walk(get_resolver()))


def address(name: str, pattern: URLPattern) -> str:
    names = pattern.pattern.converters
    return reverse(name, kwargs={one: ARGUMENTS[one] for one in names})
