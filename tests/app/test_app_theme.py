"""The look: greys without a hue, contrast that can be read, targets that can be hit, names for screen readers."""

import re
import xml.etree.ElementTree as Xml

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSlider

from vpstudio.app import theme
from vpstudio.paths import asset

pytestmark = pytest.mark.qt


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (text, ground)
        for text in (theme.TEXT, theme.DIM, theme.WARN)
        for ground in (theme.GROUND, theme.PANEL, theme.RAISED)
    ]
    + [("#0d0d0d", theme.ACCENT), (theme.ACCENT_TEXT, theme.RAISED), ("#ffffff", "#434343"), ("#ffffff", "#3a1413"), ("#ffffff", "#5a1a18")]
    + [("#ffffff", "#24313a"), (theme.WARN, "#26201a"), (theme.TEXT, "#2b2416"), (theme.TEXT, "#33261a")],
)  # fmt: skip
def test_text_can_be_read(text, ground):
    assert theme.contrast(text, ground) >= 4.5


def test_contrast_is_wcags():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_chrome_is_neutral():
    for grey in (theme.GROUND, theme.PANEL, theme.RAISED, theme.LINE, theme.TEXT, theme.DIM):
        assert grey[1:3] == grey[3:5] == grey[5:7]


def test_the_sheet_leaves_no_name_unfilled(dressed):
    sheet = theme.style_sheet()
    assert "@" not in sheet
    assert all(asset("icons", name).exists() for name in re.findall(r"icons/(\w+\.svg)", sheet))


def test_red_is_for_recording_only(dressed):
    """Every rule with the tally's red is one of a live or recording state."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", theme.style_sheet())
    red = [selector.strip() for selector, body in rules if theme.REC in body]
    assert red
    assert all("live" in selector or "rec" in selector for selector in red)


def test_our_icons_are_well_formed_and_take_a_colour():
    files = sorted(asset("icons").glob("*.svg"))
    assert len(files) > 20
    for file in files:
        root = Xml.parse(file).getroot()
        assert root.get("viewBox") == "0 0 24 24", file.name


@pytest.fixture
def controls(studio, qtbot):
    """(object name, what it is called, smaller side in pixels) of every control seen on any tab: plain values, for a panel that
    fills anew takes its widgets with it."""
    window, found = studio.window, []
    for tab in range(window.tabs.count()):
        window.tabs.setCurrentIndex(tab)
        qtbot.wait(60)
        for kind in (QAbstractButton, QLineEdit, QComboBox, QSlider):
            seen = [widget for widget in window.findChildren(kind) if widget.isVisible() and not inner(widget)]
            found += [(w.objectName(), w.accessibleName() or getattr(w, "text", str)(), min(w.width(), w.height())) for w in seen]
    assert len(found) > 20
    return found


def test_targets_are_large_enough(controls):
    assert [control for control in controls if control[2] < 24] == []


def test_every_control_has_a_name(controls):
    assert [control for control in controls if not control[1]] == []


def inner(widget) -> bool:
    """Qt's own parts of other controls."""
    return widget.objectName().startswith("qt_")
