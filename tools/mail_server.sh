#!/bin/sh
# Sees to what the tests of letters send them to: a real mail server.
set -eu
cd "$(dirname "$0")/.."

there() { command -v aiosmtpd >/dev/null 2>&1; }

there || sh tools/system-package.sh python3-aiosmtpd "aiosmtpd, the mail server that the tests send letters to"
if ! there; then
    echo "The tests of letters need aiosmtpd on the path: put it there and try again." >&2
    exit 1
fi
