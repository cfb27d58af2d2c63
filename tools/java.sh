#!/bin/sh
# Sees to a Java that Spark can run on (17 or newer): the tests hold Spark to the other engines.
set -eu
cd "$(dirname "$0")/.."

enough() {
    command -v java >/dev/null 2>&1 || return 1
    version=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 17 ]
}

enough && exit 0
sh tools/system-package.sh default-jre-headless "Java, which the tests of Spark run on"
enough && exit 0
sh tools/system-package.sh openjdk-17-jre-headless "Java 17 or newer, which the tests of Spark run on"
enough && exit 0
echo "The tests of Spark need Java 17 or newer first on the path: put it there and try again." >&2
exit 1
