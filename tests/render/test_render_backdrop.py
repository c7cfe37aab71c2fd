"""The set behind the actor: through the camera's curve, in front where it is nearer, softened, and kept while it is still."""

from __future__ import annotations

import numpy as np
import pytest
from render_shots import PLAIN, frame, matte, noise, shot, to_code, to_light

from vpstudio.model.camera import CameraPose
from vpstudio.model.look import MatchSettings
from vpstudio.model.scene import Ambient, Material, Mesh, Node, Scene
from vpstudio.render.renderer import Renderer

pytestmark = pytest.mark.gl
W, H = 96, 64
SOFT = PLAIN.model_copy(update={"match": MatchSettings(defocus=1.0)})


@pytest.fixture
def renderer(gl_context):
    made = Renderer(gl_context, (W, H))
    yield made
    made.close()


def card(distance, left, right, light, material):
    """An upright card that faces the camera at the origin, ``distance`` metres along +Y."""
    corners = [(left, -5), (right, -5), (right, 5), (left, 5)]
    points = np.array([(x, distance, z) for x, z in corners], np.float32)
    normals = np.tile(np.array((0, -1, 0), np.float32), (4, 1))
    return (
        Mesh(f"card {material}", points, normals, np.array([0, 1, 2, 0, 2, 3], np.uint32), material, np.zeros((4, 2), np.float32)),
        Material(f"card {material}", shader="unlit", base_colour=(*light, 1.0)),
    )


def scene_of(*cards, key="cards"):
    parts = [card(*each, index) for index, each in enumerate(cards)]
    nodes = (Node("all", -1, np.eye(4), tuple(range(len(parts)))),)
    meshes, materials = zip(*parts, strict=True)
    return Scene(key, key, meshes=meshes, nodes=nodes, materials=materials, ambient=Ambient(backdrop=(0, 0, 0)))


def drawn(renderer, scene, *, alpha=0, look=PLAIN, plate=None, **named):
    plate = plate if plate is not None else noise(W, H)
    given = matte(np.full((H, W), alpha))
    pose = CameraPose(position_m=(0.0, 0.0, 0.0))
    named.setdefault("floor_m", -10.0)
    renderer.draw(shot(frame(plate), cut="matte", matte=given, look=look, scene=scene, set_state=scene.at(0.0), pose=pose, **named))
    return renderer.read("program")


@pytest.mark.parametrize(("light", "code"), [(0.18, 118), (1.0, 240), (0.0, 6)])
def test_grey_white_and_black_land_on_their_codes(renderer, light, code):
    found = drawn(renderer, scene_of((3.0, -9, 9, (light,) * 3), key=f"flat {light}"))
    assert np.abs(found[8:-8, 8:-8, :3].astype(int) - code).max() <= 1


def test_exposure_warms_and_lifts_the_set_but_never_the_actor(renderer):
    scene = scene_of((3.0, -9, 9, (0.18,) * 3))
    plate = noise(W, H)
    graded = PLAIN.model_copy(update={"match": MatchSettings(defocus=0.0, exposure_ev=1.0, temperature=0.5)})
    assert np.array_equal(drawn(renderer, scene, alpha=255, look=graded, plate=plate), plate)
    red, green, blue = drawn(renderer, scene, look=graded)[H // 2, W // 2, :3].astype(int)
    assert red > green > blue > 118


def test_what_is_nearer_hides_the_actor_with_a_soft_edge(renderer):
    scene = scene_of((4.0, -30, 30, (0.05,) * 3), (1.0, 0.0, 30, (0.18,) * 3))
    plate = np.full((H, W, 4), 220, np.uint8)
    found = drawn(renderer, scene, alpha=255, plate=plate, actor_depth_m=2.0)[H // 2, :, 0].astype(int)
    assert (found[: W // 2 - 3] == 220).all() and np.abs(found[W // 2 + 3 :] - 118).max() <= 1
    middle = found[W // 2 - 3 : W // 2 + 3]
    assert ((middle > 125) & (middle < 215)).any() and (np.diff(found) <= 1).all()  # dithered by a code


def test_the_floor_he_stands_on_never_hides_him(renderer):
    """The same near card: its upper half stands above the floor and hides him, what is below the floor's level does not."""
    scene = scene_of((4.0, -30, 30, (0.05,) * 3), (1.0, -30, 30, (0.18,) * 3))
    plate = np.full((H, W, 4), 220, np.uint8)
    found = drawn(renderer, scene, alpha=255, plate=plate, actor_depth_m=2.0, floor_m=0.0)[:, W // 2, 0].astype(int)
    assert np.abs(found[: H // 2 - 5] - 118).max() <= 1
    assert (found[H // 2 + 3 :] == 220).all()


def test_a_roof_never_hides_him(renderer):
    """A tall plate in the car had its head cut off: what is higher than the mark's headroom is over him, not before him."""
    scene = scene_of((4.0, -30, 30, (0.05,) * 3), (1.0, -30, 30, (0.18,) * 3))
    plate = np.full((H, W, 4), 220, np.uint8)
    found = drawn(renderer, scene, alpha=255, plate=plate, actor_depth_m=2.0, headroom_m=10.0)[:, W // 2, 0].astype(int)
    assert (found[: H // 2 - 3] == 220).all() and np.abs(found[H // 2 + 5 :] - 118).max() <= 1


@pytest.mark.parametrize("height", [-0.3, 0.3])
def test_where_floor_and_roof_pass_him_there_is_no_line(renderer, height):
    """Softly seen, their nearer half is in front by a hair's breadth: it drew a dark line across him."""
    corners = np.array([(-9, 0.5, height), (9, 0.5, height), (9, 9, height), (-9, 9, height)], np.float32)
    up = np.tile(np.array((0, 0, 1), np.float32), (4, 1))
    mesh = Mesh("plane", corners, up, np.array([0, 1, 2, 0, 2, 3], np.uint32), 0, np.zeros((4, 2), np.float32))
    dark = Material("plane", shader="unlit", base_colour=(0.01, 0.01, 0.01, 1.0), double_sided=True)
    nodes = (Node("all", -1, np.eye(4), (0,)),)
    scene = Scene(f"plane {height}", "plane", meshes=(mesh,), nodes=nodes, materials=(dark,), ambient=Ambient(backdrop=(0, 0, 0)))
    plate = np.full((H, W, 4), 220, np.uint8)
    given = {"floor_m": height} if height < 0 else {"floor_m": -10.0, "headroom_m": 10.0 + height - 0.05}
    found = drawn(renderer, scene, alpha=255, plate=plate, look=SOFT, actor_depth_m=2.0, size=(W * 8, H * 8), **given)
    assert np.abs(found[4:-4, 4:-4, :3].astype(int) - 220).max() <= 2


def test_without_a_depth_nothing_hides_him(renderer):
    scene = scene_of((1.0, -30, 30, (0.18,) * 3))
    plate = noise(W, H)
    assert np.array_equal(drawn(renderer, scene, alpha=255, plate=plate), plate)


def test_alpha_is_the_actors_own_also_where_he_is_hidden(renderer):
    drawn(renderer, scene_of((1.0, -30, 30, (0.18,) * 3)), alpha=200, actor_depth_m=2.0)
    assert (renderer.read("alpha") == 200).all()


def test_a_still_set_is_drawn_once(renderer):
    scene = scene_of((3.0, -9, 9, (0.18,) * 3))
    drawn(renderer, scene, look=SOFT)
    assert "view" in renderer.timings and "defocus" in renderer.timings
    drawn(renderer, scene, look=SOFT)
    assert "view" not in renderer.timings and "defocus" not in renderer.timings
    drawn(renderer, scene, look=PLAIN)
    assert "view" in renderer.timings


def test_softness_grows_with_distance_from_the_actor(renderer):
    """A card at the actor's distance stays sharp before what is blurred; the same card far behind him is soft."""
    big = (W * 4, H * 4)

    def edge(distance):
        behind, bright = (distance * 2.0, -999, 999, (0.02,) * 3), (distance, 0, 999, (0.3,) * 3)
        scene = scene_of(behind, bright, key=f"edge {distance}")
        drawn(renderer, scene, look=SOFT, actor_depth_m=2.5, size=big)
        row = renderer.read("set")[big[1] // 2, :, 0].astype(int)
        low, high = row[40], row[-40]
        return int(((row > low + 0.1 * (high - low)) & (row < low + 0.9 * (high - low))).sum())

    assert edge(2.5) <= 1 < edge(5.0) < edge(40.0)


def test_black_when_set_and_picture_are_taken_away(renderer):
    scene = scene_of((3.0, -9, 9, (0.18,) * 3))
    assert drawn(renderer, scene)[..., :3].max() > 100
    renderer.draw(shot(frame(noise(W, H)), cut="matte", matte=matte(np.zeros((H, W)))))
    assert (renderer.read("program")[..., :3] == 0).all()
    back = noise(W, H, seed=4)
    renderer.draw(shot(frame(noise(W, H)), cut="matte", matte=matte(np.zeros((H, W))), backdrop=frame(back)))
    assert np.array_equal(renderer.read("program"), back)
    assert drawn(renderer, scene)[..., :3].max() > 100


def test_over_the_set_is_linear_light(renderer):
    found = drawn(renderer, scene_of((3.0, -9, 9, (0.18,) * 3)), alpha=128, plate=np.full((H, W, 4), 250, np.uint8))
    back = renderer.read("set")[H // 2, W // 2, 0] / 255
    a = 128 / 255
    wanted = to_code(to_light(np.array(250 / 255)) * a + to_light(np.array(back)) * (1 - a)) * 255
    assert abs(found[H // 2, W // 2, 0] - wanted) <= 1.0
