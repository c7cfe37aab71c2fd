"""Setting the key up: clicks and strokes, the clean plate, the masks and the evenness map. The KEY panel and the viewer share it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from vpstudio.app.space import plate_of, seen
from vpstudio.app.tools import Tools
from vpstudio.model.camera import CameraPose, rotation_matrix
from vpstudio.model.look import GrainSettings, KeySettings, MatchSettings, PlateSeen, Stroke, StrokeKind
from vpstudio.model.mask import Mask, Point
from vpstudio.model.scene import Mark
from vpstudio.model.state import EngineState
from vpstudio.problem import Problem

if TYPE_CHECKING:
    from vpstudio.app.session import Session

log = logging.getLogger(__name__)

COUNTDOWN_S, CAPTURE_S = 3.0, 1.0
INSET = 0.05
FRESH_S = 0.6
"""How long the engine may take to tell where an outline lies that a hand has just moved."""
UNDER_WAY = ("countdown", "capturing")
OF_CARD = ("exposure_ev", "temperature", "tint", "grey_code", "white_code", "black_code")
SCREEN_MODES = ("hybrid", "chroma")


class KeySetup(QObject):
    """``chosen`` carries the number of the mask in hand, -1 for none; ``even`` an EvennessState or None."""

    chosen = Signal(int)
    even = Signal(object)
    _stroked = Signal(object, bool)
    _matched = Signal(object)
    _measured = Signal(object)
    measuring = Signal(bool)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._eyes = ThreadPoolExecutor(1, thread_name_prefix="looking")
        self._asking: Future[None] | None = None
        self._plate_before: str | None = None
        self._plate_began = False
        self._moved_at = 0.0
        self.mask = -1
        self.tools = Tools(self)
        self.tools.picked.connect(lambda points: self._look("screen", points, fresh=True))
        self.tools.drawn.connect(lambda kind, points: self._look(kind, points, fresh=False))
        self.tools.outlined.connect(self.add_polygon)
        self.tools.carded.connect(self._look_at_card)
        self._stroked.connect(self._take_stroke)
        self._matched.connect(self._take_match)
        self._measured.connect(self._take_camera)

    @property
    def key(self) -> KeySettings:
        return self._session.project.look.key

    def close(self) -> None:
        self._eyes.shutdown(wait=True, cancel_futures=True)

    def follow(self, state: EngineState) -> None:
        """Once a round: a plate that was asked for and is there now becomes the project's."""
        self.tools.strokes = self.key.strokes
        before, plate = self._plate_before, state.plate
        if before is None:
            return
        self._plate_began |= plate.phase in UNDER_WAY
        if plate.phase == "done" and plate.path and (self._plate_began or plate.path != before):
            self._plate_before = None
            self.use_plate(plate.path)
            if plate.problem is not None:  # it can be used, but something moved or the light changed
                self._session.told.emit(plate.problem)
        elif plate.phase == "failed" and self._plate_began:
            self._plate_before = None
            self._session.told.emit(plate.problem or Problem("app.plate_failed"))

    # The screen, from clicks and strokes

    def forget_strokes(self) -> None:
        """The strokes and the values that were made of them."""
        self._edit({"strokes": (), "values": {}})

    def measure_again(self) -> None:
        """What was set by hand goes, and the engine looks anew, also where nothing was."""
        self._edit({"values": {}, "strokes": ()})
        self._session.commands.send(self._session.engine.measure_again)

    def ask_evenness(self) -> None:
        """``even`` follows; while one answer is awaited no other is asked for."""
        if self._asking is None or self._asking.done():
            self._asking = self._away(lambda: self.even.emit(self._session.engine.evenness()))

    def _look(self, kind: StrokeKind, points: tuple[Point, ...], *, fresh: bool) -> None:
        """Ask the engine what is there. fresh: this is the first word on the screen, whatever was drawn before."""
        self._away(lambda: self._stroked.emit(self._session.engine.stroke(kind, points), fresh))

    def _take_stroke(self, stroke: Stroke | None, fresh: bool) -> None:
        if stroke is None:
            self._session.told.emit(Problem("app.nothing_there"))
            return
        key = self.key
        strokes = (stroke,) if fresh else (*key.strokes, stroke)
        base = key.model_copy(update={"values": {}}) if fresh else key
        try:
            values = self._session.kinds.stroke_values(strokes, base)
        except Problem as problem:
            self._session.told.emit(problem)
            return
        self._edit({"strokes": strokes, "values": values, "mode": self._mode_for_screen()})

    def _mode_for_screen(self) -> str:
        """Somebody shows us a screen that the automatic choice did not see: then it is there."""
        unseen = self.key.mode == "auto" and self._session.state.key_used not in SCREEN_MODES
        return "hybrid" if unseen else self.key.mode

    # The grey card

    def _look_at_card(self, point: Point) -> None:
        """Ask the engine how grey it is."""
        self._away(lambda: self._matched.emit(self._session.engine.grey_card(point)))

    def _take_match(self, found: MatchSettings | None) -> None:
        """Only what the card tells: the rest may have been changed since it was asked."""
        if found is None:
            self._session.told.emit(Problem("app.nothing_there"))
            return
        project = self._session.project
        match = project.look.match.model_copy(update={name: getattr(found, name) for name in OF_CARD})
        self._session.store.put(project.model_copy(update={"look": project.look.model_copy(update={"match": match})}), "")

    # The camera's own picture

    def measure_camera(self) -> None:
        """Look at the next frames; a few seconds."""
        self.measuring.emit(True)
        self._away(self._look_at_camera)

    def _look_at_camera(self) -> None:
        try:
            self._measured.emit(self._session.engine.measure_camera())
        finally:
            self.measuring.emit(False)

    def _take_camera(self, found: tuple[GrainSettings, PlateSeen] | None) -> None:
        if found is None:
            self._session.told.emit(Problem("app.no_pictures"))
            return
        project = self._session.project
        look = project.look.model_copy(update={"grain": found[0], "seen": found[1]})
        self._session.store.put(project.model_copy(update={"look": look}), "")

    # The clean plate

    def capture_plate(self) -> None:
        self._plate_before, self._plate_began = self._session.state.plate.path, False
        engine = self._session.engine
        self._session.commands.send(lambda: engine.capture_plate(COUNTDOWN_S, CAPTURE_S))

    def cancel_plate(self) -> bool:
        """Whether a capture was under way."""
        under_way = self._session.state.plate.phase in UNDER_WAY
        self._plate_before = None
        if under_way:
            self._session.commands.send(self._session.engine.cancel_plate)
        return under_way

    def use_plate(self, path: str) -> None:
        """This file is the clean plate; empty: there is none."""
        self._edit({"plate": path})

    # Masks

    @property
    def masks(self) -> tuple[Mask, ...]:
        return self.key.masks

    def outline(self, number: int) -> tuple[Point, ...]:
        """Where a mask lies on the plate now; () where nobody can tell."""
        masks = self.masks
        if not 0 <= number < len(masks):
            return ()
        mask = masks[number]
        moves = mask.shape == "box" or (mask.follow and mask.drawn_from is not None)
        told = self._session.state.outlines if moves else ()
        if number < len(told) and (mask.shape == "box" or time.monotonic() - self._moved_at > FRESH_S):
            return told[number]
        return () if mask.shape == "box" else mask.points

    def corners(self, number: int) -> tuple[Point, ...]:
        """A polygon's corners as they lie now, one for each of its points; () where hands cannot take hold of them."""
        points = self.outline(number)
        mask = self.masks[number] if points else None
        return points if mask is not None and mask.shape == "polygon" and len(points) == len(mask.points) else ()

    def choose(self, number: int) -> None:
        if number != self.mask:
            self.mask = number
            self.chosen.emit(number)

    def add_polygon(self, output: tuple[Point, ...]) -> None:
        """A new mask from fractions of the output; what is inside it is removed until somebody says otherwise."""
        placement = self._session.state.placement
        points = tuple(rounded(plate_of(placement, point)) for point in output)
        self._add(Mask(points=points, drawn_from=self._drawn_from()))

    def add_frame(self) -> None:
        """All outside a rectangle goes: its corners a little inside what the picture shows of the plate."""
        left, top, right, bottom = seen(self._session.state.placement)
        dx, dy = (right - left) * INSET, (bottom - top) * INSET
        left, top, right, bottom = left + dx, top + dy, right - dx, bottom - dy
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        self._add(Mask(use="outside", points=tuple(rounded(corner) for corner in corners), drawn_from=self._drawn_from()))

    def add_box(self) -> None:
        """A box round the actor's place, as tall as a person with his arms up."""
        project, marks, pose = self._session.project, self._session.state.marks, self._session.state.pose
        stand = project.camera.stand(marks[min(project.set.mark, len(marks) - 1)] if marks else Mark())
        centre = before_camera(pose, stand.distance_m, stand.height_m) if pose is not None else (0.0, 0.0, 1.1)
        self._add(Mask(use="outside", shape="box", centre_m=centre))

    def shape(self, number: int, points: tuple[Point, ...], gesture: str) -> None:
        """Other corners, as they lie in the picture of now; fewer than three are none."""
        if len(points) < 3:
            return
        self._moved_at = time.monotonic()
        self.change_mask(number, gesture=gesture, points=points, drawn_from=self._drawn_from())

    def change_mask(self, number: int, *, gesture: str = "", **fields: Any) -> None:
        masks = self.masks
        if fields.get("follow"):
            fields = {"points": self.corners(number) or masks[number].points, "drawn_from": self._drawn_from(), **fields}
        changed = Mask.model_validate({**dict(masks[number]), **fields})
        self._put_masks((*masks[:number], changed, *masks[number + 1 :]), gesture)

    def remove_mask(self, number: int) -> None:
        masks = self.masks
        self._put_masks(masks[:number] + masks[number + 1 :])
        self.choose(min(number, len(masks) - 2))

    @property
    def tracked(self) -> bool:
        return self._session.project.tracking.kind != "none"

    def _drawn_from(self) -> tuple[float, float, float, float, float, float, float] | None:
        """Where the camera stands; None for one that does not move: typing its height moves no wall."""
        pose = self._session.state.pose if self.tracked else None
        return (*pose.position_m, *pose.rotation) if pose is not None else None

    def _add(self, mask: Mask) -> None:
        self._put_masks((*self.masks, mask))
        self.choose(len(self.masks) - 1)

    def _put_masks(self, masks: tuple[Mask, ...], gesture: str = "") -> None:
        self._edit({"masks": masks}, gesture)
        self.tools.moved.emit()

    # Common

    def _edit(self, fields: dict[str, Any], gesture: str = "") -> None:
        """One step of undo, however many fields it changes."""
        project = self._session.project
        key = KeySettings.model_validate({**dict(self.key), **fields})
        self._session.store.put(project.model_copy(update={"look": project.look.model_copy(update={"key": key})}), gesture)

    def _away(self, ask: Callable[[], None]) -> Future[None]:
        """On the thread that asks the engine what it sees, so that neither the window nor a command waits."""
        return self._eyes.submit(self._asked, ask)

    def _asked(self, ask: Callable[[], None]) -> None:
        try:
            ask()
        except Problem as problem:
            self._session.told.emit(problem)
        except Exception as error:  # the window stays; what it was, is told in one sentence and logged whole
            log.exception("looking at the picture failed")
            self._session.told.emit(Problem("app.command_failed", why=f"{type(error).__name__}: {error}"))


def rounded(point: Point) -> Point:
    return round(point[0], 4), round(point[1], 4)


def before_camera(pose: CameraPose, distance_m: float, height_m: float) -> tuple[float, float, float]:
    """The middle of somebody who stands ``distance_m`` before the camera, on the floor ``height_m`` below it."""
    forward = rotation_matrix(pose.rotation)[:, 1]
    length = float((forward[0] ** 2 + forward[1] ** 2) ** 0.5) or 1.0
    x, y, z = pose.position_m
    return (
        round(x + float(forward[0]) / length * distance_m, 2),
        round(y + float(forward[1]) / length * distance_m, 2),
        round(z - height_m + 1.1, 2),
    )
