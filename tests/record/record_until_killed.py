"""Records in real time until it is killed: run as a program by test_record_kill.py, which reads what was put last."""

from __future__ import annotations

import dataclasses
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from record_takes import fill, make_picture, make_plan  # noqa: E402

from vpstudio.model.clock import Stamp  # noqa: E402
from vpstudio.model.frame import SoundBlock  # noqa: E402
from vpstudio.model.project import RecordSettings  # noqa: E402
from vpstudio.record.take_writer import TakeWriter  # noqa: E402

STEP_NS = 40_000_000


def main(project: str) -> None:
    record = RecordSettings(encoder="libx264", fill="straight")
    writer = TakeWriter(make_plan(Path(project), policy="live", sound=(44_100, 1), record=record))
    pictures = [make_picture(number, 0, fill=fill(number)) for number in range(25)]
    block = (0.1 * np.sin(np.arange(1764) * 0.05)).astype(np.float32)[:, None]
    writer.start()
    start = time.monotonic_ns()
    number = 0
    while True:
        due = start + number * STEP_NS
        time.sleep(max(0.0, (due - time.monotonic_ns()) / 1e9))
        writer.put(dataclasses.replace(pictures[number % 25], stamp=Stamp(number, due)))
        writer.sound(SoundBlock(due - STEP_NS, block, 44_100))
        print(number, flush=True)
        number += 1


if __name__ == "__main__":
    main(sys.argv[1])
