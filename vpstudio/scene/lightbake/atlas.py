"""xatlas in a process of its own.

Its task scheduler races: about one atlas in two thousand ends the whole process with a segmentation fault (xatlas 0.0.11, in
``TaskScheduler::workerThread``, where a group of tasks is taken up again while a worker still reads the old one). So it runs aside, and
is simply asked again.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from vpstudio.problem import Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vpstudio.scene.lightbake.world import Floats

TRIES = 4
PADDING = 2

Cut = tuple["NDArray[np.uint32]", "NDArray[np.uint32]", "Floats"]
"""A mesh cut open: which of its vertices each new one is, (M, 3) triangles of new ones, and where they lie, (V, 2) from 0 to 1."""


def laid_out(meshes: Sequence[tuple[Floats, NDArray[np.uint32], Floats]], texels_per_metre: float) -> tuple[tuple[int, int], list[Cut]]:
    """(width, height) in texels of one map that holds all meshes, and each mesh cut open.

    meshes: (V, 3) positions in metres, (M, 3) indices, (V, 3) normals. Raises Problem where the library fails each time.
    """
    given = io.BytesIO()
    arrays: dict[str, Any] = {f"{kind}{number}": part for number, mesh in enumerate(meshes) for kind, part in zip("pin", mesh, strict=True)}
    np.savez(given, scale=np.float64(texels_per_metre), **arrays)
    for _ in range(TRIES):
        done = subprocess.run([sys.executable, "-m", __name__], input=given.getvalue(), capture_output=True, check=False)
        if done.returncode == 0:
            with np.load(io.BytesIO(done.stdout), allow_pickle=False) as answer:
                width, height = answer["size"]
                return (int(width), int(height)), [tuple(answer[f"{kind}{n}"] for kind in "viu") for n in range(len(meshes))]  # type: ignore[misc]
    raise Problem("set.bake_unwrap", detail=done.stderr.decode(errors="replace")[-300:])


def main() -> None:
    """In the child: meshes from standard input, the atlas to standard output."""
    import xatlas

    with np.load(io.BytesIO(sys.stdin.buffer.read()), allow_pickle=False) as given:
        atlas = xatlas.Atlas()
        count = sum(name.startswith("p") for name in given.files)
        for number in range(count):
            atlas.add_mesh(given[f"p{number}"], given[f"i{number}"], given[f"n{number}"])
        charts, packing = xatlas.ChartOptions(), xatlas.PackOptions()
        charts.max_iterations = 1
        packing.padding, packing.bilinear, packing.resolution = PADDING, True, 0
        packing.texels_per_unit = float(given["scale"])
    atlas.generate(charts, packing)
    arrays = {f"{kind}{n}": part for n in range(count) for kind, part in zip("viu", atlas.get_mesh(n), strict=True)}
    answer = io.BytesIO()
    np.savez(answer, size=np.array([atlas.width, atlas.height]), **arrays)
    sys.stdout.buffer.write(answer.getvalue())


if __name__ == "__main__":
    main()
