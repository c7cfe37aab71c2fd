"""YUV planes become the codes that the standards say, whatever the layout, matrix, range, depth, siting and turn."""

from __future__ import annotations

import numpy as np
import pytest
from render_shots import frame, noise, planar, shot, upright

from vpstudio.model.frame import RGB_FULL, Colorimetry, Frame, Layout, Matrix, Orientation, Range, Siting, Transfer
from vpstudio.problem import Problem
from vpstudio.render.renderer import Renderer

W, H = 22, 14
KR_KB = {Matrix.BT601: (0.299, 0.114), Matrix.BT709: (0.2126, 0.0722), Matrix.BT2020: (0.2627, 0.0593)}
STEP = {Layout.I420: (2, 2), Layout.I422: (2, 1), Layout.I444: (1, 1), Layout.NV12: (2, 2), Layout.YUYV: (2, 1)}
STEP |= {Layout.I420P10: (2, 2), Layout.I422P10: (2, 1)}


@pytest.fixture
def renderer(gl_context):
    made = Renderer(gl_context, (W, H))
    yield made
    made.close()


def planes_of(layout, depth, width=W, height=H):
    rng = np.random.default_rng(5)
    step = STEP[layout]
    unit, kind = 2 ** (depth - 8), np.uint16 if depth > 8 else np.uint8
    luma = rng.integers(30 * unit, 220 * unit, (height, width)).astype(kind)
    size = (-(-height // step[1]), -(-width // step[0]))
    cb, cr = (rng.integers(100 * unit, 156 * unit, size).astype(kind) for _ in range(2))
    return luma, cb, cr


def packed(layout, luma, cb, cr):
    if layout == Layout.NV12:
        return luma, np.stack([cb, cr], -1)
    if layout == Layout.YUYV:
        chroma = np.stack([cb, cr], -1).reshape(luma.shape)
        return (np.stack([luma, chroma], -1),)
    return luma, cb, cr


def enlarged(chroma, step, siting, shape):
    """Bilinear by the definition of the siting; edges repeat."""
    across = 0.0 if siting == Siting.CENTRE or step[0] == 1 else 0.25
    down = 0.25 if siting == Siting.TOP_LEFT and step[1] == 2 else 0.0
    grid = []
    for count, size, factor, shift in ((shape[0], chroma.shape[0], step[1], down), (shape[1], chroma.shape[1], step[0], across)):
        at = np.clip((np.arange(count) + 0.5) / factor + shift - 0.5, 0, size - 1)
        low = np.minimum(np.floor(at).astype(int), size - 1)
        grid.append((low, np.minimum(low + 1, size - 1), at - low))
    (y0, y1, fy), (x0, x1, fx) = grid
    chroma = chroma.astype(float)
    rows = chroma[y0] * (1 - fy)[:, None] + chroma[y1] * fy[:, None]
    return rows[:, x0] * (1 - fx) + rows[:, x1] * fx


def reference(luma, cb, cr, layout, colour, depth):
    kr, kb = KR_KB[colour.matrix]
    unit, full = 2 ** (depth - 8), 2**depth - 1
    limited = colour.range == Range.LIMITED
    y = (luma.astype(float) - (16 * unit if limited else 0)) / (219 * unit if limited else full)
    cb, cr = ((enlarged(c, STEP[layout], colour.siting, luma.shape) - 128 * unit) / (224 * unit if limited else full) for c in (cb, cr))
    r, b = y + 2 * (1 - kr) * cr, y + 2 * (1 - kb) * cb
    return np.clip(np.stack([r, (y - kr * r - kb * b) / (1 - kr - kb), b], -1), 0, 1) * 255


def check(renderer, layout, colour, depth=8, width=W, height=H):
    parts = planes_of(layout, depth, width, height)
    renderer.draw(shot(planar(packed(layout, *parts), layout, colour, depth)))
    found = renderer.read("program")[..., :3]
    assert np.abs(found - reference(*parts, layout, colour, depth)).max() <= 1.0


@pytest.mark.gl
@pytest.mark.parametrize("siting", list(Siting))
@pytest.mark.parametrize("layout", [k for k in STEP if not k.endswith("p10")])
def test_layouts_and_sitings(renderer, layout, siting):
    check(renderer, layout, Colorimetry(siting=siting))


@pytest.mark.gl
@pytest.mark.parametrize("range_", list(Range))
@pytest.mark.parametrize("matrix", list(KR_KB))
def test_matrices_and_ranges(renderer, matrix, range_):
    check(renderer, Layout.I420, Colorimetry(matrix=matrix, range=range_))


@pytest.mark.gl
@pytest.mark.parametrize("layout", [Layout.I420P10, Layout.I422P10])
def test_ten_bits(renderer, layout):
    check(renderer, layout, Colorimetry(), depth=10)


@pytest.mark.gl
@pytest.mark.parametrize("layout", [Layout.I420, Layout.NV12, Layout.I422])
def test_odd_sizes(renderer, layout):
    check(renderer, layout, Colorimetry(), width=21, height=13)


@pytest.mark.gl
def test_grey_stays_grey_to_the_code(renderer):
    luma = np.tile(np.arange(16, 236, 10, dtype=np.uint8), (H, 1))
    neutral = np.full((H // 2, W // 2), 128, np.uint8)
    renderer.draw(shot(planar((luma, neutral, neutral.copy()), Layout.I420, Colorimetry())))
    found = renderer.read("program")[..., :3].astype(int)
    assert np.ptp(found, axis=-1).max() == 0
    assert np.abs(found[0, :, 0] - (luma[0].astype(float) - 16) / 219 * 255).max() <= 0.51


@pytest.mark.gl
def test_a_turned_mirrored_yuv_picture(renderer):
    parts, turn = planes_of(Layout.I420, 8), Orientation(270, True)
    plain = planar(parts, Layout.I420, Colorimetry())
    renderer.draw(shot(plain))
    wanted = upright(renderer.read("program").copy(), turn)
    turned = Frame(plain.stamp, W, H, plain.planes, plain.layout, plain.upload, plain.upload_layout, plain.colour, turn)
    renderer.draw(shot(turned))
    assert np.array_equal(renderer.read("program"), wanted)


@pytest.mark.gl
def test_a_linear_plate_is_shown_through_the_display_curve(renderer):
    picture = np.full((H, W, 4), 55, np.uint8)
    linear = Colorimetry(Matrix.RGB, Range.FULL, Transfer.LINEAR)
    renderer.draw(shot(frame(picture, colour=linear)))
    assert np.abs(renderer.read("program")[..., :3].astype(int) - 128).max() <= 1


@pytest.mark.gl
def test_many_frames_in_a_row_are_not_mixed_up(renderer):
    for number in range(7):
        picture = noise(W, H, seed=number)
        renderer.draw(shot(frame(picture, number=number)))
        assert np.array_equal(renderer.read("program"), picture)


@pytest.mark.gl
def test_a_still_is_sent_once(renderer):
    given = shot(frame(noise(W, H)))
    renderer.draw(given)
    turn = renderer._plate._uploader._turn
    renderer.draw(given)
    assert renderer._plate._uploader._turn == turn


@pytest.mark.gl
def test_planes_that_are_not_the_layouts_are_refused(renderer):
    parts = planes_of(Layout.I420, 8)
    with pytest.raises(Problem, match="frame_layout"):
        renderer.draw(shot(planar((parts[0], parts[1]), Layout.I420, Colorimetry())))
    wrong = np.zeros((H, W, 3), np.uint8)
    with pytest.raises(Problem, match="frame_layout"):
        renderer.draw(shot(frame(wrong, Layout.RGBA, colour=RGB_FULL)))


@pytest.mark.gl
def test_a_picture_too_large_for_the_gl_is_refused(gl_context):
    limit = gl_context.gl.info["GL_MAX_TEXTURE_SIZE"]
    with pytest.raises(Problem, match="too_large"):
        Renderer(gl_context, (limit + 1, 16))
