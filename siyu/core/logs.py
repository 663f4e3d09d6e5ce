"""One structured log: JSON lines in the home folder, ids and counts, never names or numbers of people.

The supervisor alone writes the file. Its children say what they have to say on stderr, as JSON lines too.
"""

import logging
import logging.handlers
import os
import sys
from pathlib import Path
from typing import Any

from siyu.core.processes import SUPERVISOR

LARGEST = 20_000_000
KEPT = 3
"""A log that has grown to so many bytes is put aside; so many old ones are kept."""


class Log:
    """The log file of `siyu up`: `tell` events of the supervisor, `write` lines of its children."""

    def __init__(self, path: Path) -> None:
        import structlog

        self.path = path
        self._file = logging.handlers.RotatingFileHandler(
            path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8"
        )
        self._shape = structlog.wrap_logger(_Lines(self), processors=[*_stamped(), _json()])

    def tell(self, event: str, **fields: Any) -> None:
        """Note that something happened."""
        self._shape.info(event, **{"process": "supervisor", **fields})

    def write(self, line: str) -> None:
        """Append a line that is JSON already."""
        self._file.handle(logging.LogRecord("siyu", logging.INFO, "", 0, line, None, None))

    def close(self) -> None:
        self._file.close()


class _Lines:
    """What structlog hands its finished lines to."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def info(self, line: str) -> None:
        self._log.write(line)


def _stamped() -> list[Any]:
    import structlog

    return [structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]


def _json() -> Any:
    import structlog

    return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)


def logging_settings() -> dict[str, Any]:
    """Django's LOGGING: JSON lines in a child of `siyu up`, plain words in a command; warnings and worse."""
    formatter = "lines" if SUPERVISOR in os.environ else "words"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "siyu.core.logs.lines"}, "words": {"format": "%(message)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": formatter}},
        "loggers": {"procrastinate.blueprints": {"level": "ERROR"}},  # it warns of our worker's main module
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }


def lines() -> logging.Formatter:
    """A formatter that makes one JSON line of a record, its traceback included."""
    import structlog

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_logger_name, *_stamped(), structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _named,
            structlog.processors.dict_tracebacks,
            _json(),
        ],
    )


def _named(_logger: Any, _method: str, event: Any) -> Any:
    return {**event, "process": os.environ.get("SIYU_PROCESS", "")}


def log_to_stderr(process: str) -> None:
    """Python's own loggers of a child process as JSON lines on stderr, which its supervisor collects."""
    os.environ["SIYU_PROCESS"] = process
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(lines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
