"""Which database a process works with, and as whom."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from touchpoint.errors import Refused
from touchpoint.service.config.database import SOCKET, socket_folder
from touchpoint.service.config.database_address import from_url
from touchpoint.service.config.settings import Settings
from touchpoint.service.running.postgres import roles

ELSEWHERE = """
import sys
from pathlib import Path
from touchpoint.service.config.database import socket_folder
print(socket_folder(Path(sys.argv[1])))
"""
"""What another process of the service asks, with a hash of its own for every text."""


def test_an_address_says_all_that_it_may() -> None:
    said = from_url(SecretStr("postgresql://o%40x:p%2Fw@db.example:6543/n?sslmode=require"), "X")
    assert said == {
        "dbname": "n",
        "user": "o@x",
        "password": "p/w",
        "host": "db.example",
        "port": "6543",
        "sslmode": "require",
    }


@pytest.mark.parametrize(
    "address",
    [
        *("mysql://o@h/n", "postgresql://o:hunter2@h/", "hunter2"),
        # A password with signs that an address gives a meaning to.
        *("postgresql://o:hunter2/et@h/n", "postgresql://o:12/hunter2@h/n"),
        *("postgresql://o:12?hunter2@h/n", "postgresql://o:hunter2#x@h/n"),
        *("postgresql://o:hunter2@h:abc/n", "postgresql://o:hunter2@h:99999/n"),
        *("postgresql://o:hunter2@[::1/n", "postgresql://o:hunter2@h/n?nonsense=1"),
        "postgresql://o:hunter2@h/n?nonsense",
    ],
)
def test_an_address_that_is_none_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(Refused, match=r"DATABASE_URL.*%2F for /") as refused:
        from_url(SecretStr(address), "DATABASE_URL")
    assert "hunter2" not in str(refused.value)
    assert "et@h" not in str(refused.value)


def test_what_an_address_says_of_patience_wins() -> None:
    with pytest.raises(Refused, match=r"away: nothing lets o in at .* \(Connection refused\)"):
        roles.prove(
            Settings.model_validate(
                {"DATABASE_WEB_URL": "postgresql://o:p@127.0.0.1:1/n?connect_timeout=3"}
            )
        )


def test_a_deep_folder_has_its_socket_elsewhere_and_always_there(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 60) / ("b" * 60)
    assert len(str(socket_folder(deep)) + SOCKET) < 104
    assert socket_folder(deep / "c" / "..") == socket_folder(deep)
    told = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(deep)],
        env={**os.environ, "PYTHONHASHSEED": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == str(socket_folder(deep))
    assert socket_folder(deep) != socket_folder(deep / "c")
    assert socket_folder(Path("/d")) == Path("/d/run")
