"""The composite against the same arithmetic in float64, and the promises made of it."""

from __future__ import annotations

import gc

import numpy as np
import pytest
from render_shots import PLAIN, SIZE, frame, matte, noise, shot, to_code, to_light, upright

from vpstudio.model.camera import Placement
from vpstudio.model.frame import Layout, Orientation
from vpstudio.model.look import GrainSettings, MatchSettings
from vpstudio.render.renderer import Renderer
from vpstudio.render.stages.grain import STRENGTH, offset

pytestmark = pytest.mark.gl
W, H = SIZE


@pytest.fixture
def renderer(gl_context):
    made = Renderer(gl_context, SIZE)
    yield made
    made.close()


def drawn(renderer, *args, **named):
    renderer.draw(shot(*args, **named))
    return renderer.read("program")


def ramp(width=W, height=H):
    return np.broadcast_to(np.linspace(0, 255, width).round(), (height, width)).astype(np.uint8)


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_without_a_set_the_plates_own_codes_come_out(renderer, degrees, mirror):
    picture, orientation = noise(W, H), Orientation(degrees, mirror)
    assert np.array_equal(drawn(renderer, frame(picture, orientation=orientation)), upright(picture, orientation))


@pytest.mark.parametrize("layout", [Layout.RGB, Layout.BGR, Layout.GREY])
def test_other_layouts_keep_their_codes(renderer, layout):
    picture = noise(W - 1, H - 3, 3) if layout != Layout.GREY else noise(W - 1, H - 3, 1)[..., 0]
    found = drawn(renderer, frame(picture, layout))[..., :3]
    wanted = {Layout.RGB: picture, Layout.BGR: picture[..., ::-1], Layout.GREY: np.repeat(picture[..., None], 3, -1)}[layout]
    assert np.array_equal(found, wanted)


def test_a_crop_is_cut_to_the_pixel(renderer):
    picture = noise(101, 64)
    found = drawn(renderer, frame(picture), size=(36, 64))
    left = 33  # (36 - 101) / 2 rounded down is -33
    assert Placement.fit((101, 64), (36, 64)).exact
    assert np.array_equal(found, picture[:, left : left + 36])


def test_over_is_that_of_display_light(renderer):
    plate, back, alpha = noise(W, H), noise(W, H, seed=2), noise(W, H, 1, seed=3)[..., 0]
    alpha[:8], alpha[8:16] = 0, 255
    found = drawn(renderer, frame(plate), cut="matte", matte=matte(alpha), backdrop=frame(back))
    a = alpha[..., None] / 255.0
    wanted = to_code(to_light(plate[..., :3] / 255) * a + to_light(back[..., :3] / 255) * (1 - a)) * 255
    assert np.abs(found[..., :3] - wanted).max() <= 1.0  # half a code of it is the rounding to 8 bits
    assert np.array_equal(found[:8], back[:8]) and np.array_equal(found[8:16], plate[8:16])
    assert (found[..., 3] == 255).all()


def test_alpha_reads_as_it_was_used(renderer):
    alpha = noise(W, H, 1, seed=3)[..., 0]
    renderer.draw(shot(frame(noise(W, H)), cut="matte", matte=matte(alpha), backdrop=frame(noise(W, H, seed=2))))
    assert np.array_equal(renderer.read("alpha"), alpha)


def test_alpha_by_alpha_of_an_unrefined_matte(renderer):
    small = np.zeros((H // 4, W // 4), np.uint8)
    small[:, : W // 8] = 255
    renderer.draw(shot(frame(noise(W, H)), cut="matte", matte=matte(small, final=False), backdrop=frame(noise(W, H, seed=2))))
    found = renderer.read("alpha").astype(int)
    assert (found[:, : W // 2 - 8] == 255).all() and (found[:, W // 2 + 8 :] == 0).all()
    assert (np.diff(found, axis=1) <= 0).all()


def test_the_tiles_change_nothing(renderer, monkeypatch):
    """Clear and solid tiles are drawn by smaller programs; the picture must be the very same."""
    size = (200, 150)
    yy, xx = np.mgrid[0:40, 0:50]
    small = (np.clip(14 - np.hypot(yy - 20, xx - 22), 0, 3) / 3 * 255).astype(np.uint8)
    look = PLAIN.model_copy(update={"edge": PLAIN.edge.model_copy(update={"light_wrap": 0.15, "refine": 1.0})})
    given = shot(frame(noise(*size)), cut="matte", matte=matte(small, final=False), backdrop=frame(noise(*size, seed=2)), look=look)
    renderer.draw(given)
    tiles = renderer._tiles
    assert {0, 1}.issubset(set(tiles.ravel().tolist()))
    fast, alpha = renderer.read("program"), renderer.read("alpha")
    renderer._tiles = None
    renderer._compose()
    assert np.array_equal(renderer.read("program"), fast) and np.array_equal(renderer.read("alpha"), alpha)


def test_contain_shows_the_set_beside_the_plate(renderer):
    back = np.full((H, W, 4), (40, 90, 160, 255), np.uint8)
    plate = np.full((48, 32, 4), 200, np.uint8)
    found = drawn(renderer, frame(plate), size=SIZE, fit="contain", backdrop=frame(back))
    assert np.array_equal(found[:, :16], back[:, :16]) and np.array_equal(found[:, 48:], back[:, 48:])
    assert (found[:, 16:48, :3] == 200).all()
    alpha = renderer.read("alpha")
    assert (alpha[:, 16:48] == 255).all() and (alpha[:, :16] == 0).all()


def test_a_border_between_pixels_is_soft(renderer):
    plate = np.full((40, 40, 4), 255, np.uint8)
    given = shot(frame(plate), size=SIZE, fit="contain")
    renderer.draw(given)
    alpha = renderer.read("alpha")
    assert given.placement.scale == 1.2 and given.placement.offset == (8.0, 0.0)
    assert (alpha[:, 8:56] == 255).all()
    shifted = Placement((40, 40), SIZE, 1.0, (8.25, 4.5))
    renderer.draw(type(given)(**{n: getattr(given, n) for n in given.__slots__} | {"placement": shifted}))
    alpha = renderer.read("alpha")
    assert alpha[20, 8] == 191 and alpha[20, 48] == 64 and alpha[4, 20] == 128 and alpha[20, 20] == 255


@pytest.mark.parametrize("scaling", ["fine", "fast"])
@pytest.mark.parametrize("scale", [2.0, 0.5, 1.7])
def test_scaling_keeps_flat_colour_and_gradients(gl_context, scaling, scale):
    renderer = Renderer(gl_context, SIZE, scaling)
    source = (round(W / scale), round(H / scale))
    x = np.linspace(0.05, 0.9, source[0])
    picture = np.full((source[1], source[0], 4), 255, np.uint8)
    picture[..., 0] = (to_code(np.broadcast_to(x, source[::-1])) * 255).round()
    picture[..., 1:3] = 77
    renderer.draw(shot(frame(picture), size=SIZE))
    found = renderer.read("program").astype(float)
    assert np.abs(found[..., 1:3] - 77).max() <= 1
    light = to_light(found[H // 2, 4:-4, 0] / 255)
    centre = (np.arange(W) + 0.5 - renderer._shot.placement.offset[0]) / renderer._shot.placement.scale - 0.5
    assert np.abs(light - np.interp(centre, np.arange(source[0]), x)[4:-4]).max() < 0.012
    renderer.close()


def test_a_turned_plate_scales_like_an_upright_one(renderer):
    picture, turn = noise(30, 40), Orientation(90, True)
    turned = drawn(renderer, frame(picture, orientation=turn), size=SIZE).copy()
    assert np.array_equal(turned, drawn(renderer, frame(np.ascontiguousarray(upright(picture, turn))), size=SIZE))


def test_scaling_averages_light_not_codes(renderer):
    checks = np.zeros((H * 2, W * 2, 4), np.uint8)
    checks[::2, ::2, :3] = checks[1::2, 1::2, :3] = 255
    checks[..., 3] = 255
    found = drawn(renderer, frame(checks), size=SIZE)
    assert np.abs(found[8:-8, 8:-8, :3].astype(int) - 188).max() <= 2  # half the light of white


def test_nothing_behind_is_black_without_grain(renderer):
    look = PLAIN.model_copy(update={"grain": GrainSettings(amount=1.0)})
    found = drawn(renderer, frame(noise(W, H)), cut="matte", matte=matte(np.zeros((H, W))), look=look)
    assert (found[..., :3] == 0).all()


def test_grain_is_on_the_set_only_and_new_for_each_number(renderer):
    look = PLAIN.model_copy(update={"grain": GrainSettings(amount=1.0, size_px=1.0)})
    back, alpha = np.full((H, W, 4), 128, np.uint8), np.zeros((H, W), np.uint8)
    alpha[:, : W // 2] = 255
    plate = noise(W, H)

    def grained(number):
        given = frame(plate, number=number)
        return drawn(renderer, given, cut="matte", matte=matte(alpha, number=number), backdrop=frame(back), look=look).copy()

    first, again, other = grained(1), grained(1), grained(2)
    assert np.array_equal(first, again) and offset(1) != offset(2)
    assert np.array_equal(first[:, : W // 2], plate[:, : W // 2])
    noise_of = (first.astype(float) - 128)[:, W // 2 :, :3]
    assert noise_of.std() == pytest.approx(255 * STRENGTH * (1.15 - 0.3), rel=0.15) and abs(noise_of.mean()) < 0.5
    assert (first != other)[:, W // 2 :].mean() > 0.3


def test_wrap_lightens_the_edge_only(renderer):
    alpha = np.zeros((H, W), np.uint8)
    alpha[:, : W // 2] = 255
    look = PLAIN.model_copy(update={"edge": PLAIN.edge.model_copy(update={"light_wrap": 0.15})})
    plate, back = np.full((H, W, 4), 60, np.uint8), np.full((H, W, 4), 255, np.uint8)
    named = {"cut": "matte", "matte": matte(alpha), "backdrop": frame(back)}
    found = drawn(renderer, frame(plate), look=look, **named)[H // 2, :, 0].astype(int)
    assert found[W // 2 - 1] > 64 and (found[: W // 4] == 60).all() and (found[W // 2 :] == 255).all()
    assert (np.diff(found[: W // 2]) >= 0).all()


def test_a_flat_backdrop_covers_and_its_codes_come_through(renderer):
    back = noise(W * 2, H)
    found = drawn(renderer, frame(noise(W, H)), cut="matte", matte=matte(np.zeros((H, W))), backdrop=frame(back))
    assert np.array_equal(found, back[:, W // 2 : W // 2 + W])


def test_softness_blurs_the_backdrop_and_keeps_its_light(renderer):
    back = np.zeros((H, W, 4), np.uint8)
    back[..., 3] = 255
    back[20:28, 28:36] = 255
    look = PLAIN.model_copy(update={"match": MatchSettings(defocus=1.0)})
    size = (W * 8, H * 8)
    big = np.kron(back, np.ones((8, 8, 1), np.uint8))
    renderer.draw(shot(frame(noise(*size)), cut="matte", matte=matte(np.zeros(size[::-1])), backdrop=frame(big), look=look))
    light = to_light(renderer.read("set")[..., 0] / 255.0)
    assert light.sum() == pytest.approx(64 * 64, rel=0.05)
    assert 0.05 < light[160, 256] < 0.95  # the lamp's edge is soft now


def test_the_same_shot_gives_the_same_picture(gl_context):
    given = shot(frame(noise(*SIZE)), cut="key", backdrop=frame(noise(*SIZE, seed=2)), look=type(PLAIN)())
    pictures = []
    for _ in range(2):
        renderer = Renderer(gl_context, SIZE)
        renderer.draw(given)
        pictures.append(renderer.read("program").copy())
        renderer.close()
    assert np.array_equal(*pictures)


def test_taps_have_their_sizes_and_kinds(renderer):
    plate, back = noise(W, H), np.full((H, W, 4), 90, np.uint8)
    renderer.draw(shot(frame(plate), cut="matte", matte=matte(ramp()), backdrop=frame(back)))
    assert np.array_equal(renderer.read("plate"), plate)
    assert (renderer.read("set")[..., :3] == 90).all()
    assert renderer.read("program", (32, 24)).shape == (24, 32, 4) and renderer.read("alpha", (32, 24)).shape == (24, 32)
    assert np.abs(renderer.read("alpha", (32, 24)).astype(int) - ramp()[::2, ::2]).max() <= 4


def test_resizing_follows_the_shot(renderer):
    picture = noise(40, 72)
    assert np.array_equal(drawn(renderer, frame(picture)), picture)
    assert renderer.size == (40, 72)


def test_a_take_does_not_grow_memory(renderer, gl_context):
    plates = [noise(W, H, seed=s) for s in range(4)]
    back, held = frame(noise(W, H, seed=9)), []
    for number in range(300):
        given = frame(plates[number % 4], number=number)
        cut = ("matte", "key", "none")[number // 10 % 3]
        renderer.draw(shot(given, cut=cut, matte=matte(ramp(), final=number % 2 == 0, number=number), backdrop=back, look=type(PLAIN)()))
        renderer.read("program")
        renderer.read("alpha")
        renderer.publish("program" if number % 3 else "alpha")
        if number in (60, 299):
            gc.collect()
            gl_context.collect()
            held.append((len(renderer.kit.programs), len(renderer._readback.pool), len(gc.get_objects())))
    assert held[0][:2] == held[1][:2]
    assert held[1][2] - held[0][2] < 500


def test_timings_name_their_passes(renderer):
    drawn(renderer, frame(noise(W, H)), cut="key", backdrop=frame(noise(W, H)))
    assert {"composite", "key", "plate upload", "view", "readback"} <= set(renderer.timings)
    assert all(0 <= value < 10_000 for value in renderer.timings.values())
