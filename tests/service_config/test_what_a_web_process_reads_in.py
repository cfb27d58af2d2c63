"""A web process is ready soon and stays small: what it does not need, it does not read in."""

import subprocess
import sys

ELSEWHERE = ("ibis", "scipy", "openpyxl", "altair", "docx", "pyspark", "pandas")
"""What judges, fits, draws and writes files: a worker's work, or asked for when it is wanted."""


def test_a_web_process_reads_in_nothing_that_judges_fits_or_draws() -> None:
    asked = (
        "import sys; from touchpoint.service.config import wsgi; "
        f"print([name for name in {ELSEWHERE} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
