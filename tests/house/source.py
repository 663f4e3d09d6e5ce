"""The source as the house tests read it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ROOT / "siyu"


@cache
def modules() -> dict[str, ast.Module]:
    """{path below the root: syntax tree} of every module of siyu but migrations."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(ROOMS.rglob("*.py"))
        if "migrations" not in path.parts
    }


def may_write(path: str) -> bool:
    """Whether a module is one that may write to the database: `actions.py`, or a module in `actions/`."""
    return path.endswith("/actions.py") or "/actions/" in path


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text that is not a docstring."""
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value


def tracked() -> list[Path]:
    """Every file that git knows, or would take; in an archive without git, everything that is ours."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:
        places = [ROOT / name for name in ("siyu", "tests", "tools", "docs", "benchmarks", "examples")]
        return [path for place in places for path in place.rglob("*") if path.is_file()]
    return [ROOT / name for name in told.stdout.split("\0") if name and (ROOT / name).is_file()]
