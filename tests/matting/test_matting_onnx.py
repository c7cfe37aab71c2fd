"""Models that a crew brings: every kind there is, built here of a few nodes, and every way in which a file can be wrong."""

import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("onnxruntime")
sys.path.insert(0, str(Path(__file__).parent))

from onnx_writer import channel, model, node, value

from vpstudio.matting.onnx_matter import OnnxMatter
from vpstudio.matting.onnx_session import available, checked, licence_of, opened
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, Orientation, sealed
from vpstudio.problem import Problem

FREE = (1, 3, "h", "w")


def frame(picture, number=0, orientation=None):
    planes = sealed(np.ascontiguousarray(picture))
    height, width = picture.shape[:2]
    stamp = Stamp(number, number * 33_000_000)
    return Frame(stamp, width, height, planes, Layout.RGB, planes, Layout.RGB, RGB_FULL, orientation or Orientation())


def walker(number, size=(320, 180), step=17):
    """A red block that jumps ``step`` pixels a picture before grey."""
    picture = np.full((size[1], size[0], 3), 60, np.uint8)
    left = 20 + number * step
    picture[size[1] // 3 :, left : left + 40] = (255, 60, 60)
    return picture, (left, left + 40)


def written(folder, data, name="tiny.onnx"):
    path = folder / name
    path.write_bytes(data)
    return path


def red_net(shape=FREE, dtype="f4"):
    """Alpha is the red channel."""
    nodes, constants = channel(0, dtype)
    return model(
        [*nodes, node("Identity", ["one"], ["alpha"])], [value("src", shape, dtype)], [value("alpha", (1, 1, "h", "w"), dtype)], constants
    )


def matte_of(path, picture, number=0, **settings):
    matter = OnnxMatter(OnnxMatter.Settings(path=str(path), **settings))
    return matter.matte(frame(picture, number)).alpha


def columns(alpha, width):
    """The block's first and one past its last column, in the picture's pixels."""
    row = np.flatnonzero(alpha[round(alpha.shape[0] * 0.8)] > 160)
    return row[0] * width / alpha.shape[1], (row[-1] + 1) * width / alpha.shape[1]


def test_a_single_frame_network(tmp_path):
    picture, (left, right) = walker(3)
    alpha = matte_of(written(tmp_path, red_net(), "模型.onnx"), picture)
    assert alpha.shape == (288, 512) and alpha.dtype == np.uint8 and not alpha.flags.writeable
    assert columns(alpha, 320) == pytest.approx((left, right), abs=1)
    assert alpha[10, 10] == pytest.approx(60, abs=2)


def test_channels_last_and_codes(tmp_path):
    """(1, h, w, 3) uint8 in, (1, h, w, 1) out: a keras model that was converted."""
    nodes = [
        node("Cast", ["src"], ["light"], to=1),
        node("MatMul", ["light", "w"], ["one"]),
        node("Identity", ["one"], ["alpha"]),
    ]
    weights = np.array([[1 / 255], [0], [0]], np.float32)
    data = model(nodes, [value("src", (1, "h", "w", 3), "u1")], [value("alpha", (1, "h", "w", 1))], {"w": weights})
    picture, (left, right) = walker(2)
    assert columns(matte_of(written(tmp_path, data), picture), 320) == pytest.approx((left, right), abs=1)


def test_two_channels_of_logits(tmp_path):
    """Background and person before their softmax: the person is the second."""
    nodes = [node("Conv", ["src", "w"], ["both"]), node("Mul", ["both", "ten"], ["output"])]
    weights = np.zeros((2, 3, 1, 1), np.float32)
    weights[0, 2], weights[1, 0] = 1, 1
    data = model(nodes, [value("src", FREE)], [value("output", (1, 2, "h", "w"))], {"w": weights, "ten": np.array([20], np.float32)})
    picture, (left, right) = walker(2)
    alpha = matte_of(written(tmp_path, data), picture)
    assert columns(alpha, 320) == pytest.approx((left, right), abs=1)
    assert alpha.max() == 255 and alpha[10, 10] == pytest.approx(128, abs=2)


def test_half_precision(tmp_path):
    picture, (left, right) = walker(1)
    assert columns(matte_of(written(tmp_path, red_net(dtype="f2")), picture), 320) == pytest.approx((left, right), abs=1)


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (200, 200)])
def test_a_fixed_square_sees_the_true_aspect(tmp_path, size):
    """Nothing is squashed: a circle in the middle stays one, and what lies round the picture does not come back."""
    picture = np.full((size[1], size[0], 3), 30, np.uint8)
    cv2.circle(picture, (size[0] // 2, size[1] // 2), 60, (255, 30, 30), -1)
    alpha = matte_of(written(tmp_path, red_net((1, 3, 256, 256))), picture)
    assert max(alpha.shape) == 256 and alpha.shape[1] / alpha.shape[0] == pytest.approx(size[0] / size[1], abs=0.02)
    height, width = (alpha > 128).any(axis=1).sum(), (alpha > 128).any(axis=0).sum()
    assert height == pytest.approx(width, abs=2)
    assert height == pytest.approx(120 * alpha.shape[0] / size[1], abs=2)


def test_a_turned_camera(tmp_path):
    picture, _ = walker(0)
    matter = OnnxMatter(OnnxMatter.Settings(path=str(written(tmp_path, red_net()))))
    upright = matter.matte(frame(picture, orientation=Orientation(90))).alpha
    assert upright.shape == (512, 288)
    assert upright[20:, :170].max() > 200, "what was below stands at the left"


def rvm():
    """Alpha is red; the state counts the pictures: r1o = r1i + 1. From the third picture on alpha is halved, so that it shows."""
    nodes, constants = channel(0)
    nodes += [
        node("Add", ["r1i", "step"], ["r1o"]),
        node("Identity", ["r2i"], ["r2o"]),
        node("Identity", ["r3i"], ["r3o"]),
        node("Identity", ["r4i"], ["r4o"]),
        node("Less", ["r1i", "two"], ["early"]),
        node("Cast", ["early"], ["is_early"], to=1),
        node("Mul", ["is_early", "half"], ["more"]),
        node("Add", ["more", "half"], ["gain"]),
        node("Mul", ["one", "gain"], ["pha"]),
        node("Identity", ["src"], ["fgr"]),
        node("Identity", ["downsample_ratio"], ["ratio_used"]),
    ]
    constants |= {"step": np.array([1], "f4"), "two": np.array([2], "f4"), "half": np.array([0.5], "f4")}
    state = ("b", "c", "y", "x")
    inputs = [value("src", FREE), *(value(f"r{n}i", state) for n in range(1, 5)), value("downsample_ratio", (1,))]
    outputs = [value("fgr", FREE), value("pha", (1, 1, "h", "w")), *(value(f"r{n}o", state) for n in range(1, 5))]
    return model(nodes, inputs, outputs, constants)


def test_a_recurrent_network_carries_its_states(tmp_path):
    matter = OnnxMatter(OnnxMatter.Settings(path=str(written(tmp_path, rvm()))))

    def seen(number):
        picture, _ = walker(number)
        return matter.matte(frame(picture, number)).alpha.max()

    assert [seen(n) for n in range(4)] == pytest.approx([255, 255, 128, 128], abs=1)
    matter.reset()
    assert seen(4) == 255, "it has forgotten"
    seen(5)
    assert matter.matte(frame(walker(6, (180, 320))[0], 6)).alpha.max() == 255, "another size begins anew"


def test_a_recurrent_network_with_states_of_a_fixed_size(tmp_path):
    """Exported for one picture size, the states have sizes too: the first ones are zeros of those."""
    nodes, constants = channel(0)
    nodes += [
        node("Add", ["r1i", "step"], ["r1o"]),
        node("ReduceMean", ["r1i"], ["seen"], axes=[1, 2, 3], keepdims=1),
        node("Sub", ["one", "seen"], ["pha"]),
    ]
    state = (1, 4, 9, 16)
    inputs = [value("src", (1, 3, 288, 512)), value("r1i", state)]
    outputs = [value("pha", (1, 1, 288, 512)), value("r1o", state)]
    data = model(nodes, inputs, outputs, constants | {"step": np.array([0.5], "f4")})
    matter = OnnxMatter(OnnxMatter.Settings(path=str(written(tmp_path, data))))
    peaks = [matter.matte(frame(walker(n)[0], n)).alpha.max() for n in range(2)]
    assert peaks == pytest.approx([255, 128], abs=1)


def test_nothing_is_reported_to_anybody(tmp_path, monkeypatch):
    """onnxruntime's telemetry is off before a session is made."""
    import onnxruntime

    order, make = [], onnxruntime.InferenceSession
    monkeypatch.setattr(onnxruntime, "disable_telemetry_events", lambda: order.append("off"))
    monkeypatch.setattr(onnxruntime, "InferenceSession", lambda *a, **k: order.append("session") or make(*a, **k))
    opened(written(tmp_path, red_net()))
    assert order == ["off", "session"]


def bgm():
    """Alpha is how much redder the picture is than its background."""
    nodes = [
        node("Sub", ["src", "bgr"], ["apart"]),
        node("Conv", ["apart", "w"], ["pha"]),
    ]
    weights = np.zeros((1, 3, 1, 1), np.float32)
    weights[0, 0] = 1.3
    return model(nodes, [value("src", FREE), value("bgr", FREE)], [value("pha", (1, 1, "h", "w"))], {"w": weights})


def test_a_background_plate_network(tmp_path):
    picture, (left, right) = walker(2)
    plate = np.full_like(picture, 60)
    plate[:60, 100:200] = (255, 60, 60)
    picture[:60, 100:200] = (255, 60, 60)
    cv2.imencode(".png", plate[..., ::-1])[1].tofile(tmp_path / "净空.png")
    path = written(tmp_path, bgm())
    alpha = matte_of(path, picture, plate=str(tmp_path / "净空.png"))
    assert columns(alpha, 320) == pytest.approx((left, right), abs=1)
    assert alpha[20:150, 340:600].max() < 12, "what the plate shows too is no actor"
    with pytest.raises(Problem) as caught:
        matte_of(path, picture)
    assert caught.value.code == "onnx.plate"


def test_a_fast_mover_has_an_offset_of_no_frame(tmp_path):
    """Single-frame mattes are steadied over time; what moves is not held back by it."""
    for data in (red_net(), rvm()):
        matter = OnnxMatter(OnnxMatter.Settings(path=str(written(tmp_path, data))))
        for number in range(2):
            picture, (left, right) = walker(number, step=34)
            assert columns(matter.matte(frame(picture, number)).alpha, 320) == pytest.approx((left, right), abs=1)


def test_the_range_follows_what_such_models_want(tmp_path):
    picture, _ = walker(1)
    background = {}
    for name in ("plain.onnx", "MODNet_photo.onnx"):
        background[name] = matte_of(written(tmp_path, red_net(), name), picture)[10, 10]
    assert background["plain.onnx"] == pytest.approx(60, abs=2)
    assert background["MODNet_photo.onnx"] < 5 or background["MODNet_photo.onnx"] == pytest.approx(255 / (1 + np.exp(0.53)), abs=3)


def nan_net():
    nodes, constants = channel(0)
    nodes += [node("Sub", ["one", "one"], ["zero"]), node("Div", ["zero", "zero"], ["alpha"])]
    return model(nodes, [value("src", FREE)], [value("alpha", (1, 1, "h", "w"))], constants)


def flat_net():
    nodes, constants = channel(0)
    nodes.append(node("ReduceMean", ["one"], ["alpha"], axes=[3], keepdims=1))
    return model(nodes, [value("src", FREE)], [value("alpha", (1, 1, "h", 1))], constants)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (nan_net(), "onnx.nonsense"),
        (flat_net(), "onnx.nonsense"),
        (red_net()[: len(red_net()) // 2], "onnx.unreadable"),
        (b"", "onnx.unreadable"),
        (b"no model at all" * 50, "onnx.unreadable"),
        (model([node("Identity", ["x"], ["y"])], [value("x", (1, 80))], [value("y", (1, 80))]), "onnx.signature"),
        (model([node("Magic", ["src"], ["alpha"])], [value("src", FREE)], [value("alpha", (1, 1, "h", "w"))]), "onnx.unreadable"),
    ],
    ids=["NaN", "wrong shape", "cut off", "empty", "noise", "no picture", "unknown node"],
)
def test_what_is_wrong_is_told_in_one_sentence(tmp_path, data, code):
    with pytest.raises(Problem) as caught:
        matte_of(written(tmp_path, data), walker(0)[0])
    assert caught.value.code == code


def test_what_is_not_there_is_told(tmp_path):
    for settings, code in (({}, "onnx.none"), ({"path": str(tmp_path / "nowhere.onnx")}, "onnx.missing")):
        with pytest.raises(Problem) as caught:
            OnnxMatter(OnnxMatter.Settings(**settings)).open()
        assert caught.value.code == code
    with pytest.raises(Problem) as caught:
        opened(written(tmp_path, red_net()), "cuda" if "cuda" not in available() else "directml")
    assert caught.value.code == "onnx.provider"


def test_a_file_that_is_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("vpstudio.matting.onnx_session.LARGEST", 100)
    with pytest.raises(Problem) as caught:
        checked(written(tmp_path, red_net()))
    assert caught.value.code == "onnx.too_large"


def test_no_picture_leaves_this_machine():
    assert set(available()) <= {"cuda", "directml", "coreml", "cpu"} and "cpu" in available()


def test_the_licence_is_told(tmp_path):
    tagged = model(
        [node("Identity", ["src"], ["alpha"])], [value("src", FREE)], [value("alpha", (1, 1, "h", "w"))], metadata={"license": "MIT"}
    )
    path = written(tmp_path, tagged, "a.onnx")
    assert opened(path).licence.parameters["licence"] == "MIT"
    beside = tmp_path / "b.onnx"
    (tmp_path / "b.license.txt").write_text("GNU GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007", encoding="utf-8")
    assert licence_of(beside, {}).parameters["licence"] == "GPL-3.0"
    assert licence_of(tmp_path / "rvm_mobilenetv3_fp32.onnx", {}).code == "onnx.licence_likely"
    assert "NC" in str(licence_of(tmp_path / "modnet.onnx", {}).parameters["licence"])
    assert licence_of(tmp_path / "my.onnx", {}).code == "onnx.licence_unknown"
    matter = OnnxMatter(OnnxMatter.Settings(path=str(written(tmp_path, red_net()))))
    matter.open()
    assert [each.code for each in matter.told] == ["onnx.licence_unknown"]
