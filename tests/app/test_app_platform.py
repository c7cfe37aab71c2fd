"""What Qt is told before it starts, where the machine is barer than a desktop."""

from __future__ import annotations

from vpstudio.app import platform


def test_without_a_machine_id_ibus_is_left_alone(tmp_path, monkeypatch):
    """The D-Bus library aborted the studio on a bare Debian: QT_IM_MODULE=ibus and no /etc/machine-id."""
    absent, empty, there = tmp_path / "absent", tmp_path / "empty", tmp_path / "there"
    empty.touch()
    there.write_text("0123456789abcdef0123456789abcdef\n", encoding="ascii")
    monkeypatch.setattr(platform, "MACHINE_IDS", (absent, empty))
    assert not platform.has_machine_id()
    assert "QT_IM_MODULE" not in platform.linux_environment({"DISPLAY": ":1"}, bus=False)
    monkeypatch.setattr(platform, "MACHINE_IDS", (absent, there))
    assert platform.has_machine_id()
    assert platform.linux_environment({"DISPLAY": ":1"}, bus=True)["QT_IM_MODULE"] == "ibus"
