"""Log cameras: their codes become a picture as a screen shows it before anything else looks at it, by the same view as the set's.

Log code -> scene-linear light (the maker's formula) -> the set's primaries -> the camera-matched curve: one table, laid on by libav's
tetrahedral ``lut3d``. Matte, keyer, plate and over then work on a display-referred picture as from any other camera, and grey lands where
the set's grey lands. The recorded clean layer keeps the camera's own codes.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vpstudio.model.frame import Frame, Layout, Range, sealed
from vpstudio.model.look import MatchSettings
from vpstudio.render import curve
from vpstudio.render.colour.gamut import to_set
from vpstudio.render.colour.transfer import TRANSFERS
from vpstudio.render.colour.view import aces_codes

if TYPE_CHECKING:
    import av.filter

SIDE = 65
GAMUTS = {"slog3": "sgamut3cine", "vlog": "vgamut", "clog3": "cgamut", "logc3": "awg3", "logc4": "awg4", "nlog": "bt2020"}
LOW, SPAN = 64 / 1023, 876 / 1023
"""Makers count codes of the signal: 64 to 940 of 1023 in a limited-range file, whose pictures arrive stretched to the full range."""


def developed(codes: NDArray[np.float64], camera: str, limited: bool, view: str = "camera") -> NDArray[np.float64]:
    """(..., 3) full-range log codes 0..1 as display codes 0..1."""
    signal = codes * SPAN + LOW if limited else codes
    light = TRANSFERS[camera].to_light(signal) @ to_set(GAMUTS[camera]).T
    light = np.maximum(light, 0.0)
    return aces_codes(light) if view == "aces" else np.asarray(curve.codes(light, MatchSettings()) / 255.0)


class Developer:
    """Turns the ``upload`` of one camera's frames; used by one thread."""

    def __init__(self, camera: str, view: str = "camera") -> None:
        self.camera, self.view = camera, view
        self._graphs: dict[tuple[int, int, bool], av.filter.Graph] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="vpstudio-log-")

    def __call__(self, frame: Frame) -> Frame:
        """The frame with a picture that a screen can show; frames whose upload is not RGBA stay as they are."""
        import av

        if frame.upload_layout is not Layout.RGBA:
            return frame
        graph = self._graph(frame.width, frame.height, frame.colour.range is Range.LIMITED)
        given = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame.upload[0], np.uint8), format="rgba")
        given.pts = 0
        graph.push(given)
        made = graph.pull()
        assert isinstance(made, av.VideoFrame)
        return replace(frame, upload=sealed(made.to_ndarray(format="rgba")))

    def close(self) -> None:
        """Forget the tables."""
        self._graphs.clear()
        self._folder.cleanup()

    def _graph(self, width: int, height: int, limited: bool) -> av.filter.Graph:
        key = (width, height, limited)
        if key not in self._graphs:
            self._graphs[key] = lut_graph(width, height, self._table(limited))
        return self._graphs[key]

    def _table(self, limited: bool) -> Path:
        path = Path(self._folder.name) / f"{self.camera}_{int(limited)}.cube"
        if not path.exists():
            path.write_text(cube_text(self.camera, limited, self.view), encoding="ascii")
        return path


def cube_text(camera: str, limited: bool, view: str = "camera") -> str:
    """The table as a .cube file, red fastest."""
    steps = np.linspace(0.0, 1.0, SIDE)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    rows = developed(np.stack([red, green, blue], axis=-1).reshape(-1, 3), camera, limited, view)
    return f"LUT_3D_SIZE {SIDE}\n" + "\n".join(f"{r:.6f} {g:.6f} {b:.6f}" for r, g, b in rows) + "\n"


def lut_graph(width: int, height: int, table: Path) -> av.filter.Graph:
    """RGBA in, RGBA out."""
    import av.filter

    graph = av.filter.Graph()
    source = graph.add("buffer", f"video_size={width}x{height}:pix_fmt=rgba:time_base=1/1000")
    # The filter's own little language: a path may hold what it takes for marks.
    path = str(table).replace("\\", "/").replace(":", "\\:").replace("'", "\\'")
    lut = graph.add("lut3d", f"file='{path}':interp=tetrahedral")
    shape, sink = graph.add("format", "pix_fmts=rgba"), graph.add("buffersink")
    source.link_to(lut)
    lut.link_to(shape)
    shape.link_to(sink)
    graph.configure()
    return graph
