"""``vpstudio composite`` as it is typed: what it leaves, what it says, and how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

pytestmark = pytest.mark.gl
ROOT = Path(__file__).parents[2]


def vpstudio(*arguments, language="en", **more):
    environment = {**os.environ, "VPSTUDIO_LANGUAGE": language, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "vpstudio", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, stdin=subprocess.DEVNULL, **more)


def clip(path, count=20, size=(96, 64), noise=False):
    """A grey block that walks over green."""
    random = np.random.default_rng(1)
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=25, options={"g": "5", "bf": "0"})
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        for n in range(count):
            picture = np.full((size[1], size[0], 3), (30, 170, 50), np.uint8)
            if noise:
                picture = (picture + random.integers(0, 40, picture.shape)).astype(np.uint8)
            picture[20:44, n % 60 : n % 60 + 24] = (200, 190, 180)
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(video.encode(None))
    return path


def stamps(path):
    with av.open(str(path)) as container:
        return [Fraction(f.pts * f.time_base) for f in container.decode(video=0)]


def one_sentence(done):
    lines = done.stderr.strip().splitlines()
    return len(lines) == 1 and "Traceback" not in done.stderr


def test_a_file_in_a_file_out_and_a_report(tmp_path):
    source = clip(tmp_path / "片段 1.mp4")
    out, told = tmp_path / "成片 1.mov", tmp_path / "报告.json"
    done = vpstudio("composite", source, out, "--set", "none", "--report", told, "--matte-out", tmp_path / "m.mkv")
    assert done.returncode == 0 and not done.stderr.strip(), done.stderr
    report = json.loads(told.read_text(encoding="utf-8"))
    assert report["frames_in"] == report["frames_out"] == 20 and report["key"] == "hybrid"
    assert report["key_reason_code"].startswith("auto.") and "green" in report["key_reason"]
    assert stamps(out) == stamps(source) == stamps(tmp_path / "m.mkv")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["片段 1.mp4", "成片 1.mov", "报告.json", "m.mkv"])


def test_its_own_matte_goes_back_in_when_it_crops(tmp_path):
    source = clip(tmp_path / "in.mp4")
    crop = ("--set", "none", "--key", "chroma", "--size", "36x64")
    assert vpstudio("composite", source, tmp_path / "a.mp4", *crop, "--matte-out", tmp_path / "m.mkv").returncode == 0
    again = vpstudio("composite", source, tmp_path / "b.mp4", *crop, "--matte-in", tmp_path / "m.mkv", "--matte-out", tmp_path / "n.mkv")
    assert again.returncode == 0, again.stderr
    with av.open(str(tmp_path / "m.mkv")) as first, av.open(str(tmp_path / "n.mkv")) as second:
        pairs = list(zip(first.decode(video=0), second.decode(video=0), strict=True))
    assert len(pairs) == 20
    assert all(np.array_equal(a.to_ndarray(format="gray"), b.to_ndarray(format="gray")) for a, b in pairs)


@pytest.mark.parametrize(
    "arguments",
    [
        ("missing.mp4", "out.mp4"),
        ("text.mp4", "out.mp4"),
        ("in.mp4", "in.mp4"),
        ("in.mp4", "out.avi"),
        ("in.mp4", "out.mp4", "--size", "12"),
        ("in.mp4", "out.mp4", "--set", "atlantis"),
        ("in.mp4", "out.mp4", "--set", "missing.glb"),
        ("in.mp4", "out.mp4", "--key", "magic"),
        ("in.mp4", "out.mp4", "--matte-in", "missing.mkv"),
        ("in.mp4", "out.mp4", "--project", "text.mp4"),
        ("in.mp4", "out.mp4", "--matte-out", "matte.mov"),
        ("in.mp4", "out.mkv", "--matte-out", "out.mkv"),
    ],
    ids=lambda a: " ".join(a),
)
def test_what_cannot_be_done_is_one_sentence(tmp_path, arguments):
    clip(tmp_path / "in.mp4", 3)
    before = (tmp_path / "in.mp4").read_bytes()
    (tmp_path / "text.mp4").write_text("no video")
    (tmp_path / "out.mp4").write_bytes(b"an earlier good file")
    done = vpstudio("composite", *arguments, cwd=tmp_path)
    assert done.returncode == 2 and one_sentence(done), (done.returncode, done.stderr)
    assert (tmp_path / "in.mp4").read_bytes() == before
    assert (tmp_path / "out.mp4").read_bytes() == b"an earlier good file", "a run that fails spoils nothing"


def test_the_sentence_is_chinese_where_the_reader_is(tmp_path):
    done = vpstudio("composite", tmp_path / "没有.mp4", tmp_path / "out.mp4", language="zh_CN")
    assert done.returncode == 2 and "不存在" in done.stderr and "没有.mp4" in done.stderr


def test_a_cut_off_input_ends_with_three_and_a_whole_file(tmp_path):
    whole = clip(tmp_path / "whole.mkv", 80, noise=True)
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * 0.6)])
    done = vpstudio("composite", cut, tmp_path / "out.mp4", "--set", "none", "--report", tmp_path / "r.json")
    assert done.returncode == 3 and one_sentence(done), done.stderr
    got = stamps(tmp_path / "out.mp4")
    assert 10 < len(got) < 80
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert report["truncated_at_s"] == pytest.approx(float(got[-1]), abs=0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_leaves_a_file_that_plays(tmp_path):
    source = clip(tmp_path / "in.mp4", 2000)
    environment = {**os.environ, "VPSTUDIO_LANGUAGE": "en", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "vpstudio", "composite", source, tmp_path / "out.mp4", "--set", "none", "--key", "chroma"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        part = tmp_path / "out.part.mp4"
        limit = time.monotonic() + 60
        while time.monotonic() < limit and not (part.exists() and part.stat().st_size > 20_000):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "out.mp4" in said and "Traceback" not in said
    assert 5 < len(stamps(tmp_path / "out.mp4")) < 2000


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal of POSIX")
def test_on_a_terminal_it_shows_the_rate(tmp_path):
    import pty

    source = clip(tmp_path / "in.mp4", 60)
    ours, theirs = pty.openpty()
    environment = {**os.environ, "VPSTUDIO_LANGUAGE": "en", "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"}
    command = [sys.executable, "-m", "vpstudio", "composite", str(source), str(tmp_path / "out.mp4"), "--set", "none"]
    process = subprocess.Popen(command, env=environment, stderr=theirs, stdout=theirs, stdin=subprocess.DEVNULL)
    os.close(theirs)
    shown = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    assert process.wait(timeout=60) == 0
    assert b"60/60" in shown and b"/s" in shown


def test_the_command_line_puts_the_camera_and_leaves_the_rest_to_the_angle():
    from vpstudio.cli.composite import placed, settled
    from vpstudio.model.project import Stand
    from vpstudio.model.scene import Mark

    seat = Mark(height_m=1.05, tilt_deg=-3, distance_m=0.9)
    plain = placed(settled("demo", None, "car"), None, None, None, None, None)
    assert plain.camera.stand(seat) == Stand(1.05, -3, 0.9) and plain.set.mark == 0
    told = placed(settled("demo", None, "car"), 2, 50.0, 1.2, None, None)
    assert told.camera.stand(seat) == Stand(1.2, -3, 0.9) and told.set.mark == 2
    assert told.camera.real_focal_mm == 50.0
