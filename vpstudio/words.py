"""Sentences in the reader's language: problems, and what the command line says. No Qt, so that the command line needs none."""

from __future__ import annotations

import json
import locale
import os
from functools import cache

from vpstudio.paths import asset
from vpstudio.problem import Problem

LANGUAGES = ("en", "zh_CN")


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every sentence: code -> language -> text with ``{parameter}`` in braces. Problems and messages lie in folders of their own."""
    table: dict[str, dict[str, str]] = {}
    for file in sorted(asset("translations").glob("[pm]*/*.json")):
        table.update(json.loads(file.read_text(encoding="utf-8")))
    return table


def system_language() -> str:
    """``zh_CN`` on a Chinese system, else ``en``. ``VPSTUDIO_LANGUAGE`` decides before the system does."""
    wanted = os.environ.get("VPSTUDIO_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG")
    wanted = wanted or locale.getlocale()[0] or "en"
    return "zh_CN" if wanted.lower().startswith(("zh", "chinese")) else "en"


def sentence(problem: Problem, language: str | None = None) -> str:
    """The plain sentence that tells a person what happened and what to do."""
    return text(problem.code, language, **problem.parameters) if problem.code in sentences() else str(problem)


def text(code: str, language: str | None = None, /, **parameters: object) -> str:
    """The sentence called ``code``. Raises KeyError where there is none: a fault of ours that a test finds."""
    texts = sentences()[code]
    return (texts.get(language or system_language()) or texts["en"]).format_map(_Told(parameters))


class _Told(dict[str, object]):
    """Leaves a hole visible rather than failing while a fault is being told."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
