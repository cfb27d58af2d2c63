"""`make bench`: how fast and how large, measured on this machine and written to docs/benchmarks.md.

BENCH=full adds 6 million journeys; BENCH=tiny proves with 2,000 that every row can be measured. It
is a door alone, so that the work behind it is imported by its full name (tools/benchmarks).
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    words = [sys.executable, "-m", "tools.benchmarks", *sys.argv[1:]]
    sys.exit(subprocess.run(words, cwd=ROOT, check=False).returncode)


if __name__ == "__main__":
    main()
