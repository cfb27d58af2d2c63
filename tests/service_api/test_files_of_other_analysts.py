"""What one analyst may do with a file that another sent, and what of it they may read."""

import psycopg
import pytest
from calling import database, force, server
from database import Database
from django.test import Client
from pages import got
from sending import analyst, colleague, data, fresh, sample, work

__all__ = ["analyst", "colleague", "data", "database", "force", "fresh", "server"]


def test_a_file_that_one_analyst_sent_is_loaded_and_undone_by_another(
    analyst: Client, colleague: Client, fresh: Database
) -> None:
    address = sample(analyst, "crime-investigations.csv")
    work(fresh)
    again = colleague.post(address, {"profile": "crime-investigations"})
    assert again.status_code == 302
    work(fresh)
    assert colleague.post(f"{address}load/").status_code == 302
    work(fresh)
    assert "What was done" in got(colleague, address).words
    assert colleague.post(f"{address}undo/").status_code == 302
    work(fresh)
    assert "Undone" in got(colleague, address).words


def test_nobody_sends_a_file_in_the_name_of_somebody_else(
    analyst: Client, colleague: Client, fresh: Database
) -> None:
    del analyst, colleague
    with fresh.owner() as connection:
        one, other = (
            row[0]
            for row in connection.execute(
                "SELECT id FROM organisation_staff WHERE role = 'analyst' ORDER BY id"
            )
        )
    with fresh.web(one) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(
            "INSERT INTO extracts_upload (id, staff_id, name, received_at, state, step, profile, "
            "own_profile, found, tried, outcome) VALUES (gen_random_uuid(), %s, '', now(), "
            "'received', '', '', false, '{}', '{}', '{}')",
            [other],
        )
