"""The look of the window: neutral greys (so that colour is judged against none), one accent, and red for recording only."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from vpstudio.paths import asset

GROUND = "#161616"
PANEL = "#1e1e1e"
RAISED = "#262626"
LINE = "#3a3a3a"
HOVER = "#303030"
TEXT = "#e6e6e6"
DIM = "#a8a8a8"
ACCENT = "#4a90c2"
ACCENT_TEXT = "#79b4de"
WARN = "#e0a030"
REC = "#e5322d"

LATIN_FONTS = ("Segoe UI", "SF Pro Text", "Inter", "Noto Sans", "Ubuntu", "Cantarell")
CHINESE_FONTS = ("PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
LAST_FONTS = ("DejaVu Sans",)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two sRGB colours: (lighter + 0.05) / (darker + 0.05) in relative luminance."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def families() -> list[str]:
    """Font families for both scripts, those of this machine, best first."""
    here = set(QFontDatabase.families())
    return [name for name in (*LATIN_FONTS, *CHINESE_FONTS, *LAST_FONTS) if name in here]


def has_chinese() -> bool:
    """Whether this machine can show Chinese at all."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal, *, figures: bool = False) -> QFont:
    """The window's font. figures: all digits equally wide, so that running numbers do not dance."""
    made = QFont()
    if names := families():
        made.setFamilies(names)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    if figures and hasattr(made, "setFeature"):
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def dress(app: QApplication) -> None:
    """Style, palette, font and style sheet of the whole application."""
    app.setStyle("Fusion")
    app.setPalette(_palette())
    app.setFont(font(13))
    app.setStyleSheet(style_sheet())


def _palette() -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    colours = {
        role.Window: PANEL, role.WindowText: TEXT, role.Base: GROUND, role.AlternateBase: RAISED, role.Text: TEXT,
        role.Button: RAISED, role.ButtonText: TEXT, role.ToolTipBase: RAISED, role.ToolTipText: TEXT, role.Highlight: ACCENT,
        role.HighlightedText: GROUND, role.PlaceholderText: DIM, role.Link: ACCENT_TEXT, role.Mid: LINE, role.Dark: GROUND,
    }  # fmt: skip
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor("#7c7c7c"))
    return palette


def style_sheet() -> str:
    """The one style sheet. Sizes are in device-independent pixels; what can be hit is at least 24 high."""
    from vpstudio.app import icons

    files = {"CHEVRON": icons.path("chevron"), "CHECK": icons.path("check"), "FOLD": icons.path("fold"), "UNFOLD": icons.path("unfold")}
    names = {
        "GROUND": GROUND, "PANEL": PANEL, "RAISED": RAISED, "LINE": LINE, "HOVER": HOVER, "TEXT": TEXT, "DIM": DIM,
        "ACCENT_TEXT": ACCENT_TEXT, "ACCENT": ACCENT, "WARN": WARN, "REC": REC, **files,
    }  # fmt: skip
    text = asset("theme.qss").read_text(encoding="utf-8")
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(f"@{name}", names[name])
    return text
