"""`touchpoint run`, as a person types it."""

import http.client
import signal
from pathlib import Path

from living import command, living


def test_one_command_brings_everything_up_and_ctrl_c_takes_all_of_it_down(tmp_path: Path) -> None:
    with living(tmp_path / "data") as service:
        assert service.ask("GET", "/health")[::2] == (http.client.OK, '{"well": true}')
        roles = {"Officer", "Supervisor", "Witness care", "Auditor", "Support provider"}
        assert roles <= set(service.sign_ins())
        browser = service.signed_in("Officer")
        status, address, text = service.page("/", browser)
        assert status == http.client.OK
        assert "sign-in" not in address
        assert "<h1" in text
        assert "Your work" in text

        again = command("run", "--data", str(service.data))
        assert (again.returncode, again.stderr.count("\n")) == (1, 1)
        assert "in use by another run" in again.stderr
        elsewhere = command("run", "--data", str(tmp_path / "b"), "--port", str(service.port))
        assert (elsewhere.returncode, elsewhere.stderr.count("\n")) == (1, 1)
        assert f"port {service.port}" in elsewhere.stderr

        first = service.sign_ins()
        assert service.stop() == 0
        assert service.processes() == []
        assert not (service.data / "postgres" / "postmaster.pid").exists()

        service.start()
        assert service.sign_ins() == first
        assert service.page("/", browser)[:2] == (http.client.OK, address)
        assert service.stop(signal.SIGTERM) == 0
        assert service.processes() == []
        for log in (service.data / "logs").iterdir():
            text = log.read_text()
            assert not any(email in text or word in text for email, word in first.values())
