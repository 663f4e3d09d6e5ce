"""Keeping a few child processes alive."""

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

LONGEST_PAUSE = 10.0
STEADY = 30.0
"""Seconds after which a process counts as having run well."""
MOST_DEATHS = 6
"""Deaths in a row, none after a steady run, before we give up."""
SUPERVISOR = "SIYU_SUPERVISOR"
"""The environment variable that tells a child whose child it is, so that it ends when we are gone."""


@dataclass
class Kept:
    """A process that should run: its command, and how it has fared."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    deaths: int = 0
    again_at: float = 0.0
    last_words: list[str] = field(default_factory=list)


class Supervisor:
    """Starts processes, restarts those that die with growing pauses, and ends them all in order.

    `tell(event, **fields)` is told what happens; `write(line)` gets every line a child says, as JSON.
    """

    def __init__(
        self, environment: Mapping[str, str], tell: Callable[..., None], write: Callable[[str], None]
    ) -> None:
        self.environment = {**environment, SUPERVISOR: str(os.getpid())}
        self.tell = tell
        self.write = write
        self.kept: list[Kept] = []
        self.stop = threading.Event()

    def keep(self, name: str, command: Sequence[str]) -> None:
        """Start a process and keep it running."""
        kept = Kept(name, command)
        self.kept.append(kept)
        self._start(kept)

    def tick(self) -> Kept | None:
        """Look at every process once; answers one that cannot be kept alive."""
        for kept in self.kept:
            if kept.process is not None and kept.process.poll() is not None:
                self._note_death(kept)
                if kept.deaths >= MOST_DEATHS:
                    return kept
            if kept.process is None and time.monotonic() >= kept.again_at:
                self._start(kept)
        return None

    def restart(self, environment: Mapping[str, str]) -> None:
        """Ask all processes to end and start them again with something else in their environment."""
        self.environment.update(environment)
        self._end_all(patience=10.0)
        for kept in self.kept:
            self._start(kept)

    def end(self, patience: float = 15.0) -> None:
        """Ask every process to end, last started first; kill what does not within so many seconds."""
        self.stop.set()
        self._end_all(patience)

    def _end_all(self, patience: float) -> None:
        running = [kept.process for kept in reversed(self.kept) if kept.process is not None]
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + patience
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, kept: Kept) -> None:
        kept.began = time.monotonic()
        kept.last_words = []
        kept.process = subprocess.Popen(
            kept.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment,
            start_new_session=True,
        )
        threading.Thread(target=self._listen, args=(kept, kept.process), daemon=True).start()

    def _note_death(self, kept: Kept) -> None:
        process = kept.process
        kept.process = None
        steady = time.monotonic() - kept.began > STEADY
        kept.deaths = 1 if steady else kept.deaths + 1
        pause = 0.0 if kept.deaths == 1 else min(0.25 * 2**kept.deaths, LONGEST_PAUSE)
        kept.again_at = time.monotonic() + pause
        status = None if process is None else process.returncode
        self.tell("process.died", process=kept.name, status=status, again_in=pause)

    def _listen(self, kept: Kept, process: "subprocess.Popen[bytes]") -> None:
        """A child's words go into the log; the last ones are remembered for the reason of its death."""
        if process.stdout is None:
            return
        for line in process.stdout:
            text = line.decode(errors="replace").rstrip()
            if text:
                kept.last_words = [*kept.last_words[-4:], text]
                self.write(text if _is_json(text) else _wrapped(text, kept.name))


def _is_json(text: str) -> bool:
    return text.startswith("{") and text.endswith("}")


def _wrapped(text: str, name: str) -> str:
    return json.dumps({"event": text, "process": name}, ensure_ascii=False)
