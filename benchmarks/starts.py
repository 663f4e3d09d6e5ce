"""How soon things answer: starts of the product, and of commands."""

import os
import signal
import time
from statistics import median

from benchmarks.installation import EVERY, Installation, answers, fresh, processes
from benchmarks.lines import Line, clocked, progress

ALONE = "from siyu.core.database import using_database\nwith using_database(): pass"
NOTHING = "import django, psycopg"


def start_everything(times: int) -> list[Line]:
    """First and second start of `siyu up`, and commands with the database down and up."""
    with fresh(1) as one, fresh(1) as other:
        progress("  starts")
        database = [other.python("-c", ALONE).seconds for _ in range(times + 1)]
        with one.up() as first:
            pass
        second = [_up(one) for _ in range(times)]
        down = _command(one, times, "report", "people")
        with one.database():
            up = _command(one, times, "report", "people")
            overview = _command(one, times, "--help")
    nothing = median(one.python("-c", NOTHING).seconds for _ in range(times))
    bare = median(one.python("-c", "pass").seconds for _ in range(times))
    alone = median(database[1:])
    return [
        Line("first start, console answers", "database alone, first start", first.seconds, database[0]),
        Line("second start, console answers", "database alone", median(second), alone),
        Line("command, database down", "database alone", down[0], alone, memory_mb=down[1]),
        Line("command, database up", "import django, psycopg", up[0], nothing, memory_mb=up[1]),
        Line("siyu --help", "python -c pass", overview[0], bare, memory_mb=overview[1]),
    ]


def _up(town: Installation) -> float:
    with town.up() as running:
        return running.seconds


def _command(town: Installation, times: int, *arguments: str) -> tuple[float, float]:
    done = [town.siyu(*arguments) for _ in range(times)]
    return median(one.seconds for one in done), max(one.memory_mb for one in done)


def come_back(times: int) -> list[Line]:
    """A server killed under `siyu up`: how soon the console reads from it again."""
    with fresh(1) as town, town.up() as running:
        progress("  killed server")
        running.sign_in_link()
        found: list[float] = []
        for _ in range(times):
            server = next(
                pid
                for pid, told in processes()
                if " -D " in told and str(town.home) in told and "postgres" in told
            )
            with clocked() as took:
                os.kill(server, signal.SIGKILL)
                time.sleep(EVERY)
                while not answers(running.port, "/readyz"):
                    running.go_on()
                    time.sleep(EVERY)
            found.append(took.seconds)
    return [Line("killed server is back", "promise: 1 s", median(found), 1.0)]
