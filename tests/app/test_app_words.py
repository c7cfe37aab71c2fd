"""Words: every text is there in both languages, can be shown, and fits where it stands."""

import subprocess

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontDatabase, QRawFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QStyle, QStyleOptionButton, QTabBar

from vpstudio.app import extract, theme
from vpstudio.app.language import SETTINGS, WINDOW, Language, tr, tr_setting
from vpstudio.app.take_strip import WORDS
from vpstudio.model.look import Stroke
from vpstudio.words import LANGUAGES

pytestmark = pytest.mark.qt
SMALL = (1366, 768)


@pytest.fixture(scope="module")
def texts():
    return extract.gather()


def test_every_text_is_translated(texts):
    assert extract.missing(texts) == []
    assert len(texts[WINDOW]) > 80 and len(texts[SETTINGS]) > 80


def test_the_files_hold_no_text_that_is_gone(texts):
    for language in LANGUAGES:
        known = extract.read_ts(extract.ts_file(language))
        assert set(known) == {(context, source) for context, sources in texts.items() for source in sources}


def test_chinese_is_chinese(texts):
    """A translation equal to its source is a name, a unit or a figure."""
    known = extract.read_ts(extract.ts_file("zh_CN"))
    same = {source for (_, source), told in known.items() if told == source}
    assert all(len(source) < 12 and " " not in source.replace(" ms", "") for source in same), same


def test_what_the_window_loads_is_what_the_files_say(dressed, english, texts):
    for name in LANGUAGES:
        english.use(name)
        known = extract.read_ts(extract.ts_file(name))
        for (context, source), told in known.items():
            assert (tr(source) if context == WINDOW else tr_setting(source)) == told


def test_english_has_no_chinese_and_no_text_is_missed_by_the_gatherer(dressed):
    sources = extract.gather()[WINDOW]
    assert set(WORDS.values()) <= sources
    assert "Record" in sources and "Unlock the controls (L)" in sources


def test_gathering_finds_what_a_setting_says(tmp_path):
    import ast

    call = ast.parse('setting(1, "Height", help="In metres.", choices=("Low", "High"), unit="m")').body[0].value
    assert list(extract.setting_texts(call)) == ["Height", "In metres.", "Low", "High"]


def test_a_translation_that_loses_a_part_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(extract, "ts_file", lambda language: tmp_path / f"{language}.ts")
    texts = {WINDOW: {"Lens {mm} mm"}}
    for language in LANGUAGES:
        extract.write_ts(extract.ts_file(language), language, texts, {(WINDOW, "Lens {mm} mm"): "镜头"})
    assert len([line for line in extract.missing(texts) if "other parts" in line]) == len(LANGUAGES)


def test_the_compiled_files_are_those_of_the_texts(tmp_path, monkeypatch):
    committed = {language: extract.ts_file(language) for language in LANGUAGES}
    for language, ts in committed.items():
        copy = tmp_path / ts.name
        copy.write_bytes(ts.read_bytes())
        monkeypatch.setattr(extract, "ts_file", lambda _, copy=copy: copy)
        try:
            made = extract.compile_qm(language)
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"lrelease does not run here: {error}")
        if not made:
            pytest.skip("no lrelease on this machine")
        assert copy.with_suffix(".qm").read_bytes() == ts.with_suffix(".qm").read_bytes()


def test_every_letter_has_a_glyph(dressed, texts):
    if not theme.has_chinese():
        pytest.skip("no Chinese font on this machine")
    fonts = [QRawFont.fromFont(QFont(name)) for name in theme.families()]
    known = extract.read_ts(extract.ts_file("zh_CN"))
    letters = set("".join(known.values()) + "".join(source for _, source in known) + "●○■×–▲…")
    missing = {letter for letter in letters if not letter.isspace() and not any(font.supportsCharacter(ord(letter)) for font in fonts)}
    assert missing == set()


def test_a_chinese_font_is_chosen_where_there_is_one(dressed):
    if not theme.has_chinese():
        pytest.skip("no Chinese font on this machine")
    chinese = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    assert chinese & set(theme.families())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_clipped_on_a_small_screen(studio, english: Language, qtbot, language):
    window = studio.window
    english.use(language)
    window.resize(*SMALL)
    studio.session.edit("camera.lens_mm", 85.0)
    qtbot.waitUntil(lambda: window.viewer.badges["punch"].isVisible(), timeout=15000)
    found = []
    for tab in range(window.tabs.count()):
        window.tabs.setCurrentIndex(tab)
        for fold in window.tabs.currentWidget().findChildren(QAbstractButton, "fold"):
            fold.setChecked(True)
        qtbot.wait(120)
        found += clipped(window)
    assert (window.width(), window.height()) == SMALL
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_clipped_on_the_key_panel_in_full(studio, english: Language, qtbot, language):
    """With strokes, masks of both shapes, the evenness map, and a plate that was lost."""
    window, session = studio.window, studio.session
    english.use(language)
    window.resize(*SMALL)
    window.tabs.setCurrentIndex(1)
    stroke = Stroke(kind="screen", points=((0.5, 0.1),), colours=((0.0, 0.4, 0.05),))
    session.edit("look.key.strokes", (stroke,) * 12)
    session.edit("look.key.plate", "/nowhere/plates/plate_0123456789ab.png")
    session.setup.add_frame()
    found = []
    for mode in ("hybrid", "neural", "difference", "auto"):
        session.setup.add_box()
        session.engine.used = "neural"
        session.edit("look.key.mode", mode)
        qtbot.wait(150)
        panel = window.panels[1]
        for button in (panel.cloth.map.toggle, *panel.findChildren(QAbstractButton, "fold")):
            if not button.isChecked():
                button.click()
        qtbot.wait(150)
        found += clipped(window)
        assert panel.widget().width() <= panel.viewport().width()
    assert found == []


def clipped(window) -> list[str]:
    """Texts of visible labels, buttons and tabs that are larger than their room."""
    labels = [label for label in window.findChildren(QLabel) if label.isVisible() and label.text() and label_clips(label)]
    buttons = [button for button in window.findChildren(QAbstractButton) if button.isVisible() and button.text() and button_clips(button)]
    bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisible() and bar.sizeHint().width() > bar.width() + 1]
    return [widget.text() for widget in (*labels, *buttons)] + [bar.objectName() or "tabs" for bar in bars]


def label_clips(label: QLabel) -> bool:
    room, flags = label.contentsRect(), int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0
    needed = label.fontMetrics().boundingRect(0, 0, room.width() if flags else 9999, 9999, flags, label.text())
    return needed.width() > room.width() + 1 or needed.height() > room.height() + 3


def button_clips(button: QAbstractButton) -> bool:
    option = QStyleOptionButton()
    option.initFrom(button)
    option.text, option.icon, option.iconSize = button.text(), button.icon(), button.iconSize()
    room = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button).width()
    icon = button.iconSize().width() + 4 if not button.icon().isNull() else 0
    return button.fontMetrics().horizontalAdvance(button.text()) + icon > max(room, button.width() - 12) + 1


def test_the_language_changes_at_run_time_and_back(studio, english, qtbot):
    window = studio.window
    before = all_texts(window)
    window.switch_language()
    qtbot.waitUntil(lambda: window.record.text().strip() == "录制", timeout=1000)
    chinese = all_texts(window)
    assert {"合成", "信号源", "演示演员", "旋转"} <= chinese
    known = extract.read_ts(extract.ts_file("zh_CN"))
    still_english = {text for text in chinese if (WINDOW, text) in known and known[WINDOW, text] != text}
    assert still_english - {"中", "EN"} == set()
    window.switch_language()
    qtbot.waitUntil(lambda: all_texts(window) == before, timeout=2000)


def all_texts(window) -> set[str]:
    """What stands in the window, but for running figures."""
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
    running = {window.top.timecode, *window.top.health._figures.values(), window.status.text, window.status.right}
    widgets = [widget for widget in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton)) if widget not in running]
    tabs = {window.tabs.tabText(at) for at in range(window.tabs.count())}
    return {widget.text().strip() for widget in widgets if not widget.isHidden()} | tabs
