"""An engine without cameras or GL passes, with the surface of the real one: a figure walks before a coloured room."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtOpenGL import QOpenGLTexture

from vpstudio.model.camera import CameraPose, Placement
from vpstudio.model.host import GLHost, ScreenPicture
from vpstudio.model.look import GrainSettings, KeySettings, MatchSettings, PlateSeen, Stroke, StrokeKind, Value
from vpstudio.model.mask import Point
from vpstudio.model.parameter import Parameter
from vpstudio.model.project import Project
from vpstudio.model.scene import Mark
from vpstudio.model.setting import Settings, setting
from vpstudio.model.source import Device, SourceInfo
from vpstudio.model.state import BakeState, EngineState, EvennessState, Health, PlateState, Recording, TakeCard
from vpstudio.problem import Problem
from vpstudio.registry import Entry

RATE = Fraction(30)
SCREEN_LIGHT, SKIN_LIGHT = (0.0, 0.4397, 0.0513), (0.6939, 0.3968, 0.2542)
"""#00b140 and #d9a98a in display light."""


class FakeScreen:
    """A ring of three textures, drawn when one is asked for; counts what is out on loan."""

    def __init__(self, engine: FakeEngine) -> None:
        self.engine = engine
        self.textures: dict[int, QOpenGLTexture] = {}
        self.lent: set[int] = set()
        self.most_lent = 0
        self.number = -1

    def acquire(self) -> ScreenPicture | None:
        number = self.engine.number()
        free = [slot for slot in range(3) if slot not in self.lent]
        if number == self.number or not free or self.engine.frozen:
            return None
        self.number, slot = number, free[0]
        picture = self.engine.paint(number)
        self._upload(slot, picture)
        self.lent.add(slot)
        self.most_lent = max(self.most_lent, len(self.lent))
        return ScreenPicture(self.textures[slot].textureId(), picture.width(), picture.height(), number, slot)

    def release(self, picture: ScreenPicture) -> None:
        self.lent.remove(picture.slot)

    def _upload(self, slot: int, picture: QImage) -> None:
        old = self.textures.pop(slot, None)
        if old is not None:
            old.destroy()
        self.textures[slot] = QOpenGLTexture(picture, QOpenGLTexture.MipMapGeneration.DontGenerateMipMaps)


class FakeEngine:
    """Records what it was told in ``calls``; tests set ``problem``, ``notes``, ``findings``, ``frozen``, ``software`` on it."""

    def __init__(self, project: Project, folder: Path, host: GLHost | None = None) -> None:
        self.project, self.folder, self.host = project, folder, host
        self.calls: list[str] = []
        self.phase: Literal["stopped", "starting", "running", "failed"] = "stopped"
        self.problem: Problem | None = None
        self.notes: tuple[Problem, ...] = ()
        self.findings: tuple[Problem, ...] = ()
        self.outlines: tuple[tuple[Point, ...], ...] = ()
        self.plate_problem: Problem | None = None
        self.plate_doubt: Problem | None = None
        self.captures: list[tuple[float, float, float]] = []
        self.captured = PlateState()
        self.even: EvennessState | None = made_evenness(1.4)
        self.dropped = 0
        self.used = "chroma"
        self.key_why: Problem | None = None
        self.matter_told: tuple[Problem, ...] = ()
        self.frozen = False
        self.bake, self.light = BakeState(), "quick"
        self.marks: tuple[Mark, ...] = (
            Mark(title="Main"),
            Mark(title="Reverse", height_m=1.2, tilt_deg=-4, distance_m=2.4, lens_mm=35),
            Mark(title="Side"),
        )
        self.software = False
        self.shown = "program"
        self.rolled_at: float | None = None
        self.takes: tuple[TakeCard, ...] = ()
        self.rate = 30.0
        self.screen: FakeScreen | None = None

    def start(self) -> None:
        self.calls.append("start")
        self.phase, self.screen = "running", FakeScreen(self)

    def stop(self) -> None:
        self.calls.append("stop")
        self.phase, self.screen = "stopped", None

    def apply(self, project: Project) -> None:
        self.calls.append("apply")
        self.project = project

    def record(self) -> None:
        self.calls.append("record")
        self.rolled_at = time.monotonic()

    def cut(self) -> None:
        self.calls.append("cut")
        seconds = time.monotonic() - (self.rolled_at or time.monotonic())
        self.rolled_at = None
        name = self._next().clip_name(self.project.code)
        self.takes = (TakeCard(name, str(self.folder / name), seconds, "none", self._thumb(name)), *self.takes)

    def view(self, stage: str) -> None:
        self.calls.append(f"view {stage}")
        self.shown = stage

    def set_status(self, name: str, status: str) -> None:
        self.calls.append(f"status {status}")
        self.takes = tuple(replace(card, status=status) if card.name == name else card for card in self.takes)

    def stroke(self, kind: StrokeKind, points: tuple[Point, ...]) -> Stroke | None:
        """Green wherever it is asked, but on the figure's head."""
        self.calls.append(f"stroke {kind} {len(points)}")
        if self.frozen:
            return None
        placement = self.placement
        on_plate = tuple(to_plate(placement, point) for point in points)
        kept = tuple(p for p in on_plate if 0 <= p[0] <= 1 and 0 <= p[1] <= 1)
        colours = tuple(SKIN_LIGHT if kind == "actor" else SCREEN_LIGHT for _ in kept)
        return Stroke(kind=kind, points=kept, colours=colours) if kept else None

    def measure_camera(self) -> tuple[GrainSettings, PlateSeen] | None:
        self.calls.append("measure_camera")
        return None if self.frozen else (GrainSettings(how="measured", bands=((1.0, 0.8, 1.2),) * 8), PlateSeen(edge_px=2.6, black=14.0))

    def grey_card(self, point: Point) -> MatchSettings | None:
        """A dim, warm card in the left half, a lamp in the right one."""
        self.calls.append("grey_card")
        if to_plate(self.placement, point)[0] > 0.5:
            raise Problem("engine.card_clipped")
        return None if self.frozen else MatchSettings(grey_code=96, white_code=212, temperature=0.25, defocus=0.9)

    def measure_again(self) -> None:
        self.calls.append("measure_again")

    def capture_plate(self, countdown_s: float, seconds: float) -> None:
        self.calls.append(f"capture_plate {countdown_s:g} {seconds:g}")
        self.captures.append((time.monotonic(), countdown_s, seconds))
        self.captured = PlateState()

    def cancel_plate(self) -> None:
        self.calls.append("cancel_plate")
        self.captures.clear()
        self.captured = PlateState()

    def bake_light(self) -> None:
        self.calls.append("bake_light")
        self.bake, self.light = BakeState("running", 0.34), "quick"

    def cancel_bake(self) -> None:
        self.calls.append("cancel_bake")
        self.bake = BakeState("cancelled")

    def evenness(self) -> EvennessState | None:
        self.calls.append("evenness")
        return self.even

    @property
    def placement(self) -> Placement:
        return Placement.fit((1280, 720), self.project.format.size, self.project.source.fit, self.project.camera.plate_zoom)

    def _plate(self) -> PlateState:
        if not self.captures:
            return self.captured
        began, countdown, seconds = self.captures[-1]
        gone = time.monotonic() - began
        if gone < countdown:
            return PlateState("countdown", countdown - gone)
        if gone < countdown + seconds:
            return PlateState("capturing", countdown + seconds - gone)
        self.captures.clear()
        self.captured = PlateState("failed", problem=self.plate_problem) if self.plate_problem else self._written(self.plate_doubt)
        return self.captured

    def _written(self, doubt: Problem | None) -> PlateState:
        path = self.folder / "plates" / f"plate {self.calls.count('apply')}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = QImage(64, 36, QImage.Format.Format_RGB888)
        picture.fill(QColor("#00b140"))
        picture.save(str(path))
        return PlateState("done", path=str(path), problem=doubt)

    @property
    def state(self) -> EngineState:
        project = self.project
        return EngineState(
            phase=self.phase, source=SourceInfo("Demo actor", 1280, 720, RATE, True), slate=self._next(),
            health=Health(29.97, 29.9, 4.2, 18.0, 9.6, 52.0, self.dropped, {"over": 6.2, "set": 3.4}), size=project.format.size,
            view=self.shown,
            key_used=self.used, timecode=self._timecode(), recording=self._recording(), takes=self.takes, problem=self.problem,
            notes=self.notes, renderer="llvmpipe", software_gl=self.software, set_ready=True, punch=project.camera.punch,
            cheats=project.camera.cheats, disk_minutes=845.0, marks=self.marks,
            findings=self.findings, plate=self._plate(), key_why=self.key_why, placement=self.placement if self.screen else None,
            pose=CameraPose(0, (0.0, -3.0, 1.5), (1.0, 0.0, 0.0, 0.0)) if self.screen else None, outlines=self.outlines,
            matter_told=self.matter_told, bake=self.bake, light=self.light,
        )  # fmt: skip

    # What it shows

    def number(self) -> int:
        return int(time.monotonic() * self.rate)

    def paint(self, number: int) -> QImage:
        width, height = (side // 2 for side in self.project.format.size)
        picture = QImage(width, height, QImage.Format.Format_RGBA8888)
        picture.fill(QColor("#00b140") if self.shown == "plate" else QColor("black"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.shown in ("program", "set"):
            paint_room(painter, width, height, self.project.set.kind)
        if self.shown != "set":
            paint_figure(painter, width, height, number / self.rate, flat=self.shown == "alpha")
        painter.end()
        return picture

    def _thumb(self, name: str) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{name}.jpg"
        self.paint(self.number()).scaledToHeight(180).save(str(path))
        return str(path)

    def _next(self):
        stem = self.project.slate.model_copy(update={"take": 1})
        taken = sum(card.name.rsplit("_T", 1)[0] == stem.clip_name(self.project.code).rsplit("_T", 1)[0] for card in self.takes)
        return stem.model_copy(update={"take": taken + 1})

    def _recording(self) -> Recording | None:
        if self.rolled_at is None:
            return None
        seconds = time.monotonic() - self.rolled_at
        return Recording(self._next().clip_name(self.project.code), seconds, int(seconds * 30), 0, 0, 0)

    @staticmethod
    def _timecode() -> str:
        now = time.localtime()
        return f"{now.tm_hour:02d}:{now.tm_min:02d}:{now.tm_sec:02d}:{int(time.time() % 1 * 30):02d}"


def paint_room(painter: QPainter, width: int, height: int, kind: str) -> None:
    top, bottom = {"office": ("#24364a", "#c9a878"), "cabin": ("#141a26", "#52607a")}.get(kind, ("#333333", "#555555"))
    sky = QLinearGradient(0, 0, 0, height)
    sky.setColorAt(0, QColor(top))
    sky.setColorAt(1, QColor(bottom))
    painter.fillRect(0, 0, width, height, sky)
    for at in range(14):
        tall = height * (0.2 + 0.25 * math.sin(at * 2.4) ** 2)
        painter.fillRect(QRectF(at * width / 14, height * 0.62 - tall, width / 15, tall), QColor(20, 26, 36, 170))
    painter.fillRect(QRectF(0, height * 0.62, width, height * 0.38), QColor("#3a2a22" if kind == "office" else "#20242c"))
    for at in range(4):
        painter.fillRect(QRectF(width * at / 3 - 4, 0, 8, height * 0.66), QColor("#1b1b1d"))


def paint_figure(painter: QPainter, width: int, height: int, seconds: float, *, flat: bool) -> None:
    unit = min(width, height)
    x = width / 2 + math.sin(seconds * 1.4) * unit * 0.12
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("white") if flat else QColor("#2b2f3a"))
    painter.drawRoundedRect(QRectF(x - unit * 0.25, height * 0.52, unit * 0.5, height * 0.6), unit * 0.12, unit * 0.12)
    painter.setBrush(QColor("white") if flat else QColor("#d9a98a"))
    painter.drawEllipse(QPointF(x, height * 0.4), unit * 0.13, unit * 0.17)


class OfficeSettings(Settings):
    time_of_day: Literal["day", "dusk", "night"] = setting("dusk", "Time of day", choices=("Day", "Dusk", "Night"))
    lamps: bool = setting(True, "Lamps")
    wall: tuple[float, float, float] = setting((0.5, 0.4, 0.3), "Wall colour")
    sign: str = setting("", "Sign text", advanced=True)
    seed: int = setting(1, "Seed", low=1, high=99, advanced=True)


class MediaPipeSettings(Settings):
    detail: int = setting(512, "Detail", low=128, high=1024, step=32, unit="px")


class DifferenceSettings(Settings):
    path: str = setting("", "Clean plate", widget="file")
    threshold: float = setting(5.0, "Threshold", low=1, high=30, step=0.5)


class NetworkSettings(Settings):
    path: str = setting("", "Model file", widget="file")


def to_plate(placement: Placement, point: Point) -> Point:
    """Fractions of the output to fractions of the plate."""
    place = (point[at] * placement.output[at] - placement.offset[at] for at in (0, 1))
    x, y = (pixels / placement.scale / placement.plate[at] for at, pixels in enumerate(place))
    return x, y


def made_evenness(stops: float) -> EvennessState:
    """A screen that falls off to the right, with an actor's hole in it."""
    colours = ((30, 60, 200), (40, 160, 90), (240, 220, 60))
    rgba = np.zeros((72, 128, 4), np.uint8)
    for at, colour in enumerate(reversed(colours)):
        rgba[:, at * 43 : at * 43 + 43] = (*colour, 255)
    rgba[20:, 50:80, 3] = 0
    legend = ((-stops / 2, colours[0]), (0.0, colours[1]), (stops / 2, colours[2]))
    return EvennessState(rgba, stops, legend)


class FileSettings(Settings):
    path: str = setting("", "File", widget="file")
    loop: bool = setting(True, "Loop")


class CameraSourceSettings(Settings):
    device: str = setting("", "Camera", widget="device")
    size: Literal["auto", "1280x720", "1920x1080"] = setting("auto", "Size", choices=("Automatic", "1280×720", "1920×1080"))


class FakeCatalogue:
    """Enough kinds to fill the menus, one of them missing a module."""

    def __init__(self, devices: list[Device] | None = None) -> None:
        self._devices = devices or []

    def sources(self) -> list[Entry]:
        named = (("camera", "Camera"), ("demo", "Demo actor"), ("file", "Video file"), ("stream", "Network stream"))
        return [*(Entry(name, title, ()) for name, title in named), Entry("deck", "Test card", ("deckapi",))]

    def source_settings(self, kind: str) -> type[Settings]:
        return {"file": FileSettings, "camera": CameraSourceSettings}.get(kind, Settings)

    def devices(self) -> list[Device]:
        return self._devices

    def sets(self) -> list[Entry]:
        return [Entry("office", "CEO office", ()), Entry("cabin", "Glass cabin over the city", ())]

    def set_settings(self, kind: str) -> type[Settings]:
        return OfficeSettings if kind == "office" else Settings

    def keyers(self) -> list[str]:
        return ["colour_difference"]

    def keyer_parameters(self, name: str) -> tuple[Parameter, ...]:
        return (
            Parameter("screen", "Screen", (0.02, 0.42, 0.06), 0, 1, "The screen's colour, linear."),
            Parameter("gain", "Gain", 1.2, 0.5, 4.0, "How hard the key is."),
            Parameter("balance", "Balance", 0.5, 0, 1, "Between the two other channels."),
        )

    def matters(self) -> list[Entry]:
        return [Entry("mediapipe", "MediaPipe", ()), Entry("difference", "Difference", ()), Entry("onnx", "ONNX network", ())]

    def matter_settings(self, kind: str) -> type[Settings]:
        return {"mediapipe": MediaPipeSettings, "onnx": NetworkSettings, "difference": DifferenceSettings}.get(kind, Settings)

    def stroke_values(self, strokes: tuple[Stroke, ...], key: KeySettings) -> dict[str, Value]:
        """The mean of what was called screen; where nothing was, it cannot be told."""
        seen = [colour for stroke in strokes if stroke.kind == "screen" for colour in stroke.colours]
        if not seen:
            raise Problem("plate.no_screen")
        return {**key.values, "screen": tuple(float(part) for part in np.mean(seen, axis=0))}
