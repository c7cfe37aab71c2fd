"""Break takes on purpose and tell what was lost: python tests/faults/run.py [--kills 20]

Kills a recorder at random moments, recovers, decodes every layer; then cuts a take's files off at every fragment, recovers and decodes
again. Some four minutes on two cores. Exit code 1 where more was lost than half a second, or anything cannot be played.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "record"), str(ROOT / "tests" / "faults")]

from power_cut import cut_off, fragments  # noqa: E402
from test_record_kill import NAME, assert_whole, decoded, killed_take  # noqa: E402

from vpstudio.takes.library import Library  # noqa: E402
from vpstudio.takes.verify import verified  # noqa: E402

PROMISE_S = 0.5


def killed(project: Path) -> float:
    """Seconds lost to one kill -9 at a random moment."""
    put = killed_take(project, random.uniform(0.5, 6.0))
    (take,) = Library(project).recover()
    folder = project / "days" / "2026-03-14_D01" / NAME
    assert_whole(folder, take.pictures)
    found = verified(folder)
    assert found.whole, found.faults
    return (put - take.pictures) / 25


def cut_everywhere(home: Path) -> list[tuple[int, float]]:
    """(fragment, seconds lost of what lay before it) for one take cut off at each of its fragments."""
    killed_take(home / "original", 4.0)
    part = home / "original" / "days" / "2026-03-14_D01" / f"{NAME}.part"
    places = fragments(next(part.glob("*.comp.mov")).read_bytes())
    told = []
    for number, at in enumerate(places[1:], 1):
        project = home / f"cut {number}"
        folder = cut_off(part, project, at)
        there = len(decoded(next(folder.glob("*.comp.mov")), torn=True))
        takes = Library(project).recover()
        kept = takes[0].pictures if takes else 0
        if takes:
            whole = project / "days" / "2026-03-14_D01" / NAME
            assert len(decoded(whole / f"{NAME}.comp.mov")) == kept
        told.append((number, (there - kept) / 25))
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    kills = parser.parse_args().kills
    worst = 0.0
    with tempfile.TemporaryDirectory() as home:
        for number in range(kills):
            lost = killed(Path(home) / f"kill {number}")
            worst = max(worst, lost)
            print(f"kill {number + 1:2}: {lost:.2f} s lost", flush=True)
        cuts = cut_everywhere(Path(home) / "power")
        for number, lost in cuts:
            print(f"cut at fragment {number:2}: {lost:.2f} s lost", flush=True)
    most = max(lost for _, lost in cuts)
    print(f"\n{kills} kills: {worst:.2f} s at most; {len(cuts)} cuts: {most:.2f} s at most; promised: {PROMISE_S} s")
    return 0 if max(worst, most) <= PROMISE_S else 1


if __name__ == "__main__":
    raise SystemExit(main())
