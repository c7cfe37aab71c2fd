"""What Qt is told before it starts, where the machine is barer than a desktop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from vpstudio.app import memory, platform


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


@pytest.mark.qt
@pytest.mark.gl
@pytest.mark.skipif(sys.platform != "linux" or not os.environ.get("DISPLAY"), reason="no display: run under xvfb-run")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_studio_that_is_told_to_end_closes_in_order(tmp_path, number):
    """Ctrl-C once went into whatever slot was running: a traceback, and the window stayed."""
    environment = {**os.environ, "VPSTUDIO_HOME": str(tmp_path / "家")}
    command = [sys.executable, "-m", "vpstudio", "open", str(tmp_path / "片子"), "--source", "testcard"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        patience = time.monotonic() + 30
        while not (tmp_path / "家" / memory.MEMORY).exists() and child.poll() is None and time.monotonic() < patience:
            time.sleep(0.1)
        time.sleep(2)
        child.send_signal(number)
        try:
            _, told = child.communicate(timeout=30)
        finally:
            child.kill()
    assert child.returncode == 0, told
    assert "Traceback" not in told
