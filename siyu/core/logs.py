"""One structured log: JSON lines in the home folder, ids and counts, never names or numbers of people."""

import logging
import sys
from pathlib import Path
from typing import Any

import structlog


def open_log(path: Path) -> Any:
    """A logger that appends JSON lines to this file; each line is written whole, so processes may share it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return structlog.wrap_logger(
        structlog.WriteLogger(path.open("a", buffering=1, encoding="utf-8")),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def log_to_stderr(process: str) -> None:
    """Python's own loggers of a child process as JSON lines on stderr, which its supervisor collects."""
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks,
            lambda _logger, _method, event: {**event, "process": process},
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
