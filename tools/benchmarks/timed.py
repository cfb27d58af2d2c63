"""How a program that is measured tells what it took: one line of JSON on its standard output.

Reading the modules in is left out; all that a person would wait for after that is in.
"""

import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def telling() -> Iterator[dict[str, Any]]:
    """Time what is done inside, and print it with what was put into the mapping meanwhile."""
    said: dict[str, Any] = {}
    began, worked = time.perf_counter(), _processor_seconds()
    yield said
    seconds, processor = time.perf_counter() - began, _processor_seconds() - worked
    print(json.dumps({"seconds": seconds, "processor": processor, "said": said}))


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
