"""An installation of its own for every test that kills things."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.installation import Installation


@pytest.fixture
def installation() -> Iterator[Installation]:
    """A home that another account may enter, whoever runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="siyu-faults-"))
    folder.chmod(0o755)
    made = Installation(folder / "home")
    yield made
    made.end_all()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def hidden_installation() -> Iterator[Installation]:
    """A home below a folder that nobody else may enter."""
    folder = Path(tempfile.mkdtemp(prefix="siyu-faults-"))
    folder.chmod(0o700)
    made = Installation(folder / "私域 home")
    yield made
    made.end_all()
    pointer = made.home / "database" / "where"
    if os.geteuid() == 0 and pointer.exists():
        shutil.rmtree(pointer.read_text(), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
