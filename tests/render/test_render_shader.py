"""Shaders as text: includes, defines, and errors in their true place."""

from __future__ import annotations

import pytest

from vpstudio import paths
from vpstudio.problem import Problem
from vpstudio.render import shader

VERTEX = "void main() {\n gl_Position = vec4(0.0);\n}\n"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "deep.glsl").write_text("float deep() {\n    return 1.0;\n}\n")
    (tmp_path / "lib" / "mid.glsl").write_text('// a line\n#include "lib/deep.glsl"\nfloat mid() { return deep(); }\n')
    main = '#include "lib/mid.glsl"\n#include "lib/deep.glsl"\nout vec4 o;\nvoid main() { o = vec4(mid()); }\n'
    (tmp_path / "main.glsl").write_text(main)
    return tmp_path


def place_of(source, text):
    return source.place(next(i for i, line in enumerate(source.text.splitlines(), 1) if text in line))


def test_includes_are_recursive_and_every_line_knows_its_file(root):
    source = shader.assemble("main.glsl", {"A": 1}, root)
    assert source.text.splitlines()[:2] == ["#version 330", "#define A 1"]
    assert place_of(source, "return 1.0") == "lib/deep.glsl:2"
    assert place_of(source, "float mid()") == "lib/mid.glsl:3"
    assert place_of(source, "void main()") == "main.glsl:4"
    assert len(source.lines) == len(source.text.splitlines())


def test_an_include_in_a_branch_not_taken_does_not_swallow_the_one_that_is(root, gl_context):
    (root / "a.glsl").write_text(
        '#ifdef NO\n#include "lib/deep.glsl"\n#endif\n#include "lib/deep.glsl"\nout vec4 o;\nvoid main(){o=vec4(deep());}\n'
    )
    text = shader.assemble("a.glsl", None, root).text
    assert text.count("float deep()") == 2
    gl_context.gl.program(vertex_shader="#version 330\n" + VERTEX, fragment_shader=text).release()


def test_a_file_that_includes_itself_ends(root):
    (root / "loop.glsl").write_text('#include "loop.glsl"\nint x;\n')
    assert shader.assemble("loop.glsl", None, root).text.count("int x;") == 1


def test_include_by_define(root):
    (root / "k.glsl").write_text("#include KEYER_FILE\n")
    source = shader.assemble("k.glsl", {"KEYER_FILE": "lib/deep.glsl"}, root)
    assert "float deep()" in source.text and "#define KEYER_FILE" not in source.text
    assert "#error" in shader.assemble("k.glsl", {}, root).text


def test_a_missing_file_names_the_line_that_wants_it(root):
    (root / "bad.glsl").write_text('int x;\n#include "lib/nothing.glsl"\n')
    with pytest.raises(Problem) as caught:
        shader.assemble("bad.glsl", None, root)
    assert caught.value.code == "render.shader"
    assert caught.value.parameters["where"] == "bad.glsl:2"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("0:{n}(12): error: no", "lib/deep.glsl:2: error: no"),
        ("0({n}) : error C1: no", "lib/deep.glsl:2: error C1: no"),
        ("ERROR: 0:{n}: 'x' : no", "lib/deep.glsl:2: 'x' : no"),
        ("linking failed", "linking failed"),
    ],
)
def test_each_drivers_log_is_put_right(root, line, told):
    source = shader.assemble("main.glsl", None, root)
    number = next(i for i, text in enumerate(source.text.splitlines(), 1) if "return 1.0" in text)
    assert source.explain(line.format(n=number)).replace(":  ", ": ").replace(": :", ":") == told


@pytest.mark.gl
def test_a_compile_error_names_file_and_line(root, gl_context, monkeypatch):
    (root / "lib" / "deep.glsl").write_text("float deep() {\n    return wrong;\n}\n")
    monkeypatch.setattr(paths, "shader", lambda *parts: root.joinpath(*parts))
    with pytest.raises(Problem) as caught:
        shader.program(gl_context, VERTEX, "main.glsl")
    assert caught.value.parameters["where"] == "lib/deep.glsl:2"
    assert "wrong" in str(caught.value.parameters["log"])


def test_a_name_may_stand_for_text_that_others_wrote(root):
    (root / "own.glsl").write_text("#include HANDED\nout vec4 o;\nvoid main() { o = handed(); }\n")
    source = shader.assemble("own.glsl", {"HANDED": "vec4 handed() {\n    return vec4(1.0);\n}\n"}, root)
    assert "#define HANDED" not in source.text
    assert place_of(source, "return vec4") == "<HANDED>:2" and place_of(source, "void main") == "own.glsl:3"
