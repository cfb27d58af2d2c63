#!/bin/sh
# Makes .venv with everything the library and the service need, and the `touchpoint` command in it; with the word
# "everything", with Spark and the tools of the tests as well. Does nothing when .venv already matches the locked
# requirements. Called by every target of the Makefile.
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
files = ["requirements/build.txt", "requirements/service.txt", "requirements/everything.txt"]
project = tomllib.loads(pathlib.Path("pyproject.toml").read_text())["project"]
text = repr((sys.version, project)).encode() + b"".join(pathlib.Path(f).read_bytes() for f in files)
print(hashlib.sha256(text + str(pathlib.Path.cwd()).encode()).hexdigest())')
what=${1:-service}
made=nothing
if [ -f .venv/made-from ] && [ -x .venv/bin/touchpoint ]; then
    made=$(cat .venv/made-from)
    case $made in "$wanted everything" | "$wanted $what") exit 0 ;; esac
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    sh tools/system-package.sh "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" \
        "Python's venv module, which Debian and Ubuntu package apart"
fi

case $made in
    "$wanted "*) echo "Adding Spark and the tools of the tests to .venv (a minute, once)" >&2 ;;
    *)
        echo "Making .venv with $("$python" --version) (half a minute, once)" >&2
        rm -rf .venv
        "$python" -m venv .venv
        .venv/bin/python -m pip --disable-pip-version-check --quiet --quiet \
            install --require-hashes -r requirements/build.txt
        ;;
esac
.venv/bin/python tools/install.py "requirements/$what.txt" --editable .
.venv/bin/python tools/warm.py
printf '%s' "$wanted $what" > .venv/made-from
