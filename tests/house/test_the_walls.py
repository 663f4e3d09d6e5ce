"""What keeps the rooms apart, beyond the import contracts."""

import ast
import re

from tests.house.source import ROOMS, ROOT, calls, may_write, modules, texts, tracked

WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "delete", "save"}
SQL_WRITES = re.compile(
    r"^\s*(INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|TRUNCATE|COPY\s+.*\sFROM\s+STDIN)",
    re.IGNORECASE | re.DOTALL,
)
OUR_TABLES = re.compile(
    r"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE|COPY)\s+\"?(siyu|core|facts|people|traffic|pool|commerce|ledger)_",
    re.IGNORECASE,
)
ON_THEIR_OWN = ("siyu/insight/", "siyu/market/", "siyu/lake/")
"""These rooms compute in a DuckDB of the moment: tables without a room's name in front are nobody's data."""
STARTING = {
    "siyu/core/starting.py": "the stamp of the migrations, which is no table of any room",
    "siyu/core/database/keeper.py": "makes the database itself",
}


def _chain(node: ast.AST) -> str:
    return ast.unparse(node)


def test_only_actions_write() -> None:
    found = []
    for path, tree in modules().items():
        if may_write(path) or path in STARTING:
            continue
        for call in calls(tree):
            if not isinstance(call.func, ast.Attribute):
                continue
            name, of = call.func.attr, _chain(call.func.value)
            queryset = ".objects" in of or ".filter(" in of
            if (name in WRITES and (queryset or (name in ("save", "delete") and not call.args))) or (
                name == "update" and (queryset or (call.keywords and not call.args))
            ):
                found.append(f"{path}:{call.lineno} {of[-40:]}.{name}()")
        writes = OUR_TABLES.search if path.startswith(ON_THEIR_OWN) else SQL_WRITES.match
        found += [f"{path}: {text.strip()[:60]!r}" for text in texts(tree) if writes(text)]
    found += [
        str(path.relative_to(ROOT))
        for path in ROOMS.rglob("*.sql")
        if OUR_TABLES.search(path.read_text(encoding="utf-8")) and "actions" not in path.parts
    ]
    assert not found, "\n".join(found)


WORLD = (
    "django",
    "psycopg",
    "duckdb",
    "os",
    "time",
    "pathlib",
    "subprocess",
    "socket",
    "procrastinate",
)


def test_rules_touch_nothing() -> None:
    found = []
    for path, tree in modules().items():
        if not (path.endswith("/rules.py") or "/rules/" in path):
            continue
        for node in ast.walk(tree):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            elif isinstance(node, ast.Call):
                told = ast.unparse(node.func)
                if told in ("open", "print", "input") or told.endswith((".now", ".today", ".utcnow")):
                    found.append(f"{path}:{node.lineno} {told}()")
            found += [f"{path}:{node.lineno} imports {n}" for n in names if n.split(".")[0] in WORLD]
    assert not found, "\n".join(found)


DOORS = ("/commands/", "/pages/", "/pages.py", "/jobs.py", "siyu/config/", "/middleware.py")
CLOCKS = re.compile(r"(datetime\.now|datetime\.utcnow|datetime\.today|date\.today|timezone\.now|time\.time)$")


def test_only_doors_and_jobs_read_the_clock() -> None:
    allowed = {
        "siyu/core/starting.py": "makes the brand when a process starts",
        "siyu/console/asking.py": "a part of the pages: what a request asks for",
        "siyu/market/reports.py": "tells when an answer was made, which is no part of the answer",
    }
    found = [
        f"{path}:{call.lineno} {ast.unparse(call.func)}()"
        for path, tree in modules().items()
        if path not in allowed and not any(door in path for door in DOORS)
        for call in calls(tree)
        if CLOCKS.search(ast.unparse(call.func))
    ]
    assert not found, "\n".join(found)


def test_actions_take_their_arguments_by_name() -> None:
    found = []
    for path, tree in modules().items():
        if not may_write(path) or path.startswith("siyu/config/"):
            continue
        found += [
            f"{path}:{node.lineno} {node.name}({', '.join(arg.arg for arg in node.args.args)})"
            for node in tree.body
            if isinstance(node, ast.FunctionDef)
            and not node.name.startswith("_")
            and len(node.args.args) > 1
            and not node.name.endswith("_sql")
        ]
    assert not found, "\n".join(found)


def test_no_model_is_fetched_by_its_name() -> None:
    found = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "get_model"
    ]
    assert not found, "\n".join(found)


def test_there_are_no_signals_and_no_silent_excepts() -> None:
    found = []
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"):
                found.append(f"{path}:{node.lineno} signals")
            if isinstance(node, ast.ExceptHandler):
                broad = node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
                goes_on = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
                if broad and not goes_on:
                    found.append(f"{path}:{node.lineno} an except that catches everything for good")
    assert not found, "\n".join(found)


def test_no_file_is_longer_than_300_lines_without_a_word_in_an_adr() -> None:
    decisions = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "adr").glob("*.md"))
    found = []
    for path in tracked():
        name = str(path.relative_to(ROOT))
        if path.suffix != ".py" or "/migrations/" in name:
            continue
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > 300 and name not in decisions:
            found.append(f"{lines} {name}")
    assert not found, "\n".join(found)


def test_no_file_is_called_utils_helpers_common_or_base() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix == ".py" and path.stem in ("utils", "helpers", "common", "base")
    ]
    assert not found, "\n".join(found)


# Written in pieces, so that this file does not name them itself.
ADDRESSES = re.compile(
    "|".join(
        [
            r"files\." + r"pythonhosted\.org",
            r"pypi\." + r"org/simple",
            r"registry\." + r"npmjs\.org",
            r"deb\." + r"debian\.org",
        ]
    )
    + r"|(?:^|[^A-Za-z0-9_.])/(?:"
    + "work|root|farm"
    + r")/"
)


def test_no_registry_address_and_no_path_of_one_machine_is_written_down() -> None:
    found = []
    for path in tracked():
        name = str(path.relative_to(ROOT))
        if "static/vendor" in name or path.suffix in (".png", ".woff2", ".gz", ".xlsx"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if ADDRESSES.search(line):
                found.append(f"{name}:{number} {line.strip()[:100]}")
    assert not found, "\n".join(found)


def test_every_public_function_and_class_says_what_it_is_for() -> None:
    found = []
    for path, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                if node.name.startswith("_") or (node.name in ("main", "application")):
                    continue
                if not ast.get_docstring(node):
                    found.append(f"{path}:{node.lineno} {node.name}")
    assert not found, "\n".join(found)


def test_every_text_that_is_said_is_said_in_both_languages() -> None:
    found = []
    for path, tree in modules().items():
        for call in calls(tree):
            if isinstance(call.func, ast.Name) and call.func.id == "say" and len(call.args) == 2:
                zh, en = (_literal(argument) for argument in call.args)
                if zh is None or en is None:
                    continue
                if bool(zh) != bool(en) or re.search(r"[\u4e00-\u9fff]", en):
                    found.append(f"{path}:{call.lineno} {zh!r} {en!r}")
    assert not found, "\n".join(found)


def _literal(node: ast.expr) -> str | None:
    """The words of a text, without what is put into it."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant)) or "{}"
    return None
