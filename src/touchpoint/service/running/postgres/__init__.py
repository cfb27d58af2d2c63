"""The Postgres that the service brings with it, and the roles and migrations of any Postgres."""
