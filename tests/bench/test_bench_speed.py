"""The bench measures what it says: memory of its own process, medians and ratios within a round."""

import subprocess
import sys

import numpy as np
import pytest

from vpstudio.bench import contenders, speed


def test_memory_is_that_of_the_contender_not_of_who_started_it(tmp_path):
    """Started from a process that holds 400 MB, a small program's peak stays small."""
    held = np.ones(50_000_000)
    code = "from vpstudio.bench.contenders import peak_mb; print(peak_mb())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=contenders.__file__.split("vpstudio")[0]
    )
    assert held.sum() > 0 and float(done.stdout) < 250


def test_a_slow_start_is_not_slowness(monkeypatch):
    now = iter([0.0, 5.0, *[5.0 + n / 50 for n in range(1, 41)]])
    monkeypatch.setattr(contenders.time, "perf_counter", lambda: next(now))
    pace = contenders.Pace()
    for _ in range(42):
        pace.tick()
    assert pace.figures()["fps"] == pytest.approx(50)
    assert pace.figures()["frames"] == 42


def test_ratios_are_taken_within_each_round():
    ours = [{"fps": f, "cpu_ms": 1, "peak_mb": 1} for f in (20, 40, 90)]
    usual = [{"fps": f, "cpu_ms": 1, "peak_mb": 1} for f in (10, 40, 30)]
    told = speed.median_of(ours, usual)
    assert (told["fps"], told["times_usual"]) == (40, 2)
