#!/bin/sh
# Sees to the OpenID Connect provider that the tests of signing in run against.
set -eu
cd "$(dirname "$0")/.."

place=tests/service_organisation/oidc
# The copy that was installed is known by the lock that it came from.
cmp -s $place/package-lock.json $place/node_modules/made-from && exit 0
.venv/bin/npm ci --prefix $place --ignore-scripts --no-audit --no-fund --loglevel=error
cp $place/package-lock.json $place/node_modules/made-from
