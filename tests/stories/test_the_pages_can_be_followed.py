"""The commands that our pages show are run as they stand there, and show what the pages say."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.installation import SOURCE, Installation
from tests.stories.following import blocks, follow

PAGES = ["README.md", "README.en.md", "docs/real-data/cdnow.md", "docs/real-data/robyn.md"]


@pytest.fixture
def fresh() -> Iterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="siyu-pages-"))
    folder.chmod(0o755)
    made = Installation(folder / "home")
    yield made
    made.end_all()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("name", PAGES)
def test_every_command_of_the_page_works_and_shows_what_the_page_says(
    fresh: Installation, name: str, tmp_path: Path
) -> None:
    page = SOURCE / name
    assert any(commands for commands, _ in blocks(page))
    assert follow(page, fresh, language="en" if ".en." in name else "zh", scratch=tmp_path) == []
