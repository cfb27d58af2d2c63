"""The OpenAPI document, which says of every fault that it comes as a problem document."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from touchpoint.service.api.faults import PROBLEM


class Described(NinjaAPI):
    """An API whose document names the type of its faults, which is not that of its answers."""

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:  # noqa: ANN401 - whatever ninja passes on
        made = super().get_openapi_schema(**asked)
        for path in made["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    _as_problem(int(status), response)
        return made


def _as_problem(status: int, response: dict[str, Any]) -> None:
    content = response.get("content", {})
    if status >= 400 and "application/json" in content:  # noqa: PLR2004 - where faults begin
        content[PROBLEM] = content.pop("application/json")
