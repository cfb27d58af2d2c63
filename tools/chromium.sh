#!/bin/sh
# Sees to what the tests of pages run on: a real Chromium, and axe-core, which looks for barriers.
set -eu
cd "$(dirname "$0")/.."

there() { command -v chromium >/dev/null 2>&1; }

there || sh tools/system-package.sh chromium "Chromium, the browser that the tests open pages in"
if ! there; then
    echo "The tests of pages need chromium on the path: put it there and try again." >&2
    exit 1
fi

# The copy that was installed is known by the lock that it came from.
cmp -s tests/browser/package-lock.json tests/browser/node_modules/made-from && exit 0
.venv/bin/npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --loglevel=error
cp tests/browser/package-lock.json tests/browser/node_modules/made-from
