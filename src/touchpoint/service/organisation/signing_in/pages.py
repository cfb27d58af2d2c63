"""How a view of allauth answers with a page of ours: our template, and only what it names."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse

from touchpoint.service.ui.pages import page


class OurPage:
    """Mixed into a view of allauth, before it."""

    request: HttpRequest
    template_name: str
    names: ClassVar[Sequence[str]] = ("form",)
    """What of the view's context the template gets."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        shown = {name: context[name] for name in self.names if name in context}
        return page(self.request, self.template_name, {**shown, **self.more()}, **kwargs)

    def more(self) -> dict[str, Any]:
        """What the template gets beside that."""
        return {}
