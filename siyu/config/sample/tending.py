"""What the supervisor does for the sample: fill it, show it, go back, drop it, as the files say."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import psycopg
from django.db import OperationalError

from siyu.config.sample.actions import drop_sample, exchange, sample_stands, take_along
from siyu.core import sample
from siyu.core.database import Address
from siyu.core.home import folder
from siyu.core.processes import SUPERVISOR
from siyu.core.refusals import Refusal
from siyu.core.words import say

PATIENCE = 15.0
SOURCE = Path(__file__).resolve().parents[3]


class Tended:
    """Brings about what is wanted, a step at a tick. `is_empty`: whether the brand has no data of its own."""

    def __init__(
        self, tell: Callable[..., None], is_empty: Callable[[], bool], stamp: str, links: str
    ) -> None:
        self.tell = tell
        self.is_empty = is_empty
        self.stamp = stamp
        self.links = links
        self.shown = False
        self._filling: subprocess.Popen[bytes] | None = None
        self._visiting: subprocess.Popen[bytes] | None = None
        self._fresh = False
        self._waits = False

    def environment(self, own: Address) -> Mapping[str, str]:
        """What the processes are to be told now."""
        return sample.environment(own, sample.filled() if self.shown else None)

    def tick(self, own: Address) -> bool:
        """One look at what is wanted; whether the processes must be started anew with another environment."""
        try:
            restarts = self._tick(own)
        except (psycopg.OperationalError, OperationalError) as trouble:
            # The database is away: again at the next look.
            if not self._waits:
                self.tell("sample.waits", why=type(trouble).__name__)
            self._waits = True
            return False
        except psycopg.Error as trouble:
            why = str(trouble).strip().split("\n", 1)[0]
            self.tell("sample.refused", why=why)
            sample.note_problem(say(f"数据库没有答应:{why}", f"The database did not agree: {why}"))
            return False
        except Refusal as refusal:
            self.tell("sample.refused", why=refusal.text.en)
            sample.note_problem(refusal.text)
            return False
        self._waits = False
        return restarts

    def _tick(self, own: Address) -> bool:
        if self._filling is not None:
            if self._filling.poll() is None and sample.wanted():
                return False
            self.end()
            if sample.filled() is None:
                drop_sample(own=own)
        self._see_visits()
        if self.shown and not sample.wanted():
            return self._go_back(own)
        if not self.shown and sample.wanted():
            return self._open(own)
        if not self.shown and sample.to_be_removed():
            self._remove(own)
        return False

    def _open(self, own: Address) -> bool:
        if not self.is_empty():
            raise Refusal(
                say(
                    "这里已经有自己的数据,样例只给空的品牌。换个文件夹:SIYU_HOME=另一个文件夹 siyu up --demo",
                    "There are data of your own here, and the sample is for an empty brand. Take another "
                    "folder: SIYU_HOME=elsewhere siyu up --demo",
                )
            )
        found = sample.filled()
        if found is None or found.stamp != self.stamp or not sample_stands(own=own, found=found):
            self._start_filling(own)
            return False
        take_along(own=own, there=sample.address_in(own, found))
        self.shown = True
        self.tell("sample.shown", place=found.place, name=found.name)
        if self._fresh:
            self._visit()
        return True

    def _visit(self) -> None:
        """The town's latest visits come by its links, once they answer; the year is there without them."""
        self._fresh = False
        command = [sys.executable, "-m", "sandbox.town.hour", "--to", self.links]
        with (folder("log") / "sample.log").open("ab") as log:
            self._visiting = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=SOURCE, start_new_session=True
            )

    def _see_visits(self) -> None:
        if self._visiting is None:
            return
        if not self.shown or not sample.wanted():
            self._visiting.terminate()
            self._visiting.wait()
        if self._visiting.poll() is not None:
            self.tell("sample.visited", status=self._visiting.returncode)
            self._visiting = None

    def keep_sign_ins(self, own: Address) -> None:
        """Who signed in or was invited on one side is so on the other."""
        found = sample.filled()
        if self.shown and found is not None and sample_stands(own=own, found=found):
            exchange(own=own, there=sample.address_in(own, found))

    def _go_back(self, own: Address) -> bool:
        self.keep_sign_ins(own)
        self.shown = False
        self.tell("sample.left")
        return True

    def _remove(self, own: Address) -> None:
        drop_sample(own=own)
        sample.forget_files()
        self.tell("sample.removed")

    def _start_filling(self, own: Address) -> None:
        self.tell("sample.filling")
        with (folder("log") / "sample.log").open("ab") as log:
            self._filling = subprocess.Popen(
                [sys.executable, "-m", "siyu.config.sample.filling"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **sample.environment(own, None), SUPERVISOR: str(os.getpid())},
                start_new_session=True,
            )

    def close(self, own: Address) -> None:
        """The product ends: nothing is filled any more, and who signed in may come back tomorrow."""
        self.end()
        if self._visiting is not None:
            self._visiting.terminate()
            self._visiting.wait()
        try:
            self.keep_sign_ins(own)
        except psycopg.OperationalError as trouble:
            self.tell("sample.waits", why=type(trouble).__name__)

    def end(self) -> None:
        """The filling ends; what is half filled is not there."""
        if self._filling is None:
            return
        if self._filling.poll() is None:
            self._filling.terminate()
            try:
                self._filling.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._filling.kill()
                self._filling.wait()
        status, self._filling = self._filling.returncode, None
        self._fresh = status == 0
        sample.note_progress(None)
        if status > 0 and sample.problem() is None:
            sample.note_problem(
                say(
                    f"样例没有做成(状态 {status}),原因在 log/sample.log",
                    f"The sample failed with status {status}; log/sample.log says why",
                )
            )
        self.tell("sample.filled", status=status)
