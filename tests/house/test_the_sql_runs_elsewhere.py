"""The SQL of the reports stays in the dialect that DuckDB and Spark read alike.

Parsed and transpiled, not run: PySpark (478 MB) is no part of `make test`.
"""

import ast
from collections.abc import Iterator

import pytest
import sqlglot
from sqlglot import exp

from tests.house.source import ROOT

FOLDER = ROOT / "siyu" / "insight" / "sql"
REFUSED: dict[type[exp.Expression], str] = {
    exp.DateDiff: "counts midnights here and whole days there: subtract moments",
    exp.TimestampDiff: "differs between engines: subtract moments",
    exp.PercentileCont: "becomes an approximate one in Spark, silently",
    exp.PercentileDisc: "becomes an approximate one in Spark, silently",
    exp.Quantile: "is translated wrongly",
    exp.ApproxDistinct: "counts differently in each engine",
    exp.ApproxQuantile: "differs between engines",
    exp.Median: "is translated wrongly",
    exp.Lambda: "list lambdas are not in the dialect",
    exp.ArrayAgg: "lists are not in the dialect",
    exp.JSONExtract: "JSON is not in the dialect",
    exp.CurrentDate: "the question says what time it is",
    exp.CurrentTimestamp: "the question says what time it is",
    exp.Rand: "the same question must have the same answer",
    exp.Limit: "an answer has all rows",
}
"""What MEASURED.md found unsafe, and what would make an answer depend on the moment."""


def written_inside() -> Iterator[tuple[str, str]]:
    """SELECTs written in the modules of insight and market that are asked of DuckDB."""
    for path in sorted([*(ROOT / "siyu" / "insight").glob("*.py"), *(ROOT / "siyu" / "market").glob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value.strip()
                if text.startswith("SELECT ") and "%(" not in text and path.name != "queries.py":
                    yield f"{path.name}:{node.lineno}", text


COLUMNS = "name the columns"
STATEMENTS = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.sql"))]
STATEMENTS += list(written_inside())


def refusals(text: str) -> list[str]:
    """What in a statement is not in the dialect."""
    found = []
    tree = sqlglot.parse_one(text, read="duckdb")
    for node in tree.walk():
        why = next((why for kind, why in REFUSED.items() if isinstance(node, kind)), None)
        if why:
            found.append(f"{type(node).__name__}: {why}")
        if isinstance(node, exp.Join) and str(node.args.get("method") or "").upper() == "ASOF":
            found.append("ASOF JOIN is not rewritten")
        if isinstance(node, exp.DateTrunc | exp.TimestampTrunc) and "week" not in node.sql().lower():
            found.append("only weeks are truncated, and only of days")
        if (
            isinstance(node, exp.Window)
            and isinstance(node.this, exp.RowNumber)
            and not node.args.get("order")
        ):
            found.append("Spark numbers only ordered rows")
        if isinstance(node, exp.Anonymous):
            found.append(f"{node.name}: a function that SQLGlot does not know")
        if isinstance(node, exp.Star) and not isinstance(node.parent, exp.Count):
            found.append(COLUMNS)
    return found


@pytest.mark.parametrize(("name", "text"), STATEMENTS, ids=[name for name, _ in STATEMENTS])
def test_a_statement_is_in_the_dialect_and_reads_in_spark(name: str, text: str) -> None:
    found = [one for one in refusals(text) if name.endswith(".sql") or one != COLUMNS]
    assert not found
    told = sqlglot.transpile(text, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert len(told) == 1
    assert sqlglot.parse_one(told[0], read="spark")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT date_diff('day', a, b) FROM t",
        "SELECT quantile_cont(x, 0.5) FROM t",
        "SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY x) FROM t",
        "SELECT approx_count_distinct(x) FROM t",
        "SELECT list_transform(l, lambda x: x + 1) FROM t",
        "SELECT a FROM t ASOF JOIN u ON t.x >= u.x",
        "SELECT date_trunc('month', d) FROM t",
        "SELECT now() FROM t",
        "SELECT row_number() OVER () FROM t",
        "SELECT * FROM t",
    ],
)
def test_what_is_unsafe_would_be_noticed(text: str) -> None:
    assert refusals(text)


def test_every_statement_says_what_counts() -> None:
    silent = [name for name, text in STATEMENTS if name.endswith(".sql") and not text.startswith("-- ")]
    assert not silent
