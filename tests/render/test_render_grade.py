"""The crew's look reaches the picture as OpenColorIO would lay it on; broken files are told and change nothing."""

from __future__ import annotations

import numpy as np
import PyOpenColorIO
import pytest

from vpstudio.engine.grading import Grader
from vpstudio.model.camera import CameraPose, Intrinsics, Placement
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, sealed
from vpstudio.model.look import ColourSettings, Look
from vpstudio.model.shot import Shot
from vpstudio.problem import Problem
from vpstudio.render.colour import cdl_file
from vpstudio.render.context import Context
from vpstudio.render.renderer import Renderer

W, H = 64, 48
CC = """<?xml version="1.0" encoding="UTF-8"?>
<ColorCorrection id="shot 1" xmlns="urn:ASC:CDL:v1.01"><SOPNode><Slope>1.12 0.95 0.9</Slope><Offset>-0.02 0.01 0.03</Offset>
<Power>1.1 0.9 1.2</Power></SOPNode><SatNode><Saturation>0.7</Saturation></SatNode></ColorCorrection>"""


@pytest.fixture(scope="module")
def renderer():
    context = Context.headless()
    made = Renderer(context, (W, H))
    yield made
    made.close()
    context.close()


@pytest.fixture(scope="module")
def codes():
    made = np.random.default_rng(1).integers(0, 256, (H, W, 4), dtype=np.uint8)
    made[..., 3] = 255
    made[0, :, :3] = np.linspace(0, 255, W).astype(np.uint8)[:, None]
    made[1, :3, :3] = [[255, 255, 255], [0, 0, 0], [255, 0, 0]]
    return made


def drawn(renderer, codes, settings):
    planes = sealed(codes.copy())
    frame = Frame(Stamp(1, 0), W, H, planes, Layout.RGBA, planes, Layout.RGBA, RGB_FULL)
    lens, grader = Intrinsics(W, H, 60, 60, W / 2, H / 2), Grader()
    grade = grader.of(settings)
    assert grader.problem is None
    pose = CameraPose.of_angles((0, 0, 1), 0, 0, 0)
    renderer.draw(Shot(frame, None, "none", pose, lens, Placement.fit((W, H), (W, H)), Look(), grade=grade))
    return renderer.read()[..., :3].astype(float)


def by_ocio(path, codes):
    transform = PyOpenColorIO.FileTransform(str(path), interpolation=PyOpenColorIO.INTERP_TETRAHEDRAL)
    processor = PyOpenColorIO.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor()
    out = (codes[..., :3].astype(np.float32) / 255).copy()
    processor.applyRGB(out)
    return np.clip(out, 0, 1) * 255


def cube(path, side, low="0 0 0", high="1 1 1"):
    steps = np.linspace(0, 1, side)
    b, g, r = np.meshgrid(steps, steps, steps, indexing="ij")
    rows = np.stack([r**0.8 * 0.9 + 0.05 * g, 0.1 * b + 0.85 * g**1.3, 1 - (1 - b) ** 1.5 + 0.1 * (r - g)], axis=-1).reshape(-1, 3)
    lines = "\n".join(" ".join(f"{part:.6f}" for part in row) for row in rows)
    path.write_text(f"LUT_3D_SIZE {side}\nDOMAIN_MIN {low}\nDOMAIN_MAX {high}\n{lines}\n")
    return path


@pytest.mark.gl
@pytest.mark.parametrize("side", [2, 17, 33])
def test_a_cube_is_laid_on_as_opencolorio_does(renderer, codes, tmp_path, side):
    path = cube(tmp_path / "look 胶片.cube", side)
    assert np.abs(drawn(renderer, codes, ColourSettings(lut=str(path))) - by_ocio(path, codes)).max() <= 1.0


@pytest.mark.gl
def test_curves_are_laid_on_as_opencolorio_does(renderer, codes, tmp_path):
    path = tmp_path / "curves.cube"
    at = np.linspace(0, 1, 3000)
    rows = "\n".join(f"{x**0.7:.6f} {x**1.4:.6f} {0.1 + 0.8 * x:.6f}" for x in at)
    path.write_text(f"LUT_1D_SIZE {len(at)}\n{rows}\n")
    assert np.abs(drawn(renderer, codes, ColourSettings(lut=str(path))) - by_ocio(path, codes)).max() <= 1.0


@pytest.mark.gl
def test_a_cdl_is_laid_on_as_opencolorio_does_and_before_the_table(renderer, codes, tmp_path):
    path = tmp_path / "grade.cc"
    path.write_text(CC)
    shown = drawn(renderer, codes, ColourSettings(cdl=str(path)))
    transform = PyOpenColorIO.CDLTransform(slope=[1.12, 0.95, 0.9], offset=[-0.02, 0.01, 0.03], power=[1.1, 0.9, 1.2], sat=0.7)
    transform.setStyle(PyOpenColorIO.CDL_ASC)
    processor = PyOpenColorIO.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor()
    out = (codes[..., :3].astype(np.float32) / 255).copy()
    processor.applyRGB(out)
    assert np.abs(shown - np.clip(out, 0, 1) * 255).max() <= 1.0
    table = cube(tmp_path / "t.cube", 17)
    both = drawn(renderer, codes, ColourSettings(cdl=str(path), lut=str(table)))
    assert np.abs(both - by_ocio(table, np.rint(out * 255))).max() <= 2.5


@pytest.mark.gl
def test_without_a_look_the_plate_comes_out_to_the_code(renderer, codes):
    assert np.array_equal(drawn(renderer, codes, ColourSettings()), codes[..., :3])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<a/>",
        "not xml",
        CC.replace("0.7", "-1"),
        CC.replace("1.12", "nan"),
        CC.replace("1.1 0.9 1.2", "1 1"),
        '<!DOCTYPE a [<!ENTITY x "y">]>' + CC[38:],
    ],
)
def test_what_is_no_cdl_is_told(tmp_path, text):
    path = tmp_path / "grade.cdl"
    path.write_text(text)
    with pytest.raises(Problem, match="render.cdl_broken"):
        cdl_file.read(path)


def test_a_broken_file_is_told_and_the_picture_goes_on(tmp_path):
    grader = Grader()
    missing = ColourSettings(lut=str(tmp_path / "none.cube"))
    assert grader.of(missing) is None and grader.problem is not None and grader.problem.code == "render.lut_unreadable"
    made = cube(tmp_path / "none.cube", 2)
    assert grader.of(missing) is not None and grader.problem is None, "found once it is there"
    made.write_text("LUT_3D_SIZE 2\n1 1 1\n")
    assert grader.of(missing) is None and grader.problem is not None
    assert grader.of(ColourSettings()) is None and grader.problem is None
