"""Matching: a paired frame, the project and the stage become a Shot. Pure, so that a re-render sees the same."""

from __future__ import annotations

import math
from dataclasses import replace

from pydantic import ValidationError

from vpstudio.engine.pairing import Paired
from vpstudio.engine.stage import Staged
from vpstudio.model.camera import CameraPose, Intrinsics, Placement, joined, quaternion_of_angles, rotation_matrix
from vpstudio.model.distortion import Distortion
from vpstudio.model.flat import FlatSettings, placed
from vpstudio.model.frame import Frame, Orientation
from vpstudio.model.project import DOLLY, ORBIT_DEG, PUNCH_WARNING, CameraSettings, Project, SetChoice, Stand
from vpstudio.model.scene import Mark, Scene
from vpstudio.model.shot import Shot
from vpstudio.problem import Problem

FLAT = ("picture", "video")


def match(paired: Paired, project: Project, staged: Staged, size: tuple[int, int], tracked: CameraPose | None = None) -> Shot:
    """The shot of one frame at the output ``size`` (width, height). tracked: where a tracker says the camera is, in its own world."""
    frame, camera = paired.frame, project.camera
    mark = mark_of(staged.scene, project.set.mark)
    stand = camera.stand(mark)
    placement = Placement.fit(frame.upright_size, size, project.source.fit, camera.plate_zoom)
    lens = plate_lens(paired, project, placement)
    pose = with_lens(stood(camera, mark, frame.stamp.time_ns, tracked), camera)
    plate, shown = lens, placement
    if tracked is None and any(camera.card_move):
        pose = round_the_actor(pose, camera, stand.distance_m)
        shown = Placement.fit(frame.upright_size, size, project.source.fit, camera.plate_zoom / (1.0 - camera.card_move[1]))
        plate = plate_lens(paired, project, shown)
    return Shot(
        frame=frame,
        matte=paired.made.matte,
        cut=paired.made.cut,
        clean=paired.made.clean,
        pose=pose,
        intrinsics=lens.zoomed(camera.set_zoom),
        plate_intrinsics=plate,
        distortion=bend(camera, frame.orientation, lens),
        placement=shown,
        look=project.look.model_copy(update={"key": paired.made.key}),
        scene=staged.scene,
        set_state=staged.state,
        backdrop=staged.backdrop,
        backdrop_placement=flat_place(staged.backdrop, project, stand, lens, tracked),
        actor_depth_m=stand.distance_m * (1.0 - (camera.card_move[1] if tracked is None else 0.0))
        if camera.depth_sorts and staged.scene is not None
        else None,
        floor_m=mark.position_m[2],
        headroom_m=mark.headroom_m,
    )


def round_the_actor(pose: CameraPose, camera: CameraSettings, distance_m: float) -> CameraPose:
    """The pose moved about the actor and toward him, still looking as it did at where he stands; the plate follows as a card."""
    orbit_deg, dolly = camera.card_move
    here = pose.world_from_camera()
    target = here[:3, 3] + here[:3, 1] * distance_m
    turn = quaternion_of_angles(orbit_deg, 0, 0)
    x, y, z = target + rotation_matrix(turn) @ (here[:3, 3] - target) * (1.0 - dolly)
    return CameraPose(pose.time_ns, (float(x), float(y), float(z)), joined(turn, pose.rotation), pose.lens)


def flat_place(backdrop: Frame | None, project: Project, stand: Stand, lens: Intrinsics, tracked: CameraPose | None) -> Placement | None:
    """Where a flat picture lies: its horizon at eye level, and moving as what is far away does."""
    if backdrop is None:
        return None
    camera = project.camera
    chosen = flat_settings(project.set)
    pan, tilt = (camera.pan_deg, stand.tilt_deg) if tracked is None else looking_angles(tracked)
    return placed(backdrop.upright_size, lens.zoomed(camera.set_zoom), chosen, tilt, pan, zoom=camera.plate_zoom * camera.set_zoom)


def flat_settings(choice: SetChoice) -> FlatSettings:
    """The handles of a flat picture; untouched where the choice is of another kind already, or its values are none of these."""
    try:
        return FlatSettings(**choice.values) if choice.kind in FLAT else FlatSettings()
    except ValidationError:
        return FlatSettings()


def looking_angles(pose: CameraPose) -> tuple[float, float]:
    """(pan, tilt) in degrees, + left and + up, of the way a camera looks."""
    x, y, z = (float(part) for part in rotation_matrix(pose.rotation)[:, 1])
    return math.degrees(math.atan2(-x, y)), math.degrees(math.asin(max(-1.0, min(1.0, z))))


def stood(camera: CameraSettings, mark: Mark, time_ns: int, tracked: CameraPose | None) -> CameraPose:
    """Where the camera is in the set: as typed, or the tracker's movement laid on the typed place.

    The tracker knows its own height, tilt and roll; the typed place and pan only say where its origin lies in the set.
    """
    still = camera.pose(mark, time_ns)
    if tracked is None:
        return still
    turn = quaternion_of_angles(mark.pan_deg + camera.pan_deg, 0, 0)
    moved = rotation_matrix(turn) @ tracked.position_m
    x, y, z = still.position_m
    place = (x + float(moved[0]), y + float(moved[1]), z - camera.stand(mark).height_m + float(moved[2]))
    return CameraPose(time_ns, place, joined(turn, tracked.rotation), tracked.lens)


def with_lens(pose: CameraPose, camera: CameraSettings) -> CameraPose:
    """The focal length as the project knows it, where the lens does not report its own."""
    focal_mm = pose.lens.focal_mm or camera.real_focal_mm * camera.sensor_width_mm / 36.0
    return replace(pose, lens=replace(pose.lens, focal_mm=focal_mm))


def plate_lens(paired: Paired, project: Project, placement: Placement) -> Intrinsics:
    """The real lens, turned and placed as the plate is: the set is seen through it too, only narrower where it cheats."""
    frame = paired.frame
    lens = project.camera.intrinsics(frame.width, frame.height)
    return lens.turned(frame.orientation).placed(placement)


def bend(camera: CameraSettings, orientation: Orientation, lens: Intrinsics) -> Distortion | None:
    """How the measured lens bends the upright plate in the output."""
    profile = camera.profile
    return Distortion.of(profile, orientation, lens) if profile is not None and camera.distorts else None


def mark_of(scene: Scene | None, index: int) -> Mark:
    """The angle asked for, or the nearest there is."""
    marks = scene.marks if scene is not None and scene.marks else (Mark(),)
    return marks[min(index, len(marks) - 1)]


def lens_notes(project: Project) -> tuple[Problem, ...]:
    """What the lens button costs: a plate enlarged too far, or a plate that cannot get wider."""
    camera = project.camera
    notes = []
    if camera.linked and camera.punch > PUNCH_WARNING:
        notes.append(Problem("engine.punch", times=f"{camera.punch:.2f}"))
    if camera.card_move != (camera.orbit_deg, camera.dolly):
        notes.append(Problem("engine.card_limit", degrees=f"{ORBIT_DEG:g}", percent=f"{DOLLY * 100:.0f}"))
    if camera.linked and camera.punch < 0.999:
        notes.append(Problem("engine.too_wide", lens=f"{camera.lens_mm:g}", real=f"{camera.real_focal_mm:.0f}"))
    return tuple(notes)
