"""The language of profiles: a TOML file that says what a file means, or every fault of it."""

from touchpoint.extracts.profile.reading_file import read_profile, shipped
from touchpoint.extracts.profile.telling import explain
from touchpoint.extracts.profile.values import Profile

__all__ = ["Profile", "explain", "read_profile", "shipped"]
