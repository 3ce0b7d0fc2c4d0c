"""The browser of the browser tests: found, or installed where the machine allows it. ``python -m tests.chromium`` does both."""

import os
import shutil
import subprocess
import sys
from functools import cache

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
PLACES = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"]
MISSING = "Chromium was not found and could not be installed"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@cache
def find() -> str | None:
    """The path of a Chromium: the one CHROMIUM names, or one of the usual names."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in NAMES + PLACES if (path := shutil.which(name))), None)


def install() -> None:
    """Try Debian's package, as root or by sudo without a password; silent if neither is possible."""
    if os.environ.get("CHROMIUM") or not shutil.which("apt-get"):
        return  # a browser that was named is not replaced by another
    sudo: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode:
            return
        sudo = ["sudo", "-n"]
    sys.stdout.write("Installing Chromium for the browser tests\n")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run([*sudo, *command], capture_output=True, check=False, env=environment)
    find.cache_clear()


def main() -> int:
    if find() is None:
        install()
    if find() is None:
        sys.stdout.write(f"{MISSING}: the tests marked “browser” will not run. Install it, or set CHROMIUM to its path.\n")
        return 1 if os.environ.get("CI", "").lower() == "true" else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
