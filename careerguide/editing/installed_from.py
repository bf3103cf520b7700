"""From where this program was installed, so that another machine can install the same.

In: what the installer noted (PEP 610), or the checkout that the program runs in. Out: what pip installs.
"""

from __future__ import annotations

import json
import re
import subprocess
from importlib.metadata import PackageNotFoundError, distribution

from careerguide import __version__
from careerguide.core.program import PACKAGE, PROGRAM

TAG = f"v{__version__}"


def source() -> str | None:
    """Return the URL of this version for pip, or `==` and the version; None where only this machine has it."""
    if PROGRAM != PACKAGE:
        return _of_checkout()
    try:
        noted = distribution("careerguide").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    if noted is None:
        return f"=={__version__}"  # from an index
    origin = json.loads(noted)
    if not origin["url"].startswith("https://"):
        return None
    if "vcs_info" not in origin:
        return str(origin["url"])
    vcs = origin["vcs_info"]
    return f"{vcs['vcs']}+{origin['url']}@{TAG if vcs.get('requested_revision') == TAG else vcs['commit_id']}"


def _of_checkout() -> str | None:
    try:
        command = ["git", "-C", str(PROGRAM), "remote", "get-url", "origin"]
        address = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
    address = re.sub(r"^(?:ssh://)?git@([^/:]+)[/:]", r"https://\1/", address)
    return f"git+{address}@{TAG}" if address.startswith("https://") else None
