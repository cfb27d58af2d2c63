"""Installs locked requirements, and then Touchpoint: by uv, which takes seconds, or else by pip.

uv does not read the settings of pip, which say where this machine takes packages from; they are
handed to it here, so that nothing in the tree names a registry.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

BIN: Final = Path(sys.executable).parent
UV: Final = BIN / "uv"
IN_UV: Final = {
    "index": "UV_DEFAULT_INDEX",
    "extra_index": "UV_INDEX",
    "find_links": "UV_FIND_LINKS",
    "no_index": "UV_NO_INDEX",
    "trusted_host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client_cert": "SSL_CLIENT_CERT",
    "default_timeout": "UV_HTTP_TIMEOUT",
    "timeout": "UV_HTTP_TIMEOUT",
    "proxy": "ALL_PROXY",
}
"""Settings of pip, as `plain` writes them, and the variables in which uv looks for the same.

Constraints are not among them: every version is locked, and uv refuses one without a hash."""
SEVERAL_BY_COMMA: Final = {"UV_FIND_LINKS"}
SECTIONS: Final = ("global", "install", ":env:")
"""Where pip keeps settings; the later say more than the earlier."""


def plain(setting: str) -> str:
    """The name of a setting with _ for -, and without the word that says it holds an address."""
    return setting.replace("-", "_").removesuffix("_url")


def settings_of_pip() -> dict[str, str]:
    """Every setting of pip that bears on an install, from its files and its variables."""
    told = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in told.splitlines():
        name, _, value = line.partition("=")
        section, _, setting = name.rpartition(".")
        if section in found:
            found[section][plain(setting)] = str(ast.literal_eval(value))
    return {name: value for section in SECTIONS for name, value in found[section].items()}


def for_uv(settings: Mapping[str, str]) -> dict[str, str]:
    """The same, as uv wants it said; what was said to uv itself stands."""
    said = {}
    for name, value in settings.items():
        variable = IN_UV.get(name)
        if variable and variable not in os.environ and value.strip():
            glue = "," if variable in SEVERAL_BY_COMMA else " "
            said[variable] = glue.join(value.split())
    # Hashes say which file is meant, so it does not matter which index has it.
    return {"UV_INDEX_STRATEGY": "unsafe-best-match", **said}


def by_uv(*arguments: str) -> bool:
    """Install by uv; say whether it could."""
    if not UV.exists():
        return False
    command = [str(UV), "--quiet", "pip", "install", "--python", sys.executable]
    environment = {**os.environ, **for_uv(settings_of_pip())}
    done = subprocess.run(
        [*command, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"uv could not install: {done.stderr.strip()}", file=sys.stderr)
    return done.returncode == 0


def by_pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--quiet"]
    subprocess.run([*command, "install", *arguments], check=True)


def main() -> None:
    """Install what the locked file named first asks for, and then what is named after it alone."""
    requirements, *itself = sys.argv[1:]
    locked = ("--require-hashes", "--no-build-isolation", "-r", requirements)
    if not by_uv(*locked):
        print("Installing by pip instead, which takes minutes.", file=sys.stderr)
        by_pip(*locked)
    alone = ("--no-deps", "--no-build-isolation", *itself)
    if not by_uv(*alone):
        by_pip(*alone)


if __name__ == "__main__":
    main()
