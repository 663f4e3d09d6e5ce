"""`python -m siyu.config.sample.filling`: the town is written by the sandbox and comes in as files do."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from siyu.config.sample.actions import make_sample
from siyu.core import sample
from siyu.core.database.using import current
from siyu.core.home import folder
from siyu.core.lifeline import die_with_parent
from siyu.core.processes import SUPERVISOR
from siyu.core.refusals import Refusal
from siyu.core.sample import Filled, Progress
from siyu.core.words import Say, say, speak

SOURCE = Path(__file__).resolve().parents[3]
SEED = 7
ZONE = "Asia/Shanghai"
WEIGHTS = {
    "placements": 1, "entries": 1, "spend": 6, "touches": 14, "joins": 25, "leaves": 9, "orders": 52,
    "refunds": 4, "costs": 3,
}  # fmt: skip
"""The files in the order they come in, each with the share of the time it takes."""
BEFORE = 12
"""The same for the database and the writing of the town."""


def today() -> date:
    """The brand's day now: the town ends with the day before."""
    return datetime.now(ZoneInfo(ZONE)).date()


def fill(*, until: date) -> Filled:
    """Make the sample's database and bring the town in; whoever is told of it finds it complete."""
    from siyu.core.starting import migrations_stamp, set_up

    own = current()
    sample.note_filled(None)
    _note(0, say("建库", "Making its database"))
    town = _write_town(until)
    made = make_sample(own=own, stamp=migrations_stamp(), until=until.isoformat())
    os.environ.update(sample.environment(own, made))
    set_up()
    out, _ = town.communicate()
    if town.returncode:
        raise Refusal(say("小镇没有写出来,看日志", "The town could not be written; see the log"))
    with sample.being_filled():
        _bring_in(json.loads(out))
    return made


def _write_town(until: date) -> "subprocess.Popen[bytes]":
    """The sandbox writes the year as files: a program of its own, which knows nothing of us."""
    if not (SOURCE / "sandbox" / "town").is_dir():
        raise Refusal(
            say(
                f"{SOURCE} 里没有 sandbox 文件夹;样例随源码提供",
                f"There is no folder sandbox in {SOURCE}; the sample comes with the source",
            )
        )
    command = [sys.executable, "-m", "sandbox.town", "--seed", str(SEED), "--until", until.isoformat()]
    command += ["--out", str(sample.town_folder())]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, cwd=SOURCE)


def _bring_in(rows: dict[str, int]) -> None:
    from siyu.connectors.files import actions
    from siyu.core.actions import change_brand
    from siyu.core.queries import brand

    change_brand(
        name="林间茶 Forest Tea", zone=ZONE, language=brand().language, linkable_gap=brand().linkable_gap
    )
    town, done, total = sample.town_folder(), BEFORE, BEFORE + sum(WEIGHTS.values())
    for kind, weight in WEIGHTS.items():
        path = town / f"{kind}.csv"
        doing = say(f"导入 {kind},{rows[kind]:,} 行", f"Bringing in {kind}, {rows[kind]:,} rows")
        _note(done / total, doing)
        taken = actions.start_import(
            kind=kind, files=[{"name": path.name, "path": str(path)}], actor="sandbox", at=_now()
        )
        ended = actions.run_import(
            import_id=taken.id, clock=_now, rejects_folder=folder("rejects"), report=lambda _: None
        )
        if ended.rejected:
            raise Refusal(
                say(
                    f"样例的 {kind} 有 {ended.rejected} 行被拒收",
                    f"{ended.rejected} rows of {kind} were refused",
                )
            )
        done += weight
    _note(1, say("打开", "Opening"))


def _note(share: float, doing: Say) -> None:
    sample.note_progress(Progress(round(share, 3), doing))


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> int:
    """Fill the sample; status 0, or 1 with the reason kept where the console finds it."""
    supervisor = os.environ.get(SUPERVISOR)
    die_with_parent(signal.SIGTERM, parent=int(supervisor) if supervisor else None)
    speak(os.environ.get("SIYU_LANGUAGE", "zh"))
    try:
        made = fill(until=today())
    except Refusal as refusal:
        sample.note_problem(refusal.text)
        return 1
    finally:
        sample.note_progress(None)
    sample.note_filled(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
