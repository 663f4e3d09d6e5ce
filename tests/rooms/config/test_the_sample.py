"""The sample stands in a database of its own, beside the brand's data and never among them."""

import json
import os
import secrets
import signal
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from siyu.config.sample import Tended
from siyu.config.sample.actions import drop_sample, make_sample
from siyu.core import sample
from siyu.core.database import Address, address_of_url
from siyu.core.refusals import Refusal
from tests.conftest import EXAMPLE
from tests.faults.installation import Installation

PATIENCE = 200
"""Seconds for a machine that has much else to do; alone it takes some fifteen."""


def names(connection: "psycopg.Connection[Any]") -> set[str]:
    return {name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}


def stated(connection: "psycopg.Connection[Any]") -> int:
    row = connection.execute("SELECT count(*) FROM facts_fact WHERE key IS NOT NULL").fetchone()
    assert row is not None
    return int(row[0])


def demo(installation: Installation, **more: str) -> Any:
    process = installation.start("up", "--demo", "--port", str(installation.port), "--json", **more)
    installation.until(installation.answers, why="the console answers", process=process, patience=PATIENCE)
    return process


def event(installation: Installation, name: str) -> bool:
    return f'"event": "{name}"' in (installation.home / "log" / "siyu.jsonl").read_text(encoding="utf-8")


def yesterday(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def told(installation: Installation, *words: str, **more: str) -> Any:
    done = installation.siyu(*words, "--json", **more)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_a_brand_is_shown_the_sample_until_its_first_own_file_comes(installation: Installation) -> None:
    process = demo(installation)
    prices = told(installation, "report", "prices")
    best = max(prices["rows"], key=lambda row: row["index"] or 0)
    assert best["placement"] == "朋友圈"
    assert best["p_best"] > 0.95
    assert all(line["ok"] for line in told(installation, "check"))
    with installation.connect() as own:
        assert "siyu_sample" in names(own)
        assert stated(own) == 0
        backup = installation.siyu("backup", str(installation.home / "own.siyu"), "--json")
        assert json.loads(backup.stdout)["tables"]["facts_fact"] < 10

        # Its last hour came by its links, and machines that looked are no touches.
        installation.until(lambda: event(installation, "sample.visited"), why="the links were opened")
        since = str(prices["to"])[:10]

        def touched() -> bool:
            today = told(installation, "report", "prices", "--from", yesterday(since))["totals"]["touches"]
            return bool(today and today > 50)

        installation.until(touched, why="visits are touches")
        # A file of one's own goes to one's own database, and the sample is put away.
        done = told(installation, "import", "spend", str(EXAMPLE / "spend.csv"))
        assert done["accepted"] == stated(own) > 0
        installation.until(lambda: event(installation, "sample.left"), why="the console goes back")
        spent = told(installation, "report", "prices")["totals"]["spend_fen"]
        assert spent != prices["totals"]["spend_fen"]
        refused = installation.siyu("up", "--demo", "--json")
        assert refused.returncode == 2
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    refused = installation.siyu("up", "--demo", "--json")
    assert refused.returncode == 2
    assert "data of your own" in json.loads(refused.stdout)["error"]
    # Started again, it is one's own data that are shown.
    installation.up()
    assert told(installation, "report", "prices")["totals"]["spend_fen"] == spent


def test_a_filling_that_was_killed_is_begun_again(installation: Installation) -> None:
    process = installation.start("up", "--demo", "--port", str(installation.port), "--json")
    filling = installation.until(
        lambda: installation.children("siyu.config.sample.filling"), why="it is filled", process=process
    )
    process.kill()
    process.communicate()
    installation.until(
        lambda: not any(pid in installation.children("siyu.config") for pid in filling), why="nobody fills"
    )
    assert told(installation, "report", "people")["totals"]["people"] == 0
    installation.up()
    installation.until(lambda: event(installation, "sample.shown"), why="it is shown", patience=PATIENCE)
    assert told(installation, "report", "people")["totals"]["people"] > 4000
    # Whoever does not want it any more, and all of it gone, finds nothing left.
    (installation.home / "sample" / "remove").touch()
    (installation.home / "sample" / "open").unlink()
    installation.until(lambda: event(installation, "sample.removed"), why="it is removed")
    with installation.connect() as own:
        assert "siyu_sample" not in names(own)
    assert not (installation.home / "sample" / "town").exists()


@pytest.fixture
def server() -> Iterator[Address]:
    """A brand's empty database on the server of the tests, and a role that owns it and may make no other."""
    root = os.environ["DATABASE_URL"]
    name = f"brand_{secrets.token_hex(4)}"
    with psycopg.connect(root, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'tea' NOCREATEDB")
        connection.execute(f"CREATE DATABASE {name} OWNER {name}")
    address = address_of_url(root)
    yield Address(address.host, address.port, name, "tea", name, address.options)
    with psycopg.connect(root, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}_sample WITH (FORCE)")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        connection.execute(f"DROP ROLE {name}")


def schemas(address: Address) -> set[str]:
    with psycopg.connect(address.url()) as connection:
        return {name for (name,) in connection.execute("SELECT nspname FROM pg_namespace").fetchall()}


def test_where_no_database_may_be_made_it_is_a_schema(installation: Installation, server: Address) -> None:
    process = demo(installation, DATABASE_URL=server.url())
    assert "siyu_sample" in schemas(server)
    prices = told(installation, "report", "prices", DATABASE_URL=server.url())
    assert max(prices["rows"], key=lambda row: row["index"] or 0)["placement"] == "朋友圈"
    assert all(line["ok"] for line in told(installation, "check", DATABASE_URL=server.url()))
    with psycopg.connect(server.url()) as own:
        assert stated(own) == 0
        assert f"{server.dbname}_sample" not in names(own)
    (installation.home / "sample" / "remove").touch()
    (installation.home / "sample" / "open").unlink()
    installation.until(lambda: "siyu_sample" not in schemas(server), why="the schema is gone")
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def test_what_somebody_else_made_under_its_name_is_left_alone(server: Address) -> None:
    theirs = f"{server.dbname}_sample"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {theirs}")
        with pytest.raises(Refusal, match=theirs):
            make_sample(own=server, stamp="s", until="2026-07-15")
        drop_sample(own=server)
        assert theirs in names(connection)


def test_a_sample_that_somebody_dropped_by_hand_is_made_anew(
    server: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIYU_HOME", str(tmp_path))
    told: list[str] = []
    tended = Tended(lambda name, **more: told.append(name), lambda: True, "s", "http://127.0.0.1:9")
    sample.ask_for("2026-07-15")
    sample.note_filled(sample.Filled("schema", "siyu_sample", "s", "2026-07-15"))
    assert not tended.tick(server)
    assert told == ["sample.filling"]
    # Whoever leaves one that is gone is let go.
    tended.close(server)
    tended.shown = True
    sample.note_filled(sample.Filled("schema", "siyu_sample", "s", "2026-07-15"))
    sample.leave()
    assert tended.tick(server)
    assert not tended.shown


def test_it_waits_for_a_database_that_is_away_and_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIYU_HOME", str(tmp_path))
    told: list[str] = []
    tended = Tended(lambda name, **more: told.append(name), lambda: True, "s", "http://127.0.0.1:9")
    sample.ask_for("2026-07-15")
    sample.note_filled(sample.Filled("database", "gone", "s", "2026-07-15"))
    away = Address("127.0.0.1", 9, "nobody", "", "nothing", ())
    assert [tended.tick(away) for _ in range(3)] == [False] * 3
    assert told == ["sample.waits"]
    assert sample.wanted()


def test_a_role_that_may_make_neither_is_told_what_to_do(server: Address) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {server.dbname} OWNER TO CURRENT_USER")
    with pytest.raises(Refusal, match="SIYU_HOME"):
        make_sample(own=server, stamp="s", until="2026-07-15")
