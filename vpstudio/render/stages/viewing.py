"""How scene light becomes codes: the camera-matched curve, or OpenColorIO's view as its own shader text or a table."""

from __future__ import annotations

import moderngl
import numpy as np

from vpstudio.model.look import MatchSettings
from vpstudio.render import curve
from vpstudio.render.colour.view import HIGH, LOW, SIDE, aces_shader, aces_table
from vpstudio.render.context import Context
from vpstudio.render.kit import Inputs
from vpstudio.render.target import Uniform


def exact_is_cheap(context: Context) -> bool:
    """Whether this machine runs the view's own text in no time."""
    return not context.software


class ViewingStage:
    """What view.glsl needs to turn light into codes; its textures are made when first asked for."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._held: dict[str, moderngl.Texture | moderngl.Texture3D] = {}

    def prepare(self, match: MatchSettings) -> Inputs:
        """``match``: with the black that counts."""
        if match.view == "camera":
            return Inputs()
        return self._shader() if exact_is_cheap(self.context) else self._table()

    def release(self) -> None:
        for each in self._held.values():
            each.release()
        self._held.clear()

    def _shader(self) -> Inputs:
        view = aces_shader()
        for table in view.tables:
            if table.sampler not in self._held:
                height, width, parts = table.values.shape
                made = self.context.gl.texture((width, height), parts, table.values.tobytes(), alignment=4, dtype="f4")
                made.filter = (moderngl.LINEAR, moderngl.LINEAR) if table.linear else (moderngl.NEAREST, moderngl.NEAREST)
                made.repeat_x = made.repeat_y = False
                self._held[table.sampler] = made
        samplers = {table.sampler: self._held[table.sampler] for table in view.tables}
        return Inputs(samplers, defines={"VIEW_SHADER": 1, "VIEW_TEXT": view.text})  # type: ignore[arg-type]

    def _table(self) -> Inputs:
        if "view_table" not in self._held:
            table = np.ascontiguousarray(aces_table(), np.float32)
            made = self.context.gl.texture3d((SIDE,) * 3, 3, table.tobytes(), alignment=4, dtype="f4")
            made.filter = (moderngl.LINEAR, moderngl.LINEAR)
            made.repeat_x = made.repeat_y = made.repeat_z = False
            self._held["view_table"] = made
        stops = (LOW, HIGH - LOW, float(SIDE))
        return Inputs({"view_table": self._held["view_table"]}, {"view_stops": stops}, {"VIEW_TABLE": 1})  # type: ignore[dict-item]


def curved(match: MatchSettings) -> Inputs:
    """The camera-matched curve, for lib/curve.glsl."""
    fitted = curve.spline(match.grey_code, match.white_code, match.black_code)
    uniforms: dict[str, Uniform] = {"curve_top": curve.TOP, "curve_knots": fitted.knots}
    uniforms |= {"curve_low": fitted.low.tobytes(), "curve_grey": fitted.grey.tobytes(), "curve_white": fitted.white.tobytes()}
    return Inputs(uniforms=uniforms)
