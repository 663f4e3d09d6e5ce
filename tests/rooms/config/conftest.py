"""One installation for all commands that only look, or are refused."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import installation
from tests.faults.installation import Installation

__all__ = ["installation"]


@pytest.fixture(scope="session")
def shared() -> Iterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="siyu-commands-"))
    folder.chmod(0o755)
    made = Installation(folder / "home")
    yield made
    made.end_all()
    shutil.rmtree(folder, ignore_errors=True)
