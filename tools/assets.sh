#!/bin/sh
# Builds the style sheets and scripts of the service and puts them where they are served from, under names that hold their
# hashes. Does nothing when nothing that they are made from has changed.
set -eu
cd "$(dirname "$0")/.."
assets=src/touchpoint/service/ui/assets

wanted=$(.venv/bin/python - "$assets" <<'PYTHON'
import hashlib, pathlib, sys
assets = pathlib.Path(sys.argv[1])
made_from = [assets / "package-lock.json", assets / "build.mjs", pathlib.Path("requirements/service.txt")]
made_from += sorted(p for f in ("styles", "scripts", "pictures") for p in (assets / f).iterdir())
service = assets.parents[1]
for folder in ("*/static/**/*", "*/styles/*", "*/*/styles/*"):
    made_from += sorted(p for p in service.glob(folder) if p.is_file())
made_from += sorted(assets.parents[1].glob("*/*/styles/*.scss"))
made_from += [pathlib.Path("tools/assets.sh"), pathlib.Path("tools/collect_static.py")]
digest = hashlib.sha256()
for path in made_from:
    digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
print(digest.hexdigest())
PYTHON
)
[ "$(cat "$assets/served/made-from" 2>/dev/null)" = "$wanted" ] && exit 0

echo "Building the style sheets of the service (some seconds, once)" >&2
if ! cmp -s "$assets/package-lock.json" "$assets/node_modules/made-from"; then
    .venv/bin/npm ci --prefix "$assets" --ignore-scripts --omit=optional --legacy-peer-deps \
        --no-audit --no-fund --loglevel=error
    cp "$assets/package-lock.json" "$assets/node_modules/made-from"
fi
.venv/bin/node "$assets/build.mjs"
.venv/bin/python tools/collect_static.py
printf '%s' "$wanted" > "$assets/served/made-from"
