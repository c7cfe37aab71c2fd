"""Any error as something that a person can read."""

from __future__ import annotations

from pydantic import ValidationError

from vpstudio.mailbox import Closed
from vpstudio.problem import Problem


def problem_of(error: BaseException) -> Problem:
    """Any error as something a person can read; what is not a Problem is our own fault and says so."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Closed) and error.__cause__ is not None:
        return problem_of(error.__cause__)
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return Problem("engine.wrong_setting", where=".".join(str(part) for part in first["loc"]), why=first["msg"])
    return Problem("engine.unexpected", why=f"{type(error).__name__}: {error}")
