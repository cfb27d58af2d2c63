"""What holds for every test: an example is never failed for being slow on a busy machine."""

from hypothesis import settings

settings.register_profile("touchpoint", settings.default, deadline=None)
settings.load_profile("touchpoint")
