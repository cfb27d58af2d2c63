#!/bin/sh
# Writes requirements/*.txt: every package by name, version and hash, without the address of any registry.
set -eu
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
.venv/bin/python -m venv "$tools/venv"
"$tools/venv/bin/python" -m pip --disable-pip-version-check --quiet install uv
compile() {
    "$tools/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate "$@"
}
printf 'setuptools>=77\nuv>=0.9\nwheel>=0.45\n' | compile - -o requirements/build.txt
compile pyproject.toml --extra service --extra spark --group dev -o requirements/everything.txt
compile pyproject.toml -c requirements/everything.txt -o requirements/library.txt
compile pyproject.toml --extra service -c requirements/everything.txt -o requirements/service.txt
compile pyproject.toml --extra spark -c requirements/everything.txt -o requirements/spark.txt
