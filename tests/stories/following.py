"""A page of documentation as a newcomer follows it: its commands run, what it shows comes out."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.faults.installation import SOURCE, Installation

BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_HERE = ("make ", "git ", "cd ")
"""What starts the whole product or fetches it; tests of their own do that."""


def blocks(page: Path) -> list[tuple[list[str], list[str]]]:
    """The commands of a page, block by block, each with the lines that the page says come out."""
    found: list[tuple[list[str], list[str]]] = []
    for language, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        lines = [line for line in text.splitlines() if line.strip()]
        if language == "sh":
            found.append((lines, []))
        elif found:
            found[-1][1].extend(lines)
    return found


def follow(page: Path, installation: Installation, *, language: str, scratch: Path) -> list[str]:
    """Run every `sh` block of a page from the repository's folder; answers what did not come out as shown.

    `/tmp/` in the page is the scratch folder of the test. A block may end with 1 only where the page
    shows refused rows.
    """
    binaries = scratch / "bin"
    binaries.mkdir()
    siyu = binaries / "siyu"
    siyu.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m siyu.config.cli "$@"\n')
    siyu.chmod(0o755)
    environment = {
        **installation.environment,
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "SIYU_LANGUAGE": language,
        "COLUMNS": "200",
    }
    wrong = []
    for commands, shown in blocks(page):
        told = [line for line in commands if not line.startswith((*NOT_HERE, "#"))]
        if not told:
            continue
        script = "set -e\n" + "\n".join(told)
        script = script.replace(".venv/bin/siyu", "siyu").replace("/tmp/", f"{scratch}/")
        ran = subprocess.run(
            ["sh", "-c", script],
            cwd=SOURCE,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if ran.returncode:
            wrong.append(f"{told}: status {ran.returncode}\n{ran.stderr[-600:]}")
        came = {" ".join(line.split()) for line in ran.stdout.splitlines()}
        wrong += [
            f"{told[-1]}: “{line}” did not come out" for line in shown if " ".join(line.split()) not in came
        ]
    return wrong
