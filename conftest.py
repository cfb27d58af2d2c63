"""What holds for every test: a slow example is no failure, and rubbish is seldom looked for."""

import gc

from hypothesis import settings

settings.register_profile("touchpoint", settings.default, deadline=None)
settings.load_profile("touchpoint")

# An expression is made of many small objects that are all still needed: to look through them after
# each 700, as Python does, takes an eighth of the time of the tests.
gc.set_threshold(50_000, 20, 20)
