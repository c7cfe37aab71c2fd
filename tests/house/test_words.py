"""Every sentence that a person can meet exists in both languages, fits its parameters, and is used."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest

from vpstudio import words

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "assets" / "translations"
PROBLEMS = sorted((TRANSLATIONS / "problems").glob("*.json"))
MESSAGES = sorted((TRANSLATIONS / "messages").glob("*.json"))
TREES = {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted((ROOT / "vpstudio").rglob("*.py"))}


@dataclass(frozen=True)
class Use:
    """One ``Problem("code", name=...)`` or ``text("code", name=...)`` in the source. parameters: None where ``**`` hides them."""

    code: str
    parameters: frozenset[str] | None
    place: str


def table(files: list[Path]) -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = {}
    for file in files:
        for code, texts in json.loads(file.read_text(encoding="utf-8")).items():
            assert code not in told, f"{code} stands twice, the second time in {file.name}"
            told[code] = texts
    return told


def uses(called: str) -> list[Use]:
    """Calls of a name (plain or as an attribute) whose first argument is a literal code."""
    return [use for file, tree in TREES.items() for node in ast.walk(tree) if (use := as_use(called, file, node))]


def as_use(called: str, file: Path, node: ast.AST) -> Use | None:
    if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)):
        return None
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name != called or "." not in node.args[0].value:
        return None
    names = [keyword.arg for keyword in node.keywords]
    parameters = None if None in names else frozenset(name for name in names if name)
    return Use(node.args[0].value, parameters, f"{file.relative_to(ROOT)}:{node.lineno}")


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def literals() -> set[str]:
    """Every string constant in the source: codes are also chosen from tables."""
    return {
        node.value for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_the_reader_finds_what_is_there():
    found = {use.code: use for use in uses("Problem")}
    assert found["models.unknown"].parameters == {"name", "known"}
    assert "models.licence" in {use.code for use in uses("text")}


@pytest.mark.parametrize("file", [*PROBLEMS, *MESSAGES], ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_both_languages_say_the_same(file):
    for code, texts in json.loads(file.read_text(encoding="utf-8")).items():
        assert set(texts) == set(words.LANGUAGES), code
        assert all(text.strip() for text in texts.values()), code
        assert holes(texts["en"]) == holes(texts["zh_CN"]), code
        assert "" not in holes(texts["en"]), f"{code} has a nameless hole"


@pytest.mark.parametrize("use", uses("Problem"), ids=lambda use: f"{use.code}@{use.place}")
def test_every_problem_has_its_sentence(use):
    told = table(PROBLEMS)
    assert use.code in told, f"{use.place} raises {use.code}, which no file in assets/translations/problems/ tells"
    if use.parameters is not None:
        assert holes(told[use.code]["en"]) <= use.parameters, use.place


@pytest.mark.parametrize("use", uses("text"), ids=lambda use: f"{use.code}@{use.place}")
def test_every_message_has_its_sentence(use):
    told = table([*PROBLEMS, *MESSAGES])
    assert use.code in told, use.place
    if use.parameters is not None:
        assert holes(told[use.code]["en"]) <= use.parameters, use.place


def test_no_problem_is_told_that_nothing_raises():
    assert sorted(set(table(PROBLEMS)) - literals()) == []


def test_a_sentence_with_a_missing_parameter_is_still_told():
    assert "{known}" in words.text("models.unknown", "en", name="x")
