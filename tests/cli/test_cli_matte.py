"""``vpstudio matte`` as it is typed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from test_cli_composite import ROOT, clip, one_sentence, stamps, vpstudio

pytestmark = pytest.mark.gl


def mattes(path):
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        assert (video.codec_context.name, video.codec_context.pix_fmt) == ("ffv1", "gray")
        return [picture.to_ndarray(format="gray") for picture in container.decode(video)]


def test_one_grey_picture_for_each_of_the_inputs(tmp_path):
    source, out, told = clip(tmp_path / "片段.mp4"), tmp_path / "遮罩.mkv", tmp_path / "m.json"
    done = vpstudio("matte", source, out, "--key", "chroma", "--report", told)
    assert done.returncode == 0 and not done.stderr.strip(), done.stderr
    found = mattes(out)
    assert stamps(out) == stamps(source) and len(found) == 20
    for number, alpha in enumerate(found):
        assert alpha.shape == (64, 96)
        assert alpha[24:40, number + 4 : number + 20].min() > 250, "the block, where this very picture shows it"
        assert alpha[50:].max() < 5
    report = json.loads(told.read_text(encoding="utf-8"))
    assert (report["frames_in"], report["frames_out"], report["skipped"], report["key"]) == (20, 20, 0, "chroma")


def test_it_is_the_matte_that_composite_uses(tmp_path):
    source = clip(tmp_path / "in.mp4")
    assert vpstudio("matte", source, tmp_path / "a.mkv").returncode == 0
    assert vpstudio("composite", source, tmp_path / "out.mp4", "--set", "none", "--matte-out", tmp_path / "b.mkv").returncode == 0
    assert all((one == two).all() for one, two in zip(mattes(tmp_path / "a.mkv"), mattes(tmp_path / "b.mkv"), strict=True))


def test_an_odd_size_stays_odd(tmp_path):
    import cv2

    picture = np.full((63, 95, 3), (50, 170, 30), np.uint8)
    picture[20:40, 30:60] = (180, 190, 200)
    cv2.imwrite(str(tmp_path / "in.png"), picture)
    done = vpstudio("matte", tmp_path / "in.png", tmp_path / "m.mkv", "--key", "chroma", "--frames", "1")
    assert done.returncode == 0, done.stderr
    assert mattes(tmp_path / "m.mkv")[0].shape == (63, 95)


def test_a_captured_plate_is_keyed_against(tmp_path):
    """Half of the cloth is two stops darker: the plate says so, the mode does not matter."""
    import cv2

    random = np.random.default_rng(4)

    def filmed(picture):
        return np.clip(np.rint(picture + random.normal(0, 1.5, picture.shape)), 0, 255).astype(np.uint8)

    plate = np.full((192, 320, 3), (50, 170, 60), np.float64)
    plate[:, 160:] = (28, 90, 34)
    picture = plate.copy()
    folds = random.integers(-20, 20, (72, 120, 1))
    picture[60:132, 100:220] = np.array((170, 185, 200)) + folds
    cv2.imwrite(str(tmp_path / "plate.png"), filmed(plate))
    cv2.imwrite(str(tmp_path / "in.png"), filmed(picture))
    for key in ("chroma", "difference"):
        done = vpstudio("matte", tmp_path / "in.png", tmp_path / "m.mkv", "--key", key, "--plate", tmp_path / "plate.png", "--frames", "1")
        assert done.returncode == 0, done.stderr
        (alpha,) = mattes(tmp_path / "m.mkv")
        assert alpha[72:120, 112:208].min() > 240, key
        assert np.percentile(alpha[:, 260:], 99) < 8 and np.percentile(alpha[:, :60], 99) < 8, key


def test_a_cut_off_input_ends_with_three_and_a_whole_matte(tmp_path):
    whole = clip(tmp_path / "whole.mkv", 60, noise=True)
    (tmp_path / "cut.mkv").write_bytes(whole.read_bytes()[: int(whole.stat().st_size * 0.6)])
    done = vpstudio("matte", tmp_path / "cut.mkv", tmp_path / "m.mkv", "--key", "chroma", "--report", tmp_path / "m.json")
    assert done.returncode == 3 and one_sentence(done), done.stderr
    report = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    assert len(mattes(tmp_path / "m.mkv")) == report["frames_out"] > 5 and report["truncated_at_s"] > 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_leaves_a_matte_that_plays(tmp_path):
    source = clip(tmp_path / "in.mp4", 2000)
    environment = {**os.environ, "VPSTUDIO_LANGUAGE": "en", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "vpstudio", "matte", source, tmp_path / "m.mkv", "--key", "chroma"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        part, limit = tmp_path / "m.part.mkv", time.monotonic() + 60
        while time.monotonic() < limit and not (part.exists() and part.stat().st_size > 4_000):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "m.mkv" in said and "Traceback" not in said
    assert 5 < len(mattes(tmp_path / "m.mkv")) < 2000


@pytest.mark.parametrize(
    "arguments",
    [
        ("m.mp4",),
        ("m.mov",),
        ("m.mkv", "--key", "magic"),
        ("m.mkv", "--key", "onnx:nowhere.onnx"),
        ("m.mkv", "--plate", "nowhere.png"),
        ("in.mkv",),
    ],
)
def test_bad_wishes_get_one_sentence(tmp_path, arguments):
    source = clip(tmp_path / "in.mkv")
    before = source.read_bytes()
    done = vpstudio("matte", source, *(tmp_path / part if part.endswith(("mkv", "mp4", "mov")) else part for part in arguments))
    assert done.returncode == 2 and one_sentence(done), done.stderr
    assert source.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["in.mkv"]


def test_a_model_of_ones_own_is_looked_at(tmp_path):
    """What kind it is, what runs it, and whose it is; or one sentence why it cannot be used."""
    pytest.importorskip("onnxruntime")
    sys.path.insert(0, str(Path(__file__).parents[1] / "matting"))
    from onnx_writer import model, node, value

    data = model([node("Identity", ["src"], ["alpha"])], [value("src", (1, 3, 64, 64))], [value("alpha", (1, 1, 64, 64))])
    (tmp_path / "模型.onnx").write_bytes(data)
    done = vpstudio("inspect", tmp_path / "模型.onnx")
    assert done.returncode == 0, done.stderr
    assert "64x64" in done.stdout and "cpu" in done.stdout and "licence" in done.stdout
    (tmp_path / "broken.onnx").write_bytes(data[:40])
    done = vpstudio("inspect", tmp_path / "broken.onnx")
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1
