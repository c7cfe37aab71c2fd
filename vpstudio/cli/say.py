"""How a command ends badly: one plain sentence on stderr in the reader's language, an exit code, and a log for us."""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
from pathlib import Path
from typing import NoReturn

from vpstudio.paths import user_data
from vpstudio.problem import Problem
from vpstudio.words import sentence, text

PROBLEM = 2
UNEXPECTED = 1
INTERRUPTED = 130

log = logging.getLogger("vpstudio")


def fail(problem: Problem) -> NoReturn:
    """Say what happened and what to do; exit code 2."""
    log.info("problem: %s", problem)
    told(sentence(problem))
    raise SystemExit(PROBLEM)


def crash(error: BaseException) -> NoReturn:
    """A fault of ours: one sentence and where the log is; the traceback only with ``VPSTUDIO_DEBUG=1``. Exit code 1."""
    if os.environ.get("VPSTUDIO_DEBUG") == "1":
        raise error
    log.error("unexpected", exc_info=error)
    why = f"{type(error).__name__}: {error}".splitlines()[0]
    told(text("cli.unexpected", why=why, log=str(log_file())))
    raise SystemExit(UNEXPECTED)


def told(words: str) -> None:
    """One line on stderr, whatever the terminal can show; no markup, for paths hold brackets."""
    print(words, file=sys.stderr, flush=True)


def log_file() -> Path:
    """Where the log is written."""
    return user_data("logs", "vpstudio.log")


def keep_log() -> None:
    """Write what the program notes to the log; a disk that cannot be written to stops nothing."""
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(log_file(), maxBytes=2_000_000, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    logging.raiseExceptions = False
    root = logging.getLogger()
    root.addHandler(handler)
    log.setLevel(logging.INFO)
