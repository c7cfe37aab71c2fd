"""Key and network in one cut, masks over both, edges shaped, and the actor alone for other programs."""

from __future__ import annotations

import numpy as np
import pytest
from render_shots import PLAIN, frame, shot, to_code, to_light

from vpstudio.model.clean import CleanPlate
from vpstudio.model.clock import Stamp
from vpstudio.model.look import EdgeSettings, KeySettings
from vpstudio.model.mask import Mask
from vpstudio.model.matte import Matte
from vpstudio.render.renderer import Renderer

pytestmark = pytest.mark.gl
W, H = 192, 128
GREEN = np.array((0.05, 0.33, 0.07))
SKIN = np.array((0.45, 0.27, 0.20))
yy, xx = np.mgrid[0:H, 0:W]


@pytest.fixture
def renderer(gl_context):
    made = Renderer(gl_context, (W, H))
    yield made
    made.close()


def coded(light):
    codes = np.full((*light.shape[:2], 4), 255, np.uint8)
    codes[..., :3] = (to_code(np.clip(light, 0, 1)) * 255).round()
    return codes


def disc(soft=5.0, radius=36, at=(96, 64)):
    return np.clip((radius - np.hypot(yy - at[1], xx - at[0])) / soft + 0.5, 0, 1)


def look(mask=(), **edge):
    values = {"screen": tuple(GREEN), "black_clip": 0.02, "white_clip": 1.0}
    return PLAIN.model_copy(
        update={"key": KeySettings(values=values, masks=tuple(mask)), "edge": EdgeSettings(**{"light_wrap": 0.0, "despill": 0.0} | edge)}
    )


def codes(alpha):
    return np.rint(np.clip(alpha, 0, 1) * 255).astype(np.uint8)


def drawn(renderer, light, network, core, garbage, confidence, wanted=None, **more):
    """A hybrid shot: light (H, W, 3), the rest (H, W) 0..1."""
    limits = np.dstack((codes(core), codes(garbage)))
    matte = Matte(Stamp(0, 0), codes(network), "test", limits=limits)
    bare = np.dstack((np.broadcast_to(GREEN, light.shape), confidence)).astype(np.float16)
    plate = CleanPlate(bare, "running", "one", more.pop("gain", (1.0, 1.0, 1.0)))
    renderer.draw(shot(frame(coded(light)), cut="hybrid", matte=matte, clean=plate, look=wanted or look(), **more))
    return renderer.read("alpha") / 255.0


def over_green(alpha, colour=SKIN):
    return np.asarray(colour) * alpha[..., None] + GREEN * (1 - alpha[..., None])


NOTHING, ALL = np.zeros((H, W)), np.ones((H, W))


def test_where_there_is_cloth_the_edge_is_the_keys(renderer):
    """A network two pixels too narrow and hard does not matter: the soft edge is found from the mix of colours."""
    truth = disc()
    found = drawn(renderer, over_green(truth), disc(1.0, 34), disc(1.0, 24), disc(1.0, 60), ALL)
    assert np.abs(found - truth).mean() < 0.006
    assert np.abs(found - truth).max() < 0.10


def test_a_colour_opposite_to_the_screens_keeps_its_soft_edge(renderer):
    """Orange before green: with F unknown it would be solid long before it is."""
    truth, orange = disc(7.0), (0.6, 0.28, 0.01)
    found = drawn(renderer, over_green(truth, orange), disc(1.0, 30), disc(1.0, 20), disc(1.0, 64), ALL)
    assert np.abs(found - truth).mean() < 0.012


def test_a_green_shirt_stays_and_the_key_alone_would_lose_it(renderer):
    truth = disc(2.0)
    light = over_green(truth)
    light[50:78, 80:112] = GREEN * 0.9
    found = drawn(renderer, light, truth, disc(1.0, 30), disc(1.0, 60), ALL)
    assert found[52:76, 82:110].min() == 1
    assert drawn(renderer, light, truth, NOTHING, disc(1.0, 60), ALL)[52:76, 82:110].max() < 0.35


def test_garbage_goes_though_it_is_no_screen(renderer):
    light = over_green(disc())
    light[8:20, 8:30] = 0.4
    assert drawn(renderer, light, disc(), disc(1.0, 24), disc(1.0, 60), ALL)[10:18, 10:28].max() == 0


def test_beyond_the_cloth_the_network_speaks(renderer):
    """The right half is a room: there alpha is the network's, here the key's, in one picture."""
    truth = disc()
    room = np.array((0.3, 0.28, 0.25))
    light = over_green(truth)
    light[:, 96:] = SKIN * truth[:, 96:, None] + room * (1 - truth[:, 96:, None])
    cloth = np.where(xx < 96, 1.0, 0.0)
    found = drawn(renderer, light, truth, disc(1.0, 24), disc(1.0, 60), cloth)
    assert found[:, 150:].max() == 0, "the room is not keyed"
    assert np.abs(found[:, :88] - truth[:, :88]).max() < 0.08
    assert np.abs(found[:, 104:] - truth[:, 104:]).mean() < 0.04


def test_a_camera_that_has_pumped(renderer):
    """The whole picture a third of a stop brighter and warmer than when the plate was made."""
    truth, gain = disc(), (1.35, 1.25, 1.15)
    light = over_green(truth) * np.array(gain)
    right = drawn(renderer, light, disc(1.0, 34), disc(1.0, 24), disc(1.0, 60), ALL, gain=gain)
    wrong = drawn(renderer, light, disc(1.0, 34), disc(1.0, 24), disc(1.0, 60), ALL)
    assert np.abs(right - truth).mean() < 0.008
    assert np.abs(wrong - truth).mean() > 2 * np.abs(right - truth).mean()


def test_the_actors_colour_comes_back_and_no_green_stays(renderer):
    truth = disc()
    drawn(renderer, over_green(truth), disc(), disc(1.0, 24), disc(1.0, 60), ALL, wanted=look(despill=1.0))
    left = renderer.read("program")[..., :3].astype(int)
    edge = (truth > 0.05) & (truth < 0.95)
    assert np.maximum(0, left[..., 1] - np.maximum(left[..., 0], left[..., 2]))[edge].mean() <= 4
    light = to_light(left / 255)[..., 0][edge]
    assert np.abs(light - (SKIN[0] * truth)[edge]).mean() < 0.02


def test_no_green_edge_on_a_networks_matte(renderer):
    """No plate is known here: the room's colour is estimated from just outside, and what it adds is taken off."""
    truth = disc(5.0)
    matte = Matte(Stamp(0, 0), codes(truth), "test")
    renderer.draw(shot(frame(coded(over_green(truth))), cut="matte", matte=matte, look=look()))
    left = renderer.read("program")[..., :3].astype(int)
    edge = (truth > 0.05) & (truth < 0.95)
    assert np.maximum(0, left[..., 1] - np.maximum(left[..., 0], left[..., 2]))[edge].mean() <= 4


def test_all_tiles_are_cut_as_one_program_would(gl_context):
    """Software GL draws tiles that are all set or all actor by simpler programs: nothing may differ where they meet."""
    big = (384, 256)
    y, x = np.mgrid[0 : big[1], 0 : big[0]]
    truth = np.clip((90 - np.hypot(y - 128, x - 150)) / 6 + 0.5, 0, 1)
    light = SKIN * truth[..., None] + GREEN * (1 - truth[..., None])
    wide = np.clip(130 - np.hypot(y - 128, x - 150), 0, 1)
    near = np.clip(80 - np.hypot(y - 128, x - 150), 0, 1)
    cloth = (x < 300).astype(float)
    bare = np.dstack((np.broadcast_to(GREEN, light.shape), cloth)).astype(np.float16)
    matte = Matte(Stamp(0, 0), codes(truth), "test", limits=np.dstack((codes(near), codes(wide))))
    one = shot(frame(coded(light)), size=big, cut="hybrid", matte=matte, clean=CleanPlate(bare, "running", "x"), look=look())
    renderer = Renderer(gl_context, big)
    renderer.draw(one)
    tiled = renderer.read("alpha")
    assert renderer._tiles is None or len(np.unique(renderer._tiles)) == 3
    renderer._tiles = None
    renderer._compose()
    whole = renderer.read("alpha")
    renderer.close()
    assert np.abs(tiled.astype(int) - whole).max() <= 1


# --- masks


def test_masks_beat_the_cut_and_garbage_beats_hold_out(renderer):
    left = Mask(use="garbage", points=((0, 0), (0.5, 0), (0.5, 1), (0, 1)), feather=0)
    corner = Mask(use="holdout", points=((0.3, 0), (0.9, 0), (0.9, 0.2), (0.3, 0.2)), feather=0)
    found = drawn(renderer, over_green(disc()), disc(), disc(1, 24), disc(1, 60), ALL, wanted=look((left, corner)))
    assert found[:, :92].max() == 0, "also where the hold-out lies"
    assert found[2:22, 100:168].min() == 1
    assert found[60:70, 100:120].min() == 1 and found[100:, 100:].max() < 1


def test_masks_work_on_every_way_of_cutting(renderer):
    off = Mask(use="garbage", points=((0, 0), (1, 0), (1, 1), (0, 1)), feather=0)
    picture = frame(coded(over_green(disc())))
    stored = Matte(Stamp(0, 0), codes(disc()), "test", final=True)
    for cut, matte in (("key", None), ("matte", Matte(Stamp(0, 0), codes(disc()), "test")), ("matte", stored)):
        renderer.draw(shot(picture, cut=cut, matte=matte, look=look((off,))))
        assert renderer.read("alpha").max() == 0, cut


# --- the edge


def test_choke_moves_the_edge_by_so_many_pixels(renderer):
    def radius(choke):
        area = drawn(renderer, over_green(disc(2.0)), disc(2.0), disc(1, 20), disc(1, 60), ALL, wanted=look(choke=choke)).sum()
        return np.sqrt(area / np.pi)

    plain = radius(0)
    for choke in (1.0, 2.5, 4.0, -3.0):
        assert plain - radius(choke) == pytest.approx(choke, abs=0.15 * abs(choke) + 0.5)


def test_feather_widens_the_edge_about_where_it_is(renderer):
    def row(feather):
        return drawn(renderer, over_green(disc(2.0)), disc(2.0), disc(1, 20), disc(1, 60), ALL, wanted=look(feather=feather))[64, 96:]

    sharp, soft = row(0), row(10)
    assert np.argmin(np.abs(soft - 0.5)) == pytest.approx(np.argmin(np.abs(sharp - 0.5)), abs=1)
    width = [np.count_nonzero((line > 0.1) & (line < 0.9)) for line in (sharp, soft)]
    assert width[1] >= width[0] + 6


def test_gamma_fills_the_soft_edge(renderer):
    truth = disc()
    plain = drawn(renderer, over_green(truth), disc(), disc(1, 20), disc(1, 60), ALL)
    fuller = drawn(renderer, over_green(truth), disc(), disc(1, 20), disc(1, 60), ALL, wanted=look(gamma=2.0))
    half = (plain > 0.2) & (plain < 0.8)
    assert np.abs(fuller[half] - plain[half] ** 0.5).max() < 0.01
    assert (fuller[plain == 1] == 1).all() and (fuller[plain == 0] < 0.08).all()


def test_a_key_in_the_cameras_own_codes(renderer):
    """Mixed in codes, as a camera with a strong curve does: keyed in codes it comes out right, in light it does not."""
    truth = disc(7.0)
    a = truth[..., None]
    mixed = to_light(to_code(np.broadcast_to(SKIN, (H, W, 3))) * a + to_code(np.broadcast_to(GREEN, (H, W, 3))) * (1 - a))

    def found(space):
        wanted = look()
        wanted = wanted.model_copy(update={"key": wanted.key.model_copy(update={"space": space})})
        return drawn(renderer, mixed, disc(1, 32), disc(1, 16), disc(1, 64), ALL, wanted=wanted)

    assert np.abs(found("codes") - truth).mean() < 0.012
    assert np.abs(found("light") - truth).mean() > 2 * np.abs(found("codes") - truth).mean()


def test_colour_that_lies_beside_its_brightness_is_shifted_back(renderer):
    truth = disc(6.0)
    light = over_green(truth)
    luminance = light @ np.array((0.2126, 0.7152, 0.0722))
    beside = np.roll(light, 3, axis=1)
    wrong = beside * (luminance / (beside @ np.array((0.2126, 0.7152, 0.0722))))[..., None]

    def found(shift):
        wanted = look()
        wanted = wanted.model_copy(update={"key": wanted.key.model_copy(update={"chroma_shift_px": shift})})
        return np.abs(drawn(renderer, wrong, disc(1, 32), disc(1, 16), disc(1, 64), ALL, wanted=wanted) - truth).mean()

    assert found(3.0) < 0.7 * found(0.0)


def test_the_core_of_a_key_fills_thin_places(renderer):
    truth = disc(2.0)
    light = over_green(truth, (0.3, 0.3, 0.3))
    light[62:66, 94:98] = 0.6 * 0.3 + GREEN * 0.4
    picture = frame(coded(light))

    def thin(core):
        wanted = look()
        key = wanted.key.model_copy(update={"core": core})
        renderer.draw(shot(picture, cut="key", look=wanted.model_copy(update={"key": key})))
        return renderer.read("alpha")[63:65, 95:97].mean() / 255

    assert thin(0.0) < 0.75
    assert thin(1.0) > thin(0.0) + 0.1


# --- for other programs


def test_fill_is_the_actor_alone_and_straight(renderer):
    truth = disc()
    drawn(renderer, over_green(truth), disc(), disc(1.0, 24), disc(1.0, 60), ALL, backdrop=frame(np.full((H, W, 4), 200, np.uint8)))
    fill, alpha = renderer.read("fill"), renderer.read("alpha")
    assert (fill[..., 3] == alpha).all()
    solid = alpha == 255
    assert (fill[solid][:, :3] == coded(over_green(truth))[solid][:, :3]).all(), "his own codes where he is whole"
    edge = (alpha > 60) & (alpha < 250)
    assert np.abs(to_light(fill[..., :3] / 255)[edge] - SKIN).mean() < 0.03, "his own colour at full strength at the edge"
    assert (fill[alpha == 0] == 0).all()


def test_the_soft_border_of_a_mask_is_no_edge_of_the_actor(renderer):
    """Across him it only fades him: his colour stays his, where an edge would have its green taken off."""
    soft = Mask(use="outside", points=((0, 0), (0.5, 0), (0.5, 1), (0, 1)), feather=0.1)
    drawn(renderer, over_green(disc(radius=60)), disc(radius=60), disc(1.0, 50), disc(1.0, 80), ALL, wanted=look((soft,), despill=1.0))
    fill = renderer.read("fill")
    faded = (fill[..., 3] > 40) & (fill[..., 3] < 215) & (disc(radius=50) == 1)
    assert faded.sum() > 200
    assert np.abs(to_light(fill[..., :3] / 255)[faded] - SKIN).max() < 0.02


def test_the_rim_takes_on_the_sets_hue_and_nothing_else(renderer):
    """A red set: the actor's edge grows redder with the tint, hardly brighter, and his middle stays as it was."""
    red = np.full((H, W, 4), 255, np.uint8)
    red[..., :3] = (200, 30, 30)
    grey, truth = np.array((0.3, 0.3, 0.3)), disc(2.0)

    def seen(rim):
        wanted = look(light_wrap=0.08, rim=rim)
        drawn(renderer, over_green(truth, grey), truth, disc(1, 24), disc(1, 60), ALL, wanted=wanted, backdrop=frame(red))
        return to_light(renderer.read("program")[..., :3] / 255)

    plain, tinted = seen(0.0), seen(0.5)
    # Solid pixels just inside the edge.
    ring = (np.hypot(yy - 64, xx - 96) < 34) & (np.hypot(yy - 64, xx - 96) > 31)
    redness = [(picture[ring][:, 0] / picture[ring][:, 1]).mean() for picture in (plain, tinted)]
    assert redness[1] > redness[0] + 0.03
    assert np.abs(tinted[60:68, 92:100] - plain[60:68, 92:100]).max() < 0.004
