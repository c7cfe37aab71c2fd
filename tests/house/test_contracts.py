"""The same checks on everything that is registered: a new source, matter, set, protocol, monitor or keyer is tested by being there."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
import typing

import pytest

from vpstudio import paths
from vpstudio.model.setting import Settings
from vpstudio.registry import Registry
from vpstudio.render import keyers
from vpstudio.words import LANGUAGES, sentences

# Where each registry stands, and the methods that a class of it must write itself.
REGISTRIES = {
    "vpstudio.sources.base": ("open", "read"),
    "vpstudio.matting.base": ("matte",),
    "vpstudio.scene.sets.base": ("build",),
    "vpstudio.tracking.base": ("decode",),
    "vpstudio.monitor.base": ("show",),
}
HEAVY = ("PySide6", "mediapipe", "onnxruntime", "sounddevice", "cv2_enumerate_cameras")


def registry_of(module: str) -> Registry:
    return importlib.import_module(module).registry


KINDS = [
    pytest.param(cls, registry_of(module), methods, id=f"{registry_of(module).kind}-{cls.name}")
    for module, methods in REGISTRIES.items()
    for cls in registry_of(module).classes()
]
every_kind = pytest.mark.parametrize(("cls", "registry", "methods"), KINDS)


@pytest.mark.parametrize("module", REGISTRIES)
def test_no_registry_is_empty(module):
    assert registry_of(module).names()


@every_kind
def test_name_and_title(cls, registry, methods):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", cls.name), "lower case: it is written into project files"
    assert registry.names().count(cls.name) == 1
    assert cls.title == cls.title.strip()
    assert 2 <= len(cls.title) <= 40
    assert len({other.title for other in registry.classes()}) == len(registry.classes()), "two kinds with one title look alike in a menu"


@every_kind
def test_lives_in_its_package_and_says_what_it_is(cls, registry, methods):
    assert cls.__module__.startswith(registry.package + ".")
    assert (cls.__doc__ or "").strip(), "a docstring"
    assert "__doc__" in cls.__dict__, "its own, not its base's"


@every_kind
def test_requires_is_a_tuple_of_modules(cls, registry, methods):
    assert isinstance(cls.requires, tuple)
    assert all(re.fullmatch(r"[A-Za-z_][\w.]*", module) for module in cls.requires)


@every_kind
def test_writes_its_methods(cls, registry, methods):
    base = next(each for each in cls.__mro__ if each.__module__.endswith(".base"))
    for method in methods:
        assert getattr(cls, method) is not getattr(base, method), f"{method} is the base's, which does nothing"


@every_kind
def test_settings_describe_themselves(cls, registry, methods):
    assert issubclass(cls.Settings, Settings)
    for name, field in cls.Settings.model_fields.items():
        assert field.title, f"{name} has no title"
        assert field.title[0].isupper() or field.title[0].isdigit(), f"{name}: {field.title}"


@every_kind
def test_settings_have_good_defaults_and_survive_a_file(cls, registry, methods):
    settings = cls.Settings()
    assert cls.Settings.model_validate(settings.model_dump()) == settings, "the defaults lie within their own limits"
    assert cls.Settings.model_validate(json.loads(settings.model_dump_json())) == settings


@every_kind
def test_choices_have_a_title_each(cls, registry, methods):
    for name, field in cls.Settings.model_fields.items():
        shown = (field.json_schema_extra or {}).get("choices", [])
        if typing.get_origin(field.annotation) is typing.Literal and shown:
            assert len(shown) == len(typing.get_args(field.annotation)), name


@pytest.mark.parametrize("name", keyers.keyers())
def test_keyer_parses(name):
    text = keyers.file_of(name).read_text(encoding="utf-8")
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
    assert text.startswith("//"), "the file says first what it does"
    assert re.search(r"^float key\(vec3 \w+, vec3 \w+, vec3 \w+\)", text, re.MULTILINE), "float key(colour, denoised, clean)"
    for each in keyers.parameters(name):
        parts = each.default if isinstance(each.default, tuple) else (each.default,)
        assert each.low < each.high
        assert all(each.low <= part <= each.high for part in parts), each.name
        assert each.help.endswith("."), f"{each.name}: its help is a sentence"


def test_there_is_a_keyer():
    assert keyers.keyers()


@pytest.mark.parametrize("code", sorted(sentences()))
def test_words_are_there_in_each_language(code):
    told = sentences()[code]
    assert set(told) == set(LANGUAGES)
    assert all(text.strip() for text in told.values())
    holes = [set(re.findall(r"{(\w+)}", told[language])) for language in LANGUAGES]
    assert holes[0] == holes[1], "the same particulars in both"


def test_problems_are_told_in_chinese():
    """A name such as GL may be the same in both; the sentence of a problem may not."""
    files = paths.asset("translations", "problems").glob("*.json")
    told = [each["zh_CN"] for file in files for each in json.loads(file.read_text(encoding="utf-8")).values()]
    assert not [text for text in told if not re.search(r"[\u4e00-\u9fff]", text)]


def test_no_code_has_two_sentences():
    files = sorted(paths.asset("translations").glob("[pm]*/*.json"))
    codes = [code for file in files for code in json.loads(file.read_text(encoding="utf-8"))]
    assert sorted(codes) == sorted(set(codes))


def test_every_problem_raised_has_its_sentence():
    source = {file: file.read_text(encoding="utf-8") for file in paths.PACKAGE.rglob("*.py")}
    raised = {(code, file.name) for file, text in source.items() for code in re.findall(r'\bProblem\(\s*"([a-z_]+\.[a-z_]+)"', text)}
    assert len(raised) > 50
    examples = {"source.not_found"}  # named in a docstring
    assert not sorted((code, file) for code, file in raised if code not in sentences() and code not in examples)


def test_listing_loads_nothing_heavy():
    """Menus come at once: what is heavy is imported where it is used."""
    program = "import sys, vpstudio.engine.engine, vpstudio.engine.catalogue as c; c.sources(), c.sets(), c.matters(), c.keyers();"
    program += f"print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, cwd=paths.PACKAGE.parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1] == "[]"
