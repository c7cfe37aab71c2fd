"""Every problem that record/ and takes/ raise has its sentence, with the same holes in both languages."""

from __future__ import annotations

import json
import re
import string

import pytest

from vpstudio.paths import PACKAGE, asset


@pytest.mark.parametrize("room", ["record", "takes"])
def test_each_problem_has_its_sentence(room):
    told = json.loads(asset("translations", "problems", f"{room}.json").read_text(encoding="utf-8"))
    source = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / room).rglob("*.py"))
    raised = set(re.findall(rf'Problem\(\s*"({room}\.\w+)"', source))
    assert raised == set(told)
    for code, texts in told.items():
        holes = [{name for _, name, _, _ in string.Formatter().parse(texts[language]) if name} for language in ("en", "zh_CN")]
        assert holes[0] == holes[1], code
        given = re.findall(rf'Problem\(\s*"{code}",([^)]*\)?[^)]*)\)', source)
        assert given or not holes[0], code
        assert all(f"{hole}=" in text for text in given for hole in holes[0]), code
