"""The settings: safe as they are, and every fault of them told at once."""

import pytest

from touchpoint.errors import Refused
from touchpoint.service.config.settings import Settings, read_settings
from touchpoint.service.config.settings_page import settings_reference
from touchpoint.synthetic.shares.planted import table


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    import os  # noqa: PLC0415 - for this fixture alone

    for name in list(os.environ):
        if name.startswith(("TOUCHPOINT_", "DATABASE_")):
            monkeypatch.delenv(name)


def faults(monkeypatch: pytest.MonkeyPatch, **given: str) -> tuple[str, ...]:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Refused) as refused:
        read_settings()
    return refused.value.faults


def test_left_alone_the_service_answers_this_machine_only_and_asks_for_a_second_factor() -> None:
    found = read_settings()
    assert (found.host, found.served_from) == ("127.0.0.1", "http://127.0.0.1:8000")
    assert found.second_factor == "required"
    assert found.database_as == "web"
    assert not found.behind_proxy
    assert not found.oidc_trusts_email


def test_a_made_up_force_has_a_name_of_its_own_that_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read_settings().shown_name == "Touchpoint"
    monkeypatch.setenv("TOUCHPOINT_MADE_UP", "true")
    assert read_settings().shown_name == f"{table('force')['force']} (made up)"
    monkeypatch.setenv("TOUCHPOINT_FORCE_NAME", "Northmere Police")
    assert read_settings().shown_name == "Northmere Police"


def test_all_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told = faults(
        monkeypatch,
        TOUCHPOINT_PORT="ninety",
        TOUCHPOINT_WEB_THREADS="0",
        TOUCHPOINT_SECRET_KEY="short",  # noqa: S106 - what is refused
        TOUCHPOINT_FORCENAME="Westmarch",
    )
    assert [one.split(":")[0].split(" ")[0] for one in told] == [
        "TOUCHPOINT_PORT",
        "TOUCHPOINT_WEB_THREADS",
        "TOUCHPOINT_SECRET_KEY",
        "TOUCHPOINT_FORCENAME",
    ]
    assert not any("short" in one.partition(":")[2] for one in told if "SECRET" in one)


def test_a_setting_that_is_none_is_told_of_though_every_other_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (told,) = faults(monkeypatch, TOUCHPOINT_PORTT="1")
    assert told.startswith("TOUCHPOINT_PORTT is no setting")


def test_what_does_not_fit_is_told_beside_what_is_badly_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = faults(
        monkeypatch,
        TOUCHPOINT_MAIL_FROM="bad",
        TOUCHPOINT_PORT="x",
        TOUCHPOINT_SESSION_HOURS="100",
        DATABASE_URL="postgresql://o:hunter2/x@h/n",
        DATABASE_WEB_URL="nonsense",
    )
    assert [one.split(":")[0].split(" ")[0] for one in told] == [
        "TOUCHPOINT_PORT",
        "TOUCHPOINT_SESSION_HOURS",
        "DATABASE_URL",
        "DATABASE_WEB_URL",
        "TOUCHPOINT_MAIL_FROM",
    ]
    assert "hunter2" not in str(told)


@pytest.mark.parametrize(
    "given",
    [
        {"TOUCHPOINT_SECRET_KEY": "CHANGE-to-what-openssl-rand-base64-48-prints"},
        {"DATABASE_URL": "postgresql://o:CHANGE@127.0.0.1/n"},
        {"DATABASE_WEB_URL": "postgresql://o:CHANGE@127.0.0.1/n"},
    ],
)
def test_what_the_examples_leave_to_be_changed_is_refused(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    (told,) = faults(monkeypatch, **given)
    assert "of the example" in told


@pytest.mark.parametrize(
    "address",
    ["https://x:abc", "https://x:99999", "https://x:", "https://a b.uk", "https://", "https://[bad",
     "https://a_b.uk", "https://[::1", "nonsense", "https://x?y", "https://u@x"],
)  # fmt: skip
def test_an_address_to_which_no_browser_comes_is_refused_by_the_name_of_its_setting(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    (told,) = faults(monkeypatch, TOUCHPOINT_PUBLIC_URL=address)
    assert told.startswith("TOUCHPOINT_PUBLIC_URL is not an address")


def test_an_address_may_have_a_port_or_be_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("https://x.uk:8443", "https://10.0.0.1/", "https://[2001:db8::1]:8443"):
        monkeypatch.setenv("TOUCHPOINT_PUBLIC_URL", address)
        assert read_settings().served_from == address.rstrip("/")


@pytest.mark.parametrize("address", ["https://", "https://[bad", "http://login.uk", "https://x:y"])
def test_a_provider_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    (told,) = faults(
        monkeypatch,
        TOUCHPOINT_OIDC_NAME="Force",
        TOUCHPOINT_OIDC_URL=address,
        TOUCHPOINT_OIDC_CLIENT="client",
        TOUCHPOINT_OIDC_SECRET="secret",  # noqa: S106 - no secret
    )
    assert told.startswith("TOUCHPOINT_OIDC_URL is not the address of a provider")


@pytest.mark.parametrize(
    "given",
    [
        {"TOUCHPOINT_HOST": "0.0.0.0"},  # noqa: S104 - what is refused
        {"TOUCHPOINT_HOST": "[::1"},
        {"TOUCHPOINT_PUBLIC_URL": "http://touchpoint.example"},
        {"TOUCHPOINT_PUBLIC_URL": "https://touchpoint.example/below"},
        {"TOUCHPOINT_OIDC_URL": "https://login.example"},
    ],
)
def test_what_would_not_be_safe_is_refused(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    assert faults(monkeypatch, **given)


@pytest.mark.parametrize(
    "address",
    ["foo", "mail.example", "https://mail.example", "smtp://", "smtp://u:hunter2@:587",
     "smtp://u:hunter2@mail.example:port", "smtp://mail.example:99999", "smtp://[::1",
     "smtp://mail.example/below"],
)  # fmt: skip
def test_a_mail_server_that_is_none_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    (told,) = faults(monkeypatch, TOUCHPOINT_SMTP_URL=address)
    assert told.startswith("TOUCHPOINT_SMTP_URL is not the address of a mail server")
    assert "hunter2" not in told


@pytest.mark.parametrize("address", ["nonsense", "a@", "@force.example", "a b@force.example", "<>"])
def test_mail_comes_from_an_address_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    (told,) = faults(monkeypatch, TOUCHPOINT_MAIL_FROM=address)
    assert told.startswith("TOUCHPOINT_MAIL_FROM is not an address that mail can come from")


def test_mail_goes_by_a_server_with_or_without_a_password_and_may_have_a_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for server in ("", "smtp://mail.example", "smtp://u%40x:p@mail.example:25", "smtp://[::1]:25/"):
        monkeypatch.setenv("TOUCHPOINT_SMTP_URL", server)
        for sender in ("", "t@force.example", "Touchpoint <t@force.example>"):
            monkeypatch.setenv("TOUCHPOINT_MAIL_FROM", sender)
            assert read_settings().mail_from == sender


def test_only_a_made_up_force_is_let_off_the_second_factor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOUCHPOINT_MADE_UP", "true")
    assert read_settings().second_factor == "offered"


def test_no_secret_is_ever_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://owner:hunter2@127.0.0.1/name")
    monkeypatch.setenv("TOUCHPOINT_SECRET_KEY", "hunter2" * 6)
    assert "hunter2" not in repr(read_settings())


def test_the_page_of_the_reference_names_every_setting() -> None:
    page = settings_reference()
    assert page.count("\n| `") == len(Settings.model_fields)
    assert all(field.description for field in Settings.model_fields.values())
