"""What holds for every test: a slow example is no failure, and rubbish is seldom looked for.

Everybody's run tries the same examples, so that what is green for one is green for all;
`--hypothesis-profile wider` looks further, at other examples each time.
"""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("touchpoint", _PATIENT, derandomize=True)
settings.register_profile("wider", _PATIENT, max_examples=1_000)
settings.load_profile("touchpoint")

# An expression is made of many small objects that are all still needed: to look through them after
# each 700, as Python does, takes an eighth of the time of the tests.
gc.set_threshold(50_000, 20, 20)


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than the cores we may use: tests wait for browsers, servers and disks."""
    return len(os.sched_getaffinity(0)) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what needs Java: of what one process has left, another may take the last."""
    items.sort(key=lambda item: item.path.name != "test_spark.py")
