"""A local run: what an operator sets in production is made here once and kept under ``var/``, for this machine alone."""

import os
import secrets
from pathlib import Path

VAR = Path(__file__).resolve().parent.parent / "var"
SECRET_KEY_FILE = VAR / "secret-key"


def use_local_settings() -> None:
    """Fill in, for this process and its children, what the environment leaves open: a key of this machine, no HTTPS."""
    if not os.environ.get("SECRET_KEY") and not os.environ.get("SECRET_KEY_FILE"):
        os.environ["SECRET_KEY"] = kept_secret(SECRET_KEY_FILE, secrets.token_urlsafe(48))
    os.environ.setdefault("HTTPS", "false")


def kept_secret(path: Path, fresh: str) -> str:
    """The text of ``path``; if there is no such file, one is made from ``fresh`` that only its owner can read."""
    path.parent.mkdir(exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(fresh)
    try:
        os.link(draft, path)  # fails if another process was first: then its secret is the one
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()
