"""What a detail says is read alike where Postgres does not know yet what is JSON (before 16)."""

from database import Server, server

from touchpoint.engines.postgres import make_functions

__all__ = ["server"]

DETAILS = (
    # First what is no JSON, or JSON and no text: a plan made for the first few may look ahead.
    "{", "no json at all", '{"a": "\\u0000", "of": "x"}', '{"of": "\\ud800"}', '\ufeff{"of": "x"}',
    '{"of": "x"}', '{"of": null}', '{"of": 3}', '{"of": {"a": 1}}', "{}", "[]", '["of"]', "3",
    "null", "", '{"of": "ä\\u00e4"}', None,
)  # fmt: skip


def test_both_ways_to_read_a_detail_say_the_same(server: Server) -> None:
    found = []
    for version in (150_000, 180_000):
        with server.open("postgres", user="postgres") as connection:
            connection.execute("CREATE SCHEMA older")
            connection.execute("SET LOCAL search_path = older, pg_catalog")
            make_functions(connection, version)
            asked = "SELECT touchpoint_detail(detail, 'of') FROM unnest(%s::text[]) AS detail"
            found.append(connection.execute(asked, [list(DETAILS)]).fetchall())
            connection.rollback()
    assert found[0] == found[1]
    assert found[0][:6] == [(None,)] * 5 + [("x",)]
