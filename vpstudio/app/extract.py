"""Gathers every text that a person may read, and brings the translation files up to date.

    python -m vpstudio.app.extract           # update assets/translations/*.ts, compile the .qm where lrelease is at hand
    python -m vpstudio.app.extract --check   # say what is missing, exit 1 where something is

Texts come from ``tr`` and ``mark`` in the window's code; titles, helps and choices of settings; titles of registered kinds,
of a set's angles and of a camera's controls; uniforms of GLSL keyers. Problem sentences stand in JSON and are checked here too.
"""

from __future__ import annotations

import ast
import json
import string
import subprocess
import sys
import xml.etree.ElementTree as Xml
from collections.abc import Iterator
from pathlib import Path

from vpstudio.app.language import SETTINGS, WINDOW
from vpstudio.paths import PACKAGE, asset
from vpstudio.words import LANGUAGES

SAID = ("tr", "mark")
KINDS = ("sources", "scene/sets", "matting", "tracking", "monitor")
Texts = dict[str, set[str]]


def gather() -> Texts:
    """All source texts, by context."""
    return {WINDOW: set(window_texts()), SETTINGS: set(settings_texts())}


def window_texts() -> Iterator[str]:
    """First arguments of ``tr`` and ``mark`` below app/."""
    for call in calls(PACKAGE / "app"):
        if isinstance(call.func, ast.Name) and call.func.id in SAID and call.args:
            yield from literals(call.args[0])


def settings_texts() -> Iterator[str]:
    """What ``tr_setting`` may be asked for."""
    for call in calls(PACKAGE):
        name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
        yield from {"setting": setting_texts, "Field": setting_texts, "Mark": mark_texts, "Control": control_texts}.get(name, nothing)(call)
    for folder in KINDS:
        yield from titles(PACKAGE / folder)
    yield from keyer_texts()


def nothing(call: ast.Call) -> Iterator[str]:
    yield from ()


def setting_texts(call: ast.Call) -> Iterator[str]:
    """``setting(default, "Title", help=..., choices=(...))``."""
    if len(call.args) > 1:
        yield from literals(call.args[1])
    for word in call.keywords:
        if word.arg in ("title", "help", "choices", "description"):
            yield from literals(word.value)


def mark_texts(call: ast.Call) -> Iterator[str]:
    """``Mark(place, pan, "Reverse")``."""
    yield from (text for part in call.args[2:3] for text in literals(part))
    yield from (text for word in call.keywords if word.arg == "title" for text in literals(word.value))


def control_texts(call: ast.Call) -> Iterator[str]:
    """``Control("gain", "Gain", ...)``."""
    yield from (text for part in call.args[1:2] for text in literals(part))
    yield from (text for word in call.keywords if word.arg == "title" for text in literals(word.value))


def titles(folder: Path) -> Iterator[str]:
    """``title = "..."`` of the classes in a folder."""
    for tree in trees(folder):
        for cls in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
            for line in cls.body:
                if isinstance(line, (ast.Assign, ast.AnnAssign)) and line.value is not None and assigned(line) == "title":
                    yield from literals(line.value)


def assigned(line: ast.Assign | ast.AnnAssign) -> str:
    """The plain name that a line gives a value to."""
    target = line.targets[0] if isinstance(line, ast.Assign) else line.target
    return target.id if isinstance(target, ast.Name) else ""


def keyer_texts() -> Iterator[str]:
    """Names, uniforms and helps of the keyers in shaders/keyers."""
    from vpstudio.app.panels.key_screen import titled
    from vpstudio.render import keyers

    for name in keyers.keyers():
        yield titled(name)
        for parameter in keyers.parameters(name):
            yield from (text for text in (parameter.title, parameter.help) if text)


def trees(folder: Path) -> Iterator[ast.Module]:
    for file in sorted(folder.rglob("*.py")):
        yield ast.parse(file.read_text(encoding="utf-8"))


def calls(folder: Path) -> Iterator[ast.Call]:
    for tree in trees(folder):
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def literals(node: ast.expr) -> Iterator[str]:
    """The words in a literal, a tuple of literals or a choice between two; figures alone need no translator."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if any(letter.isalpha() for letter in node.value):
            yield node.value
    elif isinstance(node, (ast.Tuple, ast.List)):
        for part in node.elts:
            yield from literals(part)
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


# Translation files


def ts_file(language: str) -> Path:
    return asset("translations", f"vpstudio_{language}.ts")


def read_ts(path: Path) -> dict[tuple[str, str], str]:
    """(context, source) -> finished translation."""
    if not path.exists():
        return {}
    found = {}
    for context in Xml.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") is None and translation.text:
                found[name, message.findtext("source", "")] = translation.text
    return found


def write_ts(path: Path, language: str, texts: Texts, known: dict[tuple[str, str], str]) -> None:
    """Qt's format, sorted, so that a change shows as a change."""
    root = Xml.Element("TS", version="2.1", language=language, sourcelanguage="en")
    for context in sorted(texts):
        block = Xml.SubElement(root, "context")
        Xml.SubElement(block, "name").text = context
        for source in sorted(texts[context]):
            message = Xml.SubElement(block, "message")
            Xml.SubElement(message, "source").text = source
            translation = Xml.SubElement(message, "translation")
            translation.text = known.get((context, source))
            if not translation.text:
                translation.set("type", "unfinished")
    Xml.indent(root, "  ")
    text = Xml.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def update(language: str, texts: Texts) -> None:
    """Keep what is translated, add what is new; English says what stands in the source."""
    known = read_ts(ts_file(language))
    if language == "en":
        known = {(context, source): source for context, sources in texts.items() for source in sources}
    write_ts(ts_file(language), language, texts, known)


def compile_qm(language: str) -> bool:
    """Make the .qm that the window loads. False: this machine has no lrelease."""
    import PySide6

    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    tool = Path(PySide6.__file__).parent / name
    if not tool.exists():
        return False
    ts = ts_file(language)
    subprocess.run([tool, "-silent", ts, "-qm", ts.with_suffix(".qm")], check=True, timeout=60)
    return True


def missing(texts: Texts) -> list[str]:
    """What has no finished translation, and what a translation does to its ``{parts}``."""
    lines = []
    for language in LANGUAGES:
        known = read_ts(ts_file(language))
        for context, sources in sorted(texts.items()):
            for source in sorted(sources):
                told = known.get((context, source))
                if told is None:
                    lines.append(f"{language} {context}: {source!r} is not translated")
                elif parts(told) != parts(source):
                    lines.append(f"{language} {context}: {source!r} has other parts in {told!r}")
    return lines + missing_problems()


def missing_problems() -> list[str]:
    """Problem sentences that lack a language or a parameter."""
    lines = []
    for file in sorted(asset("translations", "problems").glob("*.json")):
        for code, told in json.loads(file.read_text(encoding="utf-8")).items():
            lines += [f"{code}: no sentence in {language}" for language in LANGUAGES if not told.get(language)]
            if len({frozenset(parts(text)) for text in told.values()}) > 1:
                lines.append(f"{code}: the languages have different parameters")
    return lines


def parts(text: str) -> set[str]:
    """Names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def main(arguments: list[str]) -> int:
    texts = gather()
    if "--check" not in arguments:
        for language in LANGUAGES:
            update(language, texts)
            compile_qm(language)
    lines = missing(texts)
    print("\n".join(lines) or f"{sum(len(sources) for sources in texts.values())} texts, all translated")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
