"""`siyu export`: every table in every form, whole or not at all, and a sentence for whatever cannot be."""

import csv
import gzip
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from siyu.config.cli import main
from siyu.connectors.files.exports import NAMES
from siyu.connectors.files.kinds import KINDS
from siyu.insight.questions import BY
from siyu.market.reports import REPORTS
from siyu.traffic.actions.publishing import keep_arrivals
from tests.faults.installation import Installation
from tests.worlds import TEXTS

PERIOD = ("--from", "2026-03-02", "--to", "2026-04-13", "--as-of", "2026-07-15")
SEEN = {
    "touch_id": "L1", "at": 1772413200000000, "entry": "pyq-1", "action": "click", "app": "wechat",
    "device": "phone", "why": "", "outcome": "through", "clicks": {"gdt_vid": "w1"}, "referrer": "",
    "query": "gdt_vid=w1", "agent": "MicroMessenger/8", "address": "127.0.0.1",
}  # fmt: skip
"""What the link process saw."""
TABLES = [*NAMES, *(f"report:{name}" for name in REPORTS)]


@pytest.fixture
def siyu(brand: Any, capfdbinary: pytest.CaptureFixture[bytes], bring_in: Any) -> Callable[..., Any]:
    """`siyu("orders", "-o", "x.csv")` answers (status, stdout, stderr), on the worked example."""
    for kind in KINDS:
        bring_in(kind, TEXTS[kind])
    keep_arrivals(arrivals=[SEEN])

    def run(*words: object) -> tuple[int, bytes, str]:
        try:
            status = main(["export", *map(str, words)])
        except SystemExit as ended:
            status = int(ended.code or 0)
        told = capfdbinary.readouterr()
        return status, told.out, told.err.decode()

    return run


def rows_of(content: bytes, form: str, folder: Path) -> list[list[Any]]:
    """An export's rows, its header first."""
    if form == "csv":
        return list(csv.reader(io.StringIO(content.decode())))
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
        return [list(row) for row in sheet.iter_rows(values_only=True)]
    (folder / "out.parquet").write_bytes(content)
    found = duckdb.sql(f"SELECT * FROM '{folder / 'out.parquet'}'")
    return [found.columns, *map(list, found.fetchall())]


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_every_table_goes_to_stdout_and_to_a_file_and_nothing_else_does(
    form: str, siyu: Any, tmp_path: Path
) -> None:
    for name in TABLES:
        question = PERIOD if name.startswith("report:") else ()
        status, out, errors = siyu(name, "--format", form, *question)
        assert (status, errors) == (0, ""), name
        rows = rows_of(out, form, tmp_path)
        assert len(rows) > 1, name
        path = tmp_path / f"x.{form}"
        status, said, errors = siyu(name, "-o", path, *question)
        assert (status, said) == (0, b""), name
        assert str(path) in errors
        assert rows_of(path.read_bytes(), form, tmp_path) == rows, name


def test_a_report_heeds_all_its_options(siyu: Any, tmp_path: Path) -> None:
    for name, dimensions in BY.items():
        for by in dimensions:
            told = {}
            for form in ("csv", "xlsx", "parquet"):
                status, out, _ = siyu(
                    f"report:{name}", "--by", by, "--horizon", "30", *PERIOD, "--format", form
                )
                assert status == 0
                told[form] = [
                    [None if cell in ("", None) else str(cell) for cell in row]
                    for row in rows_of(out, form, tmp_path)
                ]
            assert len({len(rows) for rows in told.values()}) == 1, (name, by)
            assert len({tuple(map(tuple, rows[:1])) for rows in told.values()}) == 1, (name, by)
    short, long = (
        rows_of(siyu("report:prices", "--horizon", days, *PERIOD)[1], "csv", tmp_path) for days in (7, 90)
    )
    at = short[0].index("return_at_horizon")
    assert [row[at] for row in short] != [row[at] for row in long]
    assert rows_of(siyu("report:ledger", *PERIOD)[1], "csv", tmp_path) != rows_of(
        siyu("report:ledger", "--from", "2026-03-10", "--to", "2026-03-11")[1], "csv", tmp_path
    )


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["nonsense"], "placements"),
        (["report:"], "prices"),
        (["report:nonsense"], "prices"),
        (["report:prices", "--by", "nonsense"], "campaign"),
        (["report:pool", "--by", "platform"], "pool"),
        (["report:prices", "--horizon", "x"], "3650"),
        (["report:prices", "--from", "2026-02-30"], "2026-02-30"),
        (["report:prices", "--from", "2026-03-02", "--to", "2026-03-01"], "2026-03"),
        (["orders", "--by", "platform"], "--by"),
        (["orders", "--from", "2026-01-01", "--horizon", "9"], "--horizon"),
        (["orders", "--format", "xls"], "xls"),
        (["orders", "-o", "x.xls"], ".xlsx"),
        (["orders", "-o", "x.json"], "--format"),
        (["orders", "-o", "x.xlsx.gz"], ".csv.gz"),
        (["orders", "-o", ""], "-o"),
        (["orders", "--json"], "-o"),
        ([], "table"),
    ],
)
def test_what_cannot_be_is_told_with_status_2(words: list[str], what: str, siyu: Any) -> None:
    for more in ([], ["--json"]):
        status, out, errors = siyu(*words, *more)
        assert status == 2
        assert what in errors
        as_json = "--json" in (*words, *more)
        assert json.loads(out)["error"] if as_json else out == b""


def test_the_ending_of_the_name_chooses_the_form(siyu: Any, tmp_path: Path) -> None:
    for name, start in (("a.CSV", b"shop,"), ("b.XLSX", b"PK"), ("c.parquet", b"PAR1"), ("d.txt", b"shop,"),
                        ("csv", b"shop,"), ("e.csv.gz", b"\x1f\x8b")):  # fmt: skip
        status, out, _ = siyu("orders", "-o", tmp_path / name, "--json")
        assert status == 0
        assert json.loads(out)["file"] == str(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start), name
    assert gzip.decompress((tmp_path / "e.csv.gz").read_bytes()) == (tmp_path / "a.CSV").read_bytes()
    siyu("orders", "-o", tmp_path / "a.csv", "--format", "xlsx")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"PK")
    assert siyu("orders", "-o", "-")[1] == (tmp_path / "a.CSV").read_bytes()


def test_a_place_that_cannot_be_written_is_told_and_what_stood_there_stays(siyu: Any, tmp_path: Path) -> None:
    tmp_path = tmp_path / "place"
    tmp_path.mkdir()
    (tmp_path / "file").write_text("x")
    for place in (
        tmp_path,
        tmp_path / "nowhere" / "x.csv",
        tmp_path / "file" / "x.csv",
        tmp_path / ("x" * 300),
    ):
        status, out, errors = siyu("orders", "-o", place)
        assert (status, out) == (2, b"")
        assert str(place) in errors
    assert siyu("report:nonsense", "-o", tmp_path / "file")[0] == 2
    assert (tmp_path / "file").read_text() == "x"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_link_is_followed_and_a_device_is_written_to_as_it_is(siyu: Any, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "x.csv").symlink_to(tmp_path / "there" / "real.csv")
    assert siyu("orders", "-o", tmp_path / "x.csv")[0] == 0
    assert (tmp_path / "x.csv").is_symlink()
    assert (tmp_path / "there" / "real.csv").read_bytes() == siyu("orders")[1]
    status, _, errors = siyu("orders", "-o", "/dev/full")
    assert status == 2
    assert "/dev/full" in errors
    assert Path("/dev/full").is_char_device()
    assert siyu("orders", "-o", "/dev/null")[0] == 0


def test_controls_in_extras_go_out_in_every_form(siyu: Any, bring_in: Any, tmp_path: Path) -> None:
    bring_in("orders", 'order_id,shop,paid_at,amount,备注\no-x,s,2026-03-05,1.00,"a\x01b\x0b\nc\x7f"\n')
    for form in ("csv", "xlsx", "parquet"):
        status, out, errors = siyu("facts", "--format", form)
        assert (status, errors) == (0, "")
        head, *rows = rows_of(out, form, tmp_path)
        extras = [json.loads(row[head.index("extras")]) for row in rows if row[head.index("extras")]]
        assert {"备注": "a\x01b\x0b\nc\x7f"} in extras


@pytest.fixture(scope="session")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with enough rows to fill pipes and limits; its database runs under somebody else."""
    path = tmp_path_factory.mktemp("big") / "orders.csv"
    lines = (f"o-{n},s,2026-03-{1 + n % 28:02d} 10:00,12.30,13{n:09d}" for n in range(6_000))
    path.write_text("\n".join(["order_id,shop,paid_at,amount,id.phone", *lines]))
    folder = Path(tempfile.mkdtemp(prefix="siyu-big-"))
    folder.chmod(0o755)
    made = Installation(folder / "home")
    made.hold()
    assert made.siyu("import", "orders", str(path)).returncode == 0
    yield made
    made.end_all()
    shutil.rmtree(folder, ignore_errors=True)


LIMITED = """
import resource, signal, sys
from siyu.core.starting import working
with working():
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    from siyu.config.cli import main
    sys.exit(main(sys.argv[1:]))
"""


def test_a_full_disk_and_a_reader_that_leaves_are_told_without_a_traceback(
    big: Installation, tmp_path: Path
) -> None:
    """The limit on a file's size stands for the disk: the same calls fail. The database runs without it."""
    for form in ("csv", "xlsx", "parquet", "csv.gz"):
        target = tmp_path / f"orders.{form}"
        done = big.python(LIMITED, "export", "orders", "-o", str(target), TMPDIR=str(tmp_path))
        assert done.returncode == 2, (form, done.stderr)
        assert str(target) in done.stderr
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert list(tmp_path.iterdir()) == []
    for form in ("csv", "xlsx", "parquet"):
        with Path("/dev/full").open("wb") as full:
            done = big.siyu("export", "orders", "--format", form, stdout=full)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1, done.stderr
        process = big.start("export", "orders", "--format", form)
        assert process.stdout is not None
        assert os.read(process.stdout.fileno(), 10)
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert process.wait(60) == 0


def test_without_a_stdout_nobody_is_written_to(big: Installation) -> None:
    """As `siyu export orders >&-` is started by a shell."""
    program = "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, '-m', 'siyu.config.cli', *sys.argv[1:]])"
    for words in (["export", "orders"], ["check"]):
        done = big.python(program, *words)
        assert (done.returncode, done.stderr) == (0, "")
