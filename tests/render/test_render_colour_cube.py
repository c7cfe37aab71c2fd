"""Look-up tables: the same figures as OpenColorIO's, and no hostile file gets through."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import PyOpenColorIO
import pytest

from vpstudio.problem import Problem
from vpstudio.render.colour import cube

PIXELS = np.random.default_rng(7).uniform(-0.2, 1.3, (4000, 3))


def ocio(path: Path, interpolation: PyOpenColorIO.Interpolation) -> np.ndarray:
    transform = PyOpenColorIO.FileTransform(str(path), interpolation=interpolation)
    processor = PyOpenColorIO.Config.CreateRaw().getProcessor(transform).getOptimizedCPUProcessor(PyOpenColorIO.OPTIMIZATION_LOSSLESS)
    out = np.ascontiguousarray(PIXELS, np.float32)
    processor.applyRGB(out)
    return out


def written(path: Path, head: str, table: np.ndarray) -> Path:
    path.write_text("# a comment\n\n" + head + "\n" + "\n".join(" ".join(f"{v:.7f}" for v in row) for row in table) + "\n")
    return path


@pytest.mark.parametrize("domain", ["", "\nDOMAIN_MIN -0.1 -0.1 -0.1\nDOMAIN_MAX 1.2 1.2 1.2"])
def test_cube_is_tetrahedral_as_ocios(tmp_path: Path, domain: str) -> None:
    table = np.random.default_rng(1).uniform(0, 1, (9**3, 3))  # noise: any other interpolation is far off
    path = written(tmp_path / "wild.cube", 'TITLE "wild"\nLUT_3D_SIZE 9' + domain, table)
    assert np.abs(cube.read(path).apply(PIXELS) - ocio(path, PyOpenColorIO.INTERP_TETRAHEDRAL)).max() < 1e-4


def test_curves_are_linear_as_ocios(tmp_path: Path) -> None:
    table = np.sort(np.random.default_rng(2).uniform(0, 1, (33, 3)), axis=0)
    path = written(tmp_path / "curve.cube", "LUT_1D_SIZE 33", table)
    assert np.abs(cube.read(path).apply(PIXELS) - ocio(path, PyOpenColorIO.INTERP_LINEAR)).max() < 1e-4


ROWS = "\n".join(["0 0 0"] * 8)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "render.lut_size"),
        ("LUT_3D_SIZE 999999999\n" + ROWS, "render.lut_size"),
        ("LUT_3D_SIZE -2\n" + ROWS, "render.lut_size"),
        ("LUT_1D_SIZE 8\nLUT_3D_SIZE 2\n" + ROWS, "render.lut_size"),
        ("LUT_3D_SIZE 3\n" + ROWS, "render.lut_count"),
        ("LUT_3D_SIZE 2\n" + ROWS + "\n0 0 0", "render.lut_count"),
        ("LUT_3D_SIZE 2\n" + ROWS[:-5] + "nan 0 0", "render.lut_numbers"),
        ("LUT_3D_SIZE 2\n" + ROWS[:-5] + "inf 0 0", "render.lut_numbers"),
        ("LUT_3D_SIZE 2\n" + ROWS[:-5] + "1e300 0 0", "render.lut_numbers"),
        ("LUT_3D_SIZE 2\n" + ROWS[:-5] + "0 0", "render.lut_numbers"),
        ("LUT_3D_SIZE 2\nDOMAIN_MAX 0 0 0\n" + ROWS, "render.lut_numbers"),
        ("LUT_3D_SIZE 2\nRUN_ME yes\n" + ROWS, "render.lut_line"),
        ("LUT_3D_SIZE 2\nLUT_3D_SIZE 2\n" + ROWS, "render.lut_line"),
        ("A" * 10_000 + "\nLUT_3D_SIZE 2\n" + ROWS, "render.lut_line"),
        ("\0\xff\0", "render.lut_size"),
    ],
)
def test_unsound_files_are_refused(text: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        cube.parse(text, "bad.cube")
    assert caught.value.code == code


def test_missing_and_huge_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match="lut_unreadable"):
        cube.read(tmp_path / "none.cube")
    monkeypatch.setattr(cube, "MOST_BYTES", 100)
    (tmp_path / "huge.cube").write_bytes(b"0" * 101)
    with pytest.raises(Problem, match="lut_too_large"):
        cube.read(tmp_path / "huge.cube")
