"""The gallery, served once for each module of tests that asks for it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from gallery import gallery
from web import served


@pytest.fixture(scope="module")
def in_gallery() -> Iterator[None]:
    with gallery():
        yield


@pytest.fixture
def client(in_gallery: None) -> Client:  # noqa: ARG001 - it is served there
    return Client(raise_request_exception=False)


@pytest.fixture(scope="module")
def site(in_gallery: None) -> Iterator[str]:  # noqa: ARG001 - the same
    with served() as address:
        yield address
