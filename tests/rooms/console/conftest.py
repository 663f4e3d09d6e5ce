"""Somebody at the console."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import import_file
from tests.conftest import EXAMPLE

ORDER = (
    "placements", "entries", "spend", "touches", "joins", "leaves", "orders", "refunds", "costs", "spend-restated",
)  # fmt: skip


@pytest.fixture
def owner(brand: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The owner of the brand, with an empty queue: its tables are not ours, so no test empties them."""
    from django.db import connection

    from siyu.core.models import Staff

    monkeypatch.setenv("SIYU_HOME", str(tmp_path / "home"))
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    return Staff.objects.get()


@pytest.fixture
def console(owner: Any) -> Client:
    """A browser without scripts, with the owner signed in, reading Chinese."""
    client = Client(raise_request_exception=False)
    client.force_login(owner)
    return client


@pytest.fixture
def example(brand: Any, tmp_path: Path) -> None:
    """The worked example."""
    for name in ORDER:
        import_file(name.split("-")[0], EXAMPLE / f"{name}.csv", rejects=tmp_path)


@pytest.fixture
def send(console: Client) -> Callable[..., Any]:
    """Drops a file in; answers the import that waits."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from siyu.facts.models import Import

    def dropped(name: str, content: str | bytes, **more: str) -> Any:
        raw = content.encode() if isinstance(content, str) else content
        answer = console.post("/imports/new", {"file": SimpleUploadedFile(name, raw), **more})
        assert answer.status_code == 302, answer.content.decode()
        return Import.objects.latest("id")

    return dropped


@pytest.fixture
def work(owner: Any) -> Callable[[], None]:
    """What the workers do: every job that waits, once."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    from siyu.connectors.files import jobs

    done: set[int] = set()

    def all_jobs() -> None:
        for job in ProcrastinateJob.objects.filter(status="todo").order_by("id"):
            if job.id not in done:
                done.add(job.id)
                getattr(jobs, job.task_name.removeprefix("files."))(**job.args)

    return all_jobs
