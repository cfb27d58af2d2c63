#!/bin/sh
# Makes .venv with everything the library and the service need, and the `touchpoint` command in it.
# Does nothing when .venv already matches the locked requirements. Called by every target of the Makefile.
set -eu
cd "$(dirname "$0")/.."

stop() { printf '%s\n' "$*" >&2; exit 1; }

python=""
for name in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
    if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        python=$name
        break
    fi
done
[ -n "$python" ] || stop "Touchpoint needs Python 3.11, 3.12 or 3.13 and found none of them: install one (on Debian or Ubuntu: apt-get install python3 python3-venv) and try again."

wanted=$("$python" -c '
import hashlib, pathlib, sys, tomllib
files = ["requirements/build.txt", "requirements/everything.txt"]
project = tomllib.loads(pathlib.Path("pyproject.toml").read_text())["project"]
text = repr((sys.version, project)).encode() + b"".join(pathlib.Path(f).read_bytes() for f in files)
print(hashlib.sha256(text + str(pathlib.Path.cwd()).encode()).hexdigest())')
if [ -x .venv/bin/touchpoint ] && [ "$(cat .venv/made-from 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    sh tools/system-package.sh "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" \
        "Python's venv module, which Debian and Ubuntu package apart"
fi

echo "Making .venv with $("$python" --version) (a minute or two, once)" >&2
rm -rf .venv
"$python" -m venv .venv
pip() { .venv/bin/python -m pip --disable-pip-version-check --quiet --quiet "$@"; }
pip install --require-hashes -r requirements/build.txt
pip install --require-hashes --no-build-isolation -r requirements/everything.txt
pip install --no-deps --no-build-isolation --editable .
printf '%s' "$wanted" > .venv/made-from
