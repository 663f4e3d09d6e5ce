"""The scripts behind make say what is missing."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.source import ROOT


@pytest.mark.parametrize(
    ("chromium", "fonts", "told"),
    [
        (True, "NotoSansCJK", []),
        (True, "", ["fonts-noto-cjk"]),
        (False, "NotoSansCJK", ["install chromium"]),
        (False, "", ["install chromium", "fonts-noto-cjk"]),
    ],
)
def test_a_browser_or_a_font_that_is_missing_is_told(
    chromium: bool, fonts: str, told: list[str], tmp_path: Path
) -> None:
    """Somebody who may install nothing, on a machine with these programs alone."""
    for name, answer in {"id": "1000", "fc-list": fonts, **({"chromium": ""} if chromium else {})}.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho '{answer}'\n" if answer else "#!/bin/sh\n")
        program.chmod(0o755)
    done = subprocess.run(
        [str(shutil.which("sh")), str(ROOT / "tools" / "browser.sh")],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == len(told)
    for word in told:
        assert word in done.stderr
