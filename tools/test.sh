#!/bin/sh
# All tests on the embedded PostgreSQL, then those of the database again on PostgreSQL 15 where it is installed.
set -e
cd "$(dirname "$0")/.."
unset DATABASE_URL SIYU_HOME
.venv/bin/lint-imports
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy siyu
.venv/bin/pytest -n 2 "$@"
for bin in /usr/lib/postgresql/15/bin /usr/pgsql-15/bin; do
    [ -x "$bin/postgres" ] || continue
    echo "PostgreSQL 15: $bin"
    SIYU_TEST_SERVER="$bin" .venv/bin/pytest -m database -n 2 "$@"
done
