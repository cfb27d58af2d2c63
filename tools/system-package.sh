#!/bin/sh
# Installs one system package with apt where that is allowed; otherwise names it in one sentence and stops.
# Usage: system-package.sh PACKAGE "what it is for"
set -eu
package=$1
purpose=$2
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root="none"; fi
fi
if ! command -v apt-get >/dev/null 2>&1 || [ "$as_root" = "none" ]; then
    echo "Touchpoint needs the system package $package ($purpose) and may not install it here: ask an administrator for it, then try again." >&2
    exit 1
fi
echo "Installing the system package $package ($purpose)" >&2
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends "$package" >/dev/null
