"""Where siyu keeps everything: `SIYU_HOME`, `./var` unless set."""

import os
import secrets
from pathlib import Path


def home() -> Path:
    """The folder of this installation, made when it is not there."""
    folder = Path(os.environ.get("SIYU_HOME") or "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def folder(name: str) -> Path:
    """A folder inside the home, such as `rejects` or `uploads`, for this account alone."""
    place = home() / name
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def keep_secret(name: str, *, length: int = 48) -> str:
    """A secret of this installation, in a file of mode 600; made on the first call, two at once agree."""
    path = home() / name
    if not path.exists():
        fresh = path.with_name(f".{name}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(length))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()


def secret_key() -> str:
    """The key that signs sessions: `SIYU_SECRET_KEY`, or a generated file."""
    return os.environ.get("SIYU_SECRET_KEY") or keep_secret("secret_key")
