"""SET: what stands behind the actor: a virtual set, a glTF file, a picture, a video, or nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFileDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from vpstudio.app import icons, theme
from vpstudio.app.language import mark, tr, tr_setting
from vpstudio.app.panels.editors import Combo
from vpstudio.app.panels.form import Form
from vpstudio.app.panels.panel import Panel, Slot, halves
from vpstudio.app.segments import Segments
from vpstudio.app.spoken import label, named, toggle
from vpstudio.model.project import Project
from vpstudio.model.scene import Mark
from vpstudio.model.state import EngineState
from vpstudio.paths import asset

PLATES = (
    ("file", "file", mark("3D file…")),
    ("picture", "picture", mark("Picture…")),
    ("video", "film", mark("Video…")),
    ("panorama", "wide", mark("360° picture…")),
    ("none", "none", mark("Black")),
)
FILTERS = {
    "file": mark("Sets (*.glb *.gltf)"),
    "picture": mark("Pictures (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.exr *.hdr)"),
    "panorama": mark("360° pictures (*.hdr *.jpg *.jpeg *.png *.webp)"),
    "video": mark("Videos (*.mp4 *.mov *.mkv *.avi *.webm *.m4v *.mts)"),
}
FRAMING = "framing"
HANDLED = ("picture", "video", "panorama")
"""Files with settings of their own."""
SIDE_BY_SIDE_PX = 300
"""Titles that are wider together than the panel go into a list."""
SEGMENT_PX = 24


class SetPanel(Panel):
    def build(self) -> None:
        self.heading(tr("SET"))
        self._cards: dict[str, SetCard] = {}
        self._plates: dict[str, QPushButton] = {}
        self.column.addWidget(self._made_cards())
        self.column.addWidget(self._made_plates())
        self.path = label("caption")
        self.path.setWordWrap(True)
        self.column.addWidget(self.path)
        self.angle, self.own = Slot(), Slot()
        self.column.addWidget(self.angle)
        self.column.addWidget(self.own)
        self.light = named(QPushButton(), "choice")
        self.light.setIcon(icons.icon("look"))
        self.light.clicked.connect(self._bake_or_cancel)
        self.column.addWidget(self.light)

    def show_project(self, project: Project) -> None:
        chosen = project.set
        for kind, button in (*self._cards.items(), *self._plates.items()):
            button.setChecked(kind == chosen.kind)
        self.path.setText(Path(chosen.path).name if chosen.path else "")
        self.path.setToolTip(chosen.path)
        self.path.setVisible(bool(chosen.path))
        described = self.session.kinds.set_fields(chosen.kind) if chosen.kind in self._cards or chosen.kind in HANDLED else ()
        if self.own.needs((chosen.kind, described)):
            self.own.fill(self._made_form(described) if described else None)
        for form in self.own.findChildren(Form):
            form.show_values(chosen.values)
        self._show_angle(self.state.marks, chosen.mark)

    def show_state(self, state: EngineState) -> None:
        super().show_state(state)
        self._show_light(state)
        self._show_angle(state.marks, self.session.project.set.mark)

    def _show_light(self, state: EngineState) -> None:
        """One button: bake, how far it is, or that it is done."""
        running = state.bake.phase == "running"
        self.light.setVisible(state.light != "none")
        self.light.setEnabled(running or state.light == "quick")
        if running:
            self.light.setText(" " + tr("Baking the light: {share} %. Click to stop.", share=round(state.bake.progress * 100)))
        else:
            self.light.setText(" " + (tr("Bake the light") if state.light == "quick" else tr("The light is baked")))
        self.light.setToolTip(tr("Works out how light bounces in this set and state; takes a minute or two aside, and is kept."))

    def _bake_or_cancel(self) -> None:
        engine = self.session.engine
        self.session.commands.send(engine.cancel_bake if self.state.bake.phase == "running" else engine.bake_light)

    def _show_angle(self, marks: tuple[Mark, ...], at: int) -> None:
        if self.angle.needs(marks):
            self.angle.fill(self._made_angles(marks) if len(marks) > 1 else None)
        for button in self.angle.findChildren(QPushButton, FRAMING):
            button.setText(framed(marks[min(at, len(marks) - 1)]))
        for segments in self.angle.findChildren(Segments):
            segments.show_index(at)
        for combo in self.angle.findChildren(Combo):
            combo.setCurrentIndex(at)

    def _made_angles(self, marks: tuple[Mark, ...]) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 6, 0, 4)
        column.addWidget(label("heading", tr("ANGLE")))
        column.addWidget(self._angle_buttons(marks))
        framing = named(QPushButton(), FRAMING)
        framing.setToolTip(tr("Set lens, height, tilt and distance to what this angle is made for."))
        framing.clicked.connect(self._take_framing)
        column.addWidget(framing)
        return block

    def _take_framing(self) -> None:
        """The camera's settings become those the angle is made for; the crew puts the real camera there."""
        project, marks = self.session.project, self.state.marks
        mark = marks[min(project.set.mark, len(marks) - 1)]
        camera = project.camera.model_copy(
            update={
                "height_m": None,
                "tilt_deg": None,
                "distance_m": None,
                "lens_mm": mark.lens_mm,
                "pan_deg": 0.0,
            }
        )
        self.session.put(project.model_copy(update={"camera": camera}))

    def _angle_buttons(self, marks: tuple[Mark, ...]) -> QWidget:
        titles = [tr_setting(each.title) for each in marks]
        width = sum(self.fontMetrics().horizontalAdvance(title) + SEGMENT_PX for title in titles)
        if width <= SIDE_BY_SIDE_PX:
            segments = Segments(titles)
            segments.setAccessibleName(tr("Angle"))
            segments.chosen.connect(lambda at: self.session.edit("set.mark", at))
            return segments
        combo = Combo(titles)
        combo.setAccessibleName(tr("Angle"))
        combo.activated.connect(lambda at: self.session.edit("set.mark", at))
        return combo

    def _made_form(self, described: tuple) -> Form:  # type: ignore[type-arg]
        made = Form(described)
        made.edited.connect(lambda name, value: self.session.edit(f"set.values.{name}", value))
        return made

    def _made_cards(self) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        halves(grid)
        for at, entry in enumerate(self.session.kinds.sets()):
            card = self._cards[entry.name] = SetCard(entry.name, tr_setting(entry.title))
            card.setEnabled(entry.available)
            card.clicked.connect(lambda _=False, kind=entry.name: self._choose(kind))
            grid.addWidget(card, at // 2, at % 2)
        return block

    def _made_plates(self) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setSpacing(6)
        halves(grid)
        for at, (kind, picture, title) in enumerate(PLATES):
            button = toggle(named(QPushButton(icons.icon(picture), f" {tr(title)}"), "choice"))
            button.clicked.connect(lambda _=False, kind=kind: self._choose(kind))
            self._plates[kind] = button
            grid.addWidget(button, at // 2, at % 2)
        return block

    def _choose(self, kind: str) -> None:
        before = self.session.project.set
        path = self._picked(kind) if kind in FILTERS else ""
        if kind in FILTERS and not path:
            self.show_project(self.session.project)
            return
        if (kind, path) != (before.kind, before.path):
            chosen = before.model_copy(update={"kind": kind, "path": path, "values": {}, "mark": 0})
            self.session.put(self.session.project.model_copy(update={"set": chosen}))
        self.show_project(self.session.project)

    def _picked(self, kind: str) -> str:
        before = self.session.project.set.path
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose what stands behind the actor"), before, tr(FILTERS[kind]))
        return name


def framed(made_for: Mark) -> str:
    """What an angle is made for, in one line."""
    return tr(
        "Frame for {lens} mm, {distance} m away, {height} m high",
        lens=f"{made_for.lens_mm:g}",
        distance=f"{made_for.distance_m:.1f}",
        height=f"{made_for.height_m:.2f}",
    )


class SetCard(QPushButton):
    """A set's picture with its title beneath."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        toggle(named(self, "set"))
        self._title = title
        file = asset("icons", "sets", f"{name}.jpg")
        self._picture = QPixmap(str(file)) if file.is_file() else QPixmap()
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.setFixedHeight(104)

    def sizeHint(self) -> QSize:
        return QSize(150, 104)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(area, 5, 5)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(theme.RAISED))
        self._paint_picture(painter, QRect(0, 0, self.width(), self.height() - 28))
        self._paint_title(painter)
        if self.isChecked():
            self._paint_tick(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setClipping(False)
        painter.setPen(QPen(self._edge(), 2 if self.isChecked() else 1))
        painter.drawPath(shape)
        painter.end()

    def _edge(self) -> QColor:
        if self.hasFocus():
            return QColor(theme.ACCENT_TEXT)
        return QColor(theme.ACCENT if self.isChecked() else "#4c4c4c" if self.underMouse() else theme.LINE)

    def _paint_picture(self, painter: QPainter, room: QRect) -> None:
        if self._picture.isNull():
            shade = QLinearGradient(0, 0, 0, room.height())
            shade.setColorAt(0, QColor("#3d444a"))
            shade.setColorAt(1, QColor("#26292c"))
            painter.fillRect(room, shade)
            painter.drawPixmap(room.center().x() - 16, room.center().y() - 16, icons.pixmap("set", "#9aa4ab", 32))
        else:
            shown = self._picture.scaled(
                room.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
            )
            painter.drawPixmap(room.x() + (room.width() - shown.width()) // 2, room.y() + (room.height() - shown.height()) // 2, shown)
        if not self.isEnabled():
            painter.fillRect(room, QColor(30, 30, 30, 170))

    def _paint_title(self, painter: QPainter) -> None:
        room = QRect(8, self.height() - 28, self.width() - 16, 27)
        painter.setFont(theme.font(12))
        painter.setPen(QColor("#ffffff" if self.isChecked() else theme.TEXT if self.isEnabled() else "#8c8c8c"))
        text = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_tick(self, painter: QPainter) -> None:
        """The chosen one is not told by its colour alone."""
        place = QRect(self.width() - 28, 8, 20, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.ACCENT))
        painter.drawEllipse(place)
        painter.drawPixmap(place.adjusted(3, 3, -3, -3), icons.pixmap("check", size=14))
