"""The sample town beside the brand's own data: whether it is wanted, how far it is, where it stands.

Everything here is a small file below `sample/` in the home: the console writes what is wanted, the supervisor
of `siyu up` brings it about, and a command looks where the console looks. No row of the brand is touched.
The processes that show the sample are told so: they have its database, and `sample/home` as their home.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from siyu.core.database.address import Address
from siyu.core.home import home, secret_key
from siyu.core.processes import SUPERVISOR
from siyu.core.refusals import Refusal
from siyu.core.words import Say, say

SHOWN_OF = "SIYU_SAMPLE_OF"
"""Tells a process that it shows the sample of the brand that lives in this home."""


@dataclass(frozen=True)
class Filled:
    """A sample that is complete: a database of its own, or a schema where the role may make no database."""

    place: str
    name: str
    stamp: str
    """Of the migrations it was made with."""
    until: str
    """The day before which everything in it happened."""


@dataclass(frozen=True)
class Progress:
    """How far the filling is, from 0 to 1, and what is being done."""

    share: float
    doing: Say


def showing() -> bool:
    """Whether this process shows the sample, not the brand's own data."""
    return bool(os.environ.get(SHOWN_OF))


def can_be_shown() -> bool:
    """Whether somebody is there who brings a wish about: a console on its own has nobody."""
    return SUPERVISOR in os.environ


_filling = ContextVar("filling", default=False)


@contextmanager
def being_filled() -> Iterator[None]:
    """While the town itself comes in, which nobody's own files may."""
    token = _filling.set(True)
    try:
        yield
    finally:
        _filling.reset(token)


def keep_apart() -> None:
    """Refuse to put something of one's own into the sample; where the brand itself is shown, do nothing."""
    if showing() and not _filling.get():
        raise Refusal(closed_here())


def closed_here() -> Say:
    """What is said to whoever would put something of their own into the sample."""
    return say(
        "这是样例,不收自己的文件,也不改登录的人。先点“回到自己的数据”",
        "This is the sample: it takes no files of your own and changes nobody's sign-in. "
        "Go back to your own data first",
    )


def wanted() -> bool:
    """Whether the sample is to be shown."""
    return (_folder() / "open").exists()


def ask_for(today: str) -> None:
    """Say that the sample is to be shown; one whose year has long ended is made anew."""
    _write("problem", None)
    found = filled()
    if found is not None and found.until < today:
        _write("filled", None)
    (_folder() / "remove").unlink(missing_ok=True)
    (_folder() / "open").touch()


def leave() -> None:
    """Say that the brand's own data are to be shown."""
    (_folder() / "open").unlink(missing_ok=True)


def ask_to_remove() -> None:
    """Say that nothing of the sample is to stay."""
    (_folder() / "remove").touch()
    leave()


def to_be_removed() -> bool:
    """Whether somebody asked for the removal."""
    return (_folder() / "remove").exists()


def filled() -> Filled | None:
    """The complete sample, if there is one."""
    said = _read("filled")
    return None if said is None else Filled(**{name: str(value) for name, value in said.items()})


def note_filled(found: Filled | None) -> None:
    """Write down that the sample is complete; None: that it is not."""
    _write("filled", None if found is None else asdict(found))


def progress() -> Progress | None:
    """How far the filling is, while it runs."""
    said = _read("progress")
    if said is None:
        return None
    return Progress(float(str(said["share"])), say(str(said["zh"]), str(said["en"])))


def note_progress(now: Progress | None) -> None:
    """Write down how far the filling is; None: it is not running."""
    _write("progress", None if now is None else {"share": now.share, **asdict(now.doing)})


def problem() -> Say | None:
    """Why the last filling failed."""
    said = _read("problem")
    return None if said is None else say(str(said["zh"]), str(said["en"]))


def note_problem(why: Say) -> None:
    """Write down why the filling failed; the sample is no longer wanted."""
    _write("problem", asdict(why))
    leave()


def forget_files() -> None:
    """Take away all that the sample kept in the home."""
    shutil.rmtree(_folder(), ignore_errors=True)


def town_folder() -> Path:
    """Where the files of the sample are written."""
    return _made(_folder() / "town")


def address_in(own: Address, found: Filled) -> Address:
    """Where the sample of the brand at `own` is."""
    if found.place == "database":
        return replace(own, dbname=found.name)
    options = {**dict(own.options), "options": f"-csearch_path={found.name}"}
    return replace(own, options=tuple(options.items()))


def environment(own: Address, found: Filled | None) -> Mapping[str, str]:
    """What a process is told to show the sample, or the brand itself. Sessions hold: the key is the same."""
    own_folder = own_home()
    told = {"DATABASE_URL": own.url(), "SIYU_HOME": str(own_folder), SHOWN_OF: ""}
    if found is not None:
        told = {
            "DATABASE_URL": address_in(own, found).url(),
            "SIYU_HOME": str(_made(_folder() / "home")),
            SHOWN_OF: str(own_folder),
        }
    return {**told, "SIYU_SECRET_KEY": secret_key()}


def own_home() -> Path:
    """The home of the brand, also where the sample is shown."""
    said = os.environ.get(SHOWN_OF)
    return Path(said) if said else home()


def _folder() -> Path:
    return _made(own_home() / "sample")


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _read(name: str) -> dict[str, object] | None:
    try:
        said = json.loads((_folder() / f"{name}.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return said if isinstance(said, dict) else None


def _write(name: str, said: Mapping[str, object] | None) -> None:
    """Whole or not at all: readers look at any time."""
    path = _folder() / f"{name}.json"
    if said is None:
        path.unlink(missing_ok=True)
        return
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)
