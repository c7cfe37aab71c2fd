"""Pictures into encoder frames, against exact arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from vpstudio.model.frame import Layout
from vpstudio.problem import Problem
from vpstudio.record.pictures import converter, plane_views

RNG = np.random.default_rng(7)


def exact(rgb: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """BT.709 limited range by the standard's formulas, float; chroma (1 2 1)/4 across even columns, mean of two rows."""
    r, g, b = (rgb[..., i].astype(float) / 255 for i in range(3))
    luma = 0.2126 * r + 0.7152 * g + 0.0722 * b
    planes = [16 + 219 * luma]
    for part in ((b - luma) / 1.8556, (r - luma) / 1.5748):
        full = 128 + 224 * part
        left = np.concatenate([full[:, :1], full[:, :-1]], axis=1)
        right = np.concatenate([full[:, 1:], full[:, -1:]], axis=1)
        across = ((left + 2 * full + right) / 4)[:, ::2]
        planes.append((across[::2] + across[1::2]) / 2)
    return planes[0], planes[1], planes[2]


@pytest.mark.parametrize("size", [(720, 128), (34, 50), (2, 2)])
def test_rgba_is_bt709_limited_within_a_code_and_a_half_of_exact(size):
    picture = RNG.integers(0, 256, (size[1], size[0], 4), np.uint8)
    frame = converter(Layout.RGBA, size).convert(picture)
    assert frame.format.name == "yuv420p"
    errors = [np.abs(found - wanted).max() for found, wanted in zip(plane_views(frame), exact(picture), strict=True)]
    assert errors[0] <= 0.75
    assert max(errors[1:]) <= 1.5
    rounded = [np.rint(plane) for plane in exact(picture)]
    assert max(np.abs(found - wanted).max() for found, wanted in zip(plane_views(frame), rounded, strict=True)) <= 1


def test_primaries_get_the_codes_of_the_standard():
    wanted = {(255, 0, 0): (63, 102, 240), (0, 255, 0): (173, 42, 26), (0, 0, 255): (32, 240, 118), (255, 255, 255): (235, 128, 128)}
    for rgb, codes in wanted.items():
        picture = np.full((16, 16, 4), (*rgb, 255), np.uint8)
        found = [int(plane[4, 4]) for plane in plane_views(converter(Layout.RGBA, (16, 16)).convert(picture))]
        assert np.abs(np.subtract(found, codes)).max() <= 1, rgb


def test_chroma_does_not_lean_to_one_side():
    """A red column at an even place lies upon a chroma sample; it must not be smeared to one neighbour more than to the other."""
    picture = np.zeros((16, 64, 4), np.uint8)
    picture[:, 32, 0] = 255
    red = plane_views(converter(Layout.RGBA, (64, 16)).convert(picture))[2][4].astype(int) - 128
    assert red[16] == red.max()
    assert abs(int(red[15]) - int(red[17])) <= 1


def test_rgb_bgr_and_rgba_give_the_same_picture_and_nv12_the_same_samples():
    rgb = RNG.integers(0, 256, (48, 64, 3), np.uint8)
    rgba = np.dstack([rgb, np.full((48, 64), 9, np.uint8)])
    wanted = plane_views(converter(Layout.RGBA, (64, 48)).convert(rgba))
    for layout, picture in ((Layout.RGB, rgb), (Layout.BGR, np.ascontiguousarray(rgb[..., ::-1]))):
        for found, plane in zip(plane_views(converter(layout, (64, 48)).convert(picture)), wanted, strict=True):
            assert np.array_equal(found, plane)
    luma, chroma = plane_views(converter(Layout.RGBA, (64, 48), semi_planar=True).convert(rgba))
    assert np.array_equal(luma, wanted[0])
    assert np.array_equal(chroma[:, 0::2], wanted[1])
    assert np.array_equal(chroma[:, 1::2], wanted[2])


@pytest.mark.parametrize(
    ("layout", "shapes", "dtype"),
    [
        (Layout.I420, [(34, 50), (17, 25), (17, 25)], np.uint8),
        (Layout.I422, [(34, 50), (34, 25), (34, 25)], np.uint8),
        (Layout.I444, [(34, 50)] * 3, np.uint8),
        (Layout.NV12, [(34, 50), (17, 25, 2)], np.uint8),
        (Layout.GREY, [(34, 50)], np.uint8),
        (Layout.I420P10, [(34, 50), (17, 25), (17, 25)], np.uint16),
        (Layout.I422P10, [(34, 50), (34, 25), (34, 25)], np.uint16),
    ],
)
def test_camera_planes_are_copied_bit_by_bit(layout, shapes, dtype):
    planes = tuple(RNG.integers(0, 256 if dtype is np.uint8 else 1024, shape, dtype) for shape in shapes)
    frame = converter(layout, (50, 34)).convert(planes)
    for found, plane in zip(plane_views(frame, dtype), planes, strict=True):
        assert np.array_equal(found, plane.reshape(found.shape))


def test_yuyv_is_only_shuffled():
    packed = RNG.integers(0, 256, (34, 50, 2), np.uint8)
    luma, first, second = plane_views(converter(Layout.YUYV, (50, 34)).convert((packed,)))
    assert np.array_equal(luma, packed[..., 0])
    assert np.array_equal(first, packed[:, 0::2, 1])
    assert np.array_equal(second, packed[:, 1::2, 1])


def test_i420_for_an_encoder_that_wants_nv12_keeps_its_samples():
    planes = tuple(RNG.integers(0, 256, shape, np.uint8) for shape in ((34, 50), (17, 25), (17, 25)))
    luma, chroma = plane_views(converter(Layout.I420, (50, 34), semi_planar=True).convert(planes))
    assert np.array_equal(luma, planes[0])
    assert np.array_equal(chroma[:, 0::2], planes[1])
    assert np.array_equal(chroma[:, 1::2], planes[2])


def test_an_odd_size_becomes_444():
    picture = np.full((33, 51, 4), (200, 30, 90, 255), np.uint8)
    frame = converter(Layout.RGBA, (51, 33)).convert(picture)
    assert frame.format.name == "yuv444p"
    assert (frame.width, frame.height) == (51, 33)


@pytest.mark.parametrize("shape", [(32, 64, 4), (64, 32, 3), (64, 32)])
def test_a_picture_of_another_shape_is_refused(shape):
    with pytest.raises(Problem) as raised:
        converter(Layout.RGBA, (32, 64)).convert(np.zeros(shape, np.uint8))
    assert raised.value.code == "record.picture_changed"


def test_planes_of_another_size_are_refused():
    with pytest.raises(Problem):
        converter(Layout.I420, (50, 34)).convert(tuple(np.zeros(s, np.uint8) for s in ((34, 48), (17, 24), (17, 24))))
