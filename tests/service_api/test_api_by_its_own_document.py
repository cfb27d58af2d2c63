"""The API under a tester that reads its OpenAPI document and thinks of requests, good and bad.

No request may end in an error of the server, in a status or a type that the document does not name,
in an answer of another shape, or be let in although the document forbids it.
"""

from typing import Any

import hypothesis
import pytest
import schemathesis
from calling import Caller, Force, caller, database, force, server
from django.core.handlers.wsgi import WSGIHandler
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks

__all__ = ["caller", "database", "force", "server"]

HELD_TO = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
THOROUGH = hypothesis.settings(
    max_examples=25,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[hypothesis.Phase.generate],
    suppress_health_check=list(hypothesis.HealthCheck),
)


@pytest.mark.parametrize("mode", GenerationMode)
def test_no_request_ends_in_what_the_document_does_not_say(
    caller: Caller, force: Force, mode: GenerationMode
) -> None:
    del force
    headers = {"Authorization": f"Bearer {caller.tokens['officer']}", "Host": "localhost"}
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    tried = set()
    for found in document.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @THOROUGH
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case[Any]) -> None:
            answer = case.call(headers=headers)
            case.validate_response(answer, checks=HELD_TO)
            tried.add((case.method, case.path, answer.status_code))

        ask()
    assert len({(method, path) for method, path, _ in tried}) == len(document)
