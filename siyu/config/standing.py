"""Where the console of this installation is, whether it runs or not."""

import fcntl
import json
import os
from dataclasses import dataclass

from siyu.core.database.keeper import lock_file, takes
from siyu.core.home import home

PORT = 8000


@dataclass(frozen=True)
class Standing:
    """The console's address on this machine, and whether `siyu up` runs now."""

    address: str
    running: bool


def remember_console(port: int) -> None:
    """Write down where the console listens."""
    fresh = home() / f".console.json.{os.getpid()}"
    fresh.write_text(json.dumps({"port": port}))
    fresh.replace(home() / "console.json")


def console_standing() -> Standing:
    """Where the console listens; when it does not, where it will: `SIYU_PORT`, else its last port."""
    lock = lock_file(home() / "up.lock")
    try:
        running = not takes(lock, fcntl.LOCK_SH)
    finally:
        os.close(lock)
    last, said = _last_port(), os.environ.get("SIYU_PORT", "")
    port = last if running and last else int(said) if said.isdigit() else last or PORT
    return Standing(f"http://127.0.0.1:{port}", running)


def _last_port() -> int | None:
    try:
        return int(json.loads((home() / "console.json").read_text())["port"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
