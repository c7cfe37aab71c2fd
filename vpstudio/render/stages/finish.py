"""The crew's look on the finished picture: CDL, then a curve or a cube."""

from __future__ import annotations

import moderngl
import numpy as np

from vpstudio.model.grade import Grade
from vpstudio.render.kit import Inputs, Kit
from vpstudio.render.target import Uniform


class FinishStage:
    """Inputs of grade.glsl; nothing, and free, without a grade."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self._of: Grade | None = None
        self._table: moderngl.Texture | moderngl.Texture3D | None = None

    def prepare(self, grade: Grade | None) -> Inputs:
        """Upload the table where it is another."""
        if grade is None:
            return Inputs()
        if grade is not self._of:
            self.release()
            self._of, self._table = grade, self._uploaded(grade)
        uniforms: dict[str, Uniform] = {
            "cdl_slope": grade.slope,
            "cdl_offset": grade.offset,
            "cdl_power": grade.power,
            "cdl_saturation": grade.saturation,
        }
        inputs = Inputs(uniforms=uniforms, defines={"GRADE": 1})
        if self._table is None or grade.table is None:
            return inputs
        span = tuple(high - low for low, high in zip(grade.low, grade.high, strict=True))
        domain: dict[str, Uniform] = {"grade_low": grade.low, "grade_span": span, "grade_side": len(grade.table)}
        kind = "GRADE_CURVES" if grade.table.ndim == 2 else "GRADE_CUBE"
        return inputs | Inputs({"grade_table": self._table}, domain, {kind: 1})  # type: ignore[dict-item]

    def release(self) -> None:
        if self._table is not None:
            self.kit.context.rest()
            self._table.release()
        self._table = self._of = None

    def _uploaded(self, grade: Grade) -> moderngl.Texture | moderngl.Texture3D | None:
        if grade.table is None:
            return None
        gl, data = self.kit.context.gl, np.ascontiguousarray(grade.table, np.float32)
        side = len(data)
        if data.ndim == 4:
            return gl.texture3d((side, side, side), 3, data.tobytes(), alignment=4, dtype="f4")
        # Curves may have 65,536 entries: rows of 1024, read by number.
        rows = -(-side // ROW)
        padded = np.zeros((rows * ROW, 3), np.float32)
        padded[:side] = data
        return gl.texture((ROW, rows), 3, padded.tobytes(), alignment=4, dtype="f4")


ROW = 1024
