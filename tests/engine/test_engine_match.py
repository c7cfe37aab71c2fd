"""A shot is made of a frame, its matte, the project and the stage: sums done by hand."""

import math
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fakes import frame_of

from vpstudio.engine.match import lens_notes, mark_of, match, stood
from vpstudio.engine.pairing import Arrived, Cut, Paired
from vpstudio.engine.stage import Staged
from vpstudio.model.camera import CameraPose, rotation_matrix
from vpstudio.model.lens import LensProfile
from vpstudio.model.look import KeySettings
from vpstudio.model.project import CameraSettings, Project, SetChoice
from vpstudio.model.scene import Mark, Scene


def paired(number=3):
    return Paired.of(Arrived(frame_of(number), 0), Cut(None, "none", KeySettings()))


def test_linked_lens_crops_plate_and_set_alike():
    camera = CameraSettings(known_by="focal", focal_mm=36, sensor_width_mm=36, lens_mm=72)
    shot = match(paired(), Project(camera=camera), Staged(), (160, 90))
    assert shot.placement.scale == pytest.approx(2)
    assert shot.intrinsics.fx == pytest.approx(160 * 2), "the set's focal length is that of the enlarged plate"
    assert [note.code for note in lens_notes(Project(camera=camera))] == ["engine.punch"]


def test_unlinked_lens_leaves_the_plate():
    camera = CameraSettings(known_by="focal", focal_mm=36, sensor_width_mm=36, lens_mm=72, linked=False)
    shot = match(paired(), Project(camera=camera), Staged(), (160, 90))
    assert shot.placement.exact and shot.intrinsics.fx == pytest.approx(320)


def test_a_lens_wider_than_the_real_one_is_told():
    camera = CameraSettings(known_by="focal", focal_mm=50, sensor_width_mm=36, lens_mm=24)
    assert match(paired(), Project(camera=camera), Staged(), (160, 90)).placement.scale == 1
    assert [note.code for note in lens_notes(Project(camera=camera))] == ["engine.too_wide"]


def test_depth_sorts_only_where_there_is_depth():
    scene = Scene("k", "t")
    project = Project(camera=CameraSettings(distance_m=2.2))
    assert match(paired(), project, Staged(scene, scene.at(0)), (160, 90)).actor_depth_m == 2.2
    assert match(paired(), project, Staged(), (160, 90)).actor_depth_m is None


def test_a_mark_that_is_not_there_is_the_last():
    scene = Scene("k", "t", marks=(Mark(title="a"), Mark(title="b")))
    assert mark_of(scene, 7).title == "b" and mark_of(None, 3) == Mark()


def test_a_tracked_camera_moves_from_the_typed_place():
    """A tracker 1 m ahead of its origin, 1.2 m up, panned 90 to the left, laid on a mark that is itself turned by 90."""
    tracked = CameraPose.of_angles((0, 1, 1.2), 90, 0, 0)
    pose = stood(CameraSettings(distance_m=2, height_m=1.5, tilt_deg=10), Mark((0, 0, 0.3), pan_deg=90), 7, tracked)
    assert pose.position_m == pytest.approx((2 - 1, 0, 0.3 + 1.2))
    assert np.allclose(rotation_matrix(pose.rotation) @ [0, 1, 0], (0, -1, 0)), "90 and 90 look back along -Y"
    assert pose.time_ns == 7


def test_a_flat_picture_has_its_horizon_at_eye_level():
    picture = frame_of(0)
    chosen = SetChoice(kind="picture", path="x.jpg", values={"horizon": 0.6, "scale": 2.0})
    project = Project(set=chosen, camera=CameraSettings(tilt_deg=3.0))
    shot = match(paired(), project, Staged(backdrop=picture), (160, 90))
    place, lens = shot.backdrop_placement, shot.intrinsics
    horizon = place.offset[1] + 0.6 * picture.height * place.scale
    assert horizon == pytest.approx(lens.cy + lens.fy * math.tan(math.radians(3)))


def test_a_picture_that_is_still_shown_minds_no_other_set():
    """The new choice is being built while the old picture stands: its settings mean nothing to the picture."""
    for chosen in (SetChoice(kind="office", values={"sign": "x"}), SetChoice(kind="picture", values={"horizon": "low"})):
        shot = match(paired(), Project(set=chosen), Staged(backdrop=frame_of(0)), (160, 90))
        assert shot.backdrop_placement.scale == pytest.approx(1.0)


def test_a_measured_lens_is_the_sets_lens_and_bends_it():
    """A lens measured at another size of the same mode; its centre and its terms go along, turned as the plate is."""
    profile = LensProfile(width=320, height=180, fx=300, fy=300, cx=166, cy=86, distortion=[-0.2, 0.05, 0.001, 0.002, 0.0])
    camera = CameraSettings(known_by="measured", measured=profile)
    shot = match(paired(), Project(camera=camera), Staged(), (160, 90))
    assert (shot.intrinsics.fx, shot.intrinsics.cx, shot.intrinsics.cy) == pytest.approx((150, 83, 43))
    assert shot.distortion.terms == tuple(profile.distortion) and shot.distortion.lens == shot.plate_intrinsics
    assert camera.real_focal_mm == pytest.approx(36 * 300 / 320)
    for straight in ({"distorts": False}, {"known_by": "view"}, {"measured": None}):
        assert match(paired(), Project(camera=camera.model_copy(update=straight)), Staged(), (160, 90)).distortion is None


def test_a_measured_lens_is_saved_with_the_project(tmp_path):
    profile = LensProfile(width=320, height=180, fx=300, fy=300, cx=166, cy=86, distortion=[-0.2, 0.05, 0.001, 0.002, 0.0])
    project = Project(camera=CameraSettings(known_by="measured", measured=profile))
    project.save(tmp_path / "\u9879\u76ee.json")
    assert Project.load(tmp_path / "\u9879\u76ee.json") == project


def test_a_virtual_move_round_a_still_camera_keeps_the_actor_where_he_is():
    """5 degrees round him, a tenth of the way to him: he stays on the axis, is larger by 1 / 0.9, and the set turns behind him."""
    scene = Scene("k", "t", marks=(Mark((1.0, 2.0, 0.0), pan_deg=30.0),))
    still = CameraSettings(known_by="focal", focal_mm=36, sensor_width_mm=36, distance_m=2.0, tilt_deg=-3.0)
    moved = still.model_copy(update={"orbit_deg": 5.0, "dolly": 0.1})
    before, after = (match(paired(), Project(camera=each), Staged(scene, scene.at(0)), (160, 90)) for each in (still, moved))
    here, there = (shot.pose.world_from_camera() for shot in (before, after))
    target = here[:3, 3] + 2.0 * here[:3, 1]
    assert there[:3, 3] + 1.8 * there[:3, 1] == pytest.approx(target)
    cosine = float(here[:2, 1] @ there[:2, 1] / np.linalg.norm(here[:2, 1]) / np.linalg.norm(there[:2, 1]))
    assert math.degrees(math.acos(cosine)) == pytest.approx(5.0)
    right = here[:3, 0]
    assert (there[:3, 3] - here[:3, 3]) @ right > 0.1, "to the right"
    assert after.placement.scale == pytest.approx(1 / 0.9) and after.intrinsics == before.intrinsics
    assert after.plate_intrinsics.fx == pytest.approx(before.intrinsics.fx / 0.9) and after.actor_depth_m == pytest.approx(1.8)


def test_a_move_that_no_card_bears_is_cut_short_and_told():
    asked = CameraSettings(orbit_deg=12.0, dolly=-0.25)
    assert asked.card_move == (8.0, -0.15)
    assert [note.code for note in lens_notes(Project(camera=asked))] == ["engine.card_limit"]
    assert lens_notes(Project(camera=CameraSettings(orbit_deg=8.0, dolly=0.15))) == ()
    scene = Scene("k", "t")
    tracked = CameraPose.of_angles((0.1, 0.0, 1.5), 2, 0, 0)
    plain = match(paired(), Project(), Staged(scene, scene.at(0)), (160, 90), tracked)
    moved = match(paired(), Project(camera=asked), Staged(scene, scene.at(0)), (160, 90), tracked)
    assert moved.pose == plain.pose and moved.placement == plain.placement, "a tracked camera really moves"
