"""One widget a kind of value. Each has ``show(value)``, which never signals, and ``changed``, which only a person causes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSlider,
    QWidget,
)

from vpstudio.app import icons
from vpstudio.app.keys import for_hot_keys
from vpstudio.app.language import mark, tr, tr_setting
from vpstudio.app.panels.describe import Described
from vpstudio.app.segments import Segments

STEPS = 1000
SEGMENTS_AT_MOST = 4
UNITS = {
    "deg": "°",
    "mm": " mm",
    "m": " m",
    "px": " px",
    "K": " K",
    "EV": " EV",
    "s": " s",
    "ms": " ms",
    "fps": " fps",
    "%": " %",
    "dB": " dB",
}


class Editor(QWidget):
    """Base: a row's right-hand side."""

    changed = Signal(object)

    def __init__(self, field: Described) -> None:
        super().__init__()
        self.field = field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)

    def show_value(self, value: Any) -> None:
        raise NotImplementedError

    def name_for_readers(self, name: str) -> None:
        """The accessible name of every control in the row."""
        for child in self.findChildren(QWidget):
            child.setAccessibleName(child.accessibleName() or name)


class Slider(QSlider):
    """A wheel over a panel scrolls the panel, unless the slider was clicked first."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event) if self.hasFocus() else event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore() if for_hot_keys(event) else super().keyPressEvent(event)


class Spin(QDoubleSpinBox):
    """A number with its unit. Signals when Enter is pressed, the field is left, or an arrow or the wheel turns it."""

    def __init__(self) -> None:
        super().__init__()
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(78)
        self.lineEdit().setTextMargins(0, 0, 5, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event) if self.hasFocus() else event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the number and gives the keys back to the window."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()

    def textFromValue(self, value: float) -> str:
        """No trailing zeros beyond what the step needs, and never a minus before nothing."""
        text = f"{value:.{self.decimals()}f}"
        return text.lstrip("-") if float(text) == 0 else text


class NumberEditor(Editor):
    """Slider and number where there is a range, else the number alone."""

    def __init__(self, field: Described) -> None:
        super().__init__(field)
        self._low = field.low if field.low is not None else -1e6
        self._high = field.high if field.high is not None else 1e6
        self.slider = Slider() if field.low is not None and field.high is not None and field.high > field.low else None
        self.spin = self._made_spin()
        if self.slider is not None:
            self.slider.setRange(0, self._ticks())
            self.slider.valueChanged.connect(self._slid)
            self.row.addWidget(self.slider, 1)
        else:
            self.row.addStretch(1)
        self.row.addWidget(self.spin)

    def show_value(self, value: Any) -> None:
        number = float(self._low if value is None else value)
        with QSignalBlocker(self.spin):
            self.spin.setValue(number)
        self._place_slider(number)

    def _made_spin(self) -> Spin:
        spin, step = Spin(), self._step()
        spin.setDecimals(0 if self.field.whole else decimals(step))
        spin.setRange(self._low, self._high)
        spin.setSingleStep(step)
        spin.setSuffix(UNITS.get(self.field.unit, f" {self.field.unit}" if self.field.unit else ""))
        spin.valueChanged.connect(self._typed)
        return spin

    def _step(self) -> float:
        if self.field.step:
            return self.field.step
        return 1.0 if self.field.whole else max((self._high - self._low) / 100, 1e-4) if self.field.high is not None else 0.1

    def _ticks(self) -> int:
        """Slider positions: one a step where that is not too many."""
        return max(1, min(STEPS, round((self._high - self._low) / self._step())))

    def _place_slider(self, number: float) -> None:
        if self.slider is not None:
            with QSignalBlocker(self.slider):
                self.slider.setValue(round((number - self._low) / (self._high - self._low) * self.slider.maximum()))

    def _slid(self, position: int) -> None:
        assert self.slider is not None
        number = self._low + (self._high - self._low) * position / self.slider.maximum()
        with QSignalBlocker(self.spin):
            self.spin.setValue(number)
        self._tell(self.spin.value())

    def _typed(self, number: float) -> None:
        self._place_slider(number)
        self._tell(number)

    def _tell(self, number: float) -> None:
        self.changed.emit(int(round(number)) if self.field.whole else round(number, 6))


class CheckEditor(Editor):
    """A box to tick; its title is its label."""

    def __init__(self, field: Described) -> None:
        super().__init__(field)
        self.box = QCheckBox()
        self.box.toggled.connect(lambda on: self.changed.emit(on))
        self.row.addWidget(self.box, 1)

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(bool(value))


class ChoiceEditor(Editor):
    """Buttons side by side where the choices are few and short, else a list."""

    def __init__(self, field: Described) -> None:
        super().__init__(field)
        titles = [tr_setting(title) for title in field.titles]
        unit = UNITS.get(field.unit, "")
        titles = [title + unit if title.isdigit() and unit == "°" else title for title in titles]
        self.segments = Segments(titles) if few(titles) else None
        self.combo = None if self.segments else Combo(titles)
        if self.segments is not None:
            self.segments.chosen.connect(self._chosen)
            self.row.addWidget(self.segments, 1)
        if self.combo is not None:
            self.combo.activated.connect(self._chosen)
            self.row.addWidget(self.combo, 1)

    def show_value(self, value: Any) -> None:
        at = self.field.values.index(value) if value in self.field.values else -1
        if self.segments is not None:
            self.segments.show_index(at)
        if self.combo is not None:
            self.combo.setCurrentIndex(at)

    def _chosen(self, at: int) -> None:
        self.changed.emit(self.field.values[at])


def few(titles: list[str]) -> bool:
    """Whether the titles fit side by side in a panel's row. A Chinese character is as wide as two Latin ones."""
    width = sum(sum(2 if ord(letter) > 0x2E80 else 1 for letter in title) + 3 for title in titles)
    return len(titles) <= SEGMENTS_AT_MOST and width <= 30


class Combo(QComboBox):
    """A list that a passing wheel does not turn and a long title does not widen."""

    def __init__(self, titles: list[str]) -> None:
        super().__init__()
        self.addItems(titles)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore() if for_hot_keys(event) else super().keyPressEvent(event)


class TextEditor(Editor):
    """A line of text, taken when Enter is pressed or the field is left."""

    def __init__(self, field: Described) -> None:
        super().__init__(field)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Automatic") if field.optional else "")
        self.line.editingFinished.connect(self._finished)
        self.line.returnPressed.connect(self.line.clearFocus)
        self.row.addWidget(self.line, 1)
        self._shown = ""

    def show_value(self, value: Any) -> None:
        self._shown = "" if value is None else str(value)
        if not self.line.hasFocus() or not self.line.isModified():
            self.line.setText(self._shown)

    def _finished(self) -> None:
        text = self.line.text().strip()
        self.line.setModified(False)
        if text != self._shown:
            self._shown = text
            self.changed.emit(None if not text and self.field.optional else text)


class PathEditor(TextEditor):
    """A file or folder: typed, dropped or picked."""

    FILTERS = mark("All files (*)")

    def __init__(self, field: Described) -> None:
        super().__init__(field)
        self.button = QPushButton(icons.icon("folder"), "")
        self.button.setAccessibleName(tr("Choose…"))
        self.button.setToolTip(tr("Choose…"))
        self.button.setFixedWidth(34)
        self.button.clicked.connect(self._pick)
        self.row.addWidget(self.button)

    def _pick(self) -> None:
        start = str(Path(self._shown).parent) if self._shown else ""
        if self.field.kind == "folder":
            picked = QFileDialog.getExistingDirectory(self, tr_setting(self.field.title), start)
        else:
            picked, _ = QFileDialog.getOpenFileName(self, tr_setting(self.field.title), start, tr(self.FILTERS))
        if picked:
            self.line.setText(picked)
            self._finished()


class ColourEditor(Editor):
    """A swatch for three components in linear light, shown as sRGB."""

    def __init__(self, field: Described) -> None:
        super().__init__(field)
        self._value: tuple[float, ...] = (0.0, 0.0, 0.0)
        self.swatch = QPushButton()
        self.swatch.setFixedSize(56, 26)
        self.swatch.clicked.connect(self._pick)
        self.row.addWidget(self.swatch)
        self.row.addStretch(1)

    def show_value(self, value: Any) -> None:
        self._value = tuple(float(part) for part in value)
        colour = to_srgb(self._value).name()
        self.swatch.setStyleSheet(f"background: {colour}; border: 1px solid #6a6a6a; border-radius: 4px; padding: 0px; min-height: 24px;")
        self.swatch.setToolTip(colour)

    def _pick(self) -> None:
        colour = QColorDialog.getColor(to_srgb(self._value), self, tr_setting(self.field.title))
        if colour.isValid():
            self.show_value(to_linear(colour))
            self.changed.emit(self._value)


def to_srgb(linear: tuple[float, ...]) -> QColor:
    """IEC 61966-2-1; components in 0..1, what is beyond is shown at the end."""
    parts = [min(1.0, max(0.0, part)) for part in linear]
    codes = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in parts]
    return QColor.fromRgbF(*codes)


def to_linear(colour: QColor) -> tuple[float, ...]:
    """The other way, to four decimals."""
    codes = (colour.redF(), colour.greenF(), colour.blueF())
    return tuple(round(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4, 4) for c in codes)


def decimals(step: float) -> int:
    """Digits behind the point that a step needs: 0.05 -> 2."""
    for digits in range(5):
        if abs(step * 10**digits - round(step * 10**digits)) < 1e-6:
            return digits
    return 4


EDITORS: dict[str, type[Editor]] = {
    "check": CheckEditor,
    "number": NumberEditor,
    "choice": ChoiceEditor,
    "text": TextEditor,
    "device": TextEditor,
    "file": PathEditor,
    "folder": PathEditor,
    "colour": ColourEditor,
}
