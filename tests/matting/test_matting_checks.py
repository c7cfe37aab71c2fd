"""The live checks on cases made to be exact: what must be found, in which frame, and what must be let pass."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from vpstudio.matting import check_screen
from vpstudio.matting.checks import HOLD_S, MOST, ORDER, Checks, Standing
from vpstudio.model.clean import CleanPlate
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import Frame, Layout, Orientation
from vpstudio.words import sentences

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
SIZE = (640, 360)
RATE = 30
SKIN, SHIRT, HAIR = (205, 150, 120), (60, 70, 120), (40, 30, 25)
GREEN = (40, 170, 60)


def to_light(code) -> np.ndarray:
    x = np.asarray(code) / 255
    return np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)


def wall() -> np.ndarray:
    """A wall with pictures on it: nowhere the colour of the actor."""
    picture = np.full((SIZE[1], SIZE[0], 3), (150, 150, 140), np.uint8)
    for x in range(20, SIZE[0], 130):
        cv2.rectangle(picture, (x, 30), (x + 60, 90), (110, 125, 105), -1)
    return picture


def screen(colour=GREEN) -> np.ndarray:
    return np.full((SIZE[1], SIZE[0], 3), colour, np.uint8)


@dataclass(frozen=True)
class Pose:
    """Where he stands, where his hand is, beside him, and whether the other arm leaves a gap to the body."""

    x: int = 320
    hand: tuple[int, int] = (-130, 190)
    gap: bool = False


def drawn(pose: Pose = Pose(), background: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The picture (h, w, 3) and the exact alpha."""
    picture = (wall() if background is None else background).copy()
    alpha = np.zeros(picture.shape[:2], np.uint8)
    hand = (pose.x + pose.hand[0], pose.hand[1])
    for layer, ink in ((picture, None), (alpha, 255)):
        cv2.line(layer, (pose.x - 30, 190), hand, ink or SHIRT, 26)
        cv2.ellipse(layer, (pose.x, 330), (75, 160), 0, 0, 360, ink or SHIRT, -1)
        if pose.gap:
            cv2.line(layer, (pose.x + 40, 200), (pose.x + 115, 260), ink or SHIRT, 20)
            cv2.line(layer, (pose.x + 115, 260), (pose.x + 60, 320), ink or SHIRT, 20)
        cv2.circle(layer, hand, 22, ink or SKIN, -1)
        cv2.ellipse(layer, (pose.x, 110), (38, 50), 0, 0, 360, ink or SKIN, -1)
        cv2.ellipse(layer, (pose.x, 75), (38, 22), 0, 180, 360, ink or HAIR, -1)
    return picture, alpha


def frame_of(rgb: np.ndarray, number: int, time_ns: int | None = None, turn: Orientation | None = None) -> Frame:
    rgba = np.dstack((rgb, np.full(rgb.shape[:2], 255, np.uint8)))
    stamp = Stamp(number, round(number * 1e9 / RATE) if time_ns is None else time_ns)
    return Frame(stamp, rgb.shape[1], rgb.shape[0], (rgba,), Layout.RGBA, (rgba,), Layout.RGBA, orientation=turn or Orientation())


def without(alpha: np.ndarray, at: tuple[int, int], radius: int) -> np.ndarray:
    """The matte with a round part wiped out."""
    wiped = alpha.copy()
    cv2.circle(wiped, at, radius, 0, -1)
    return wiped


def told(pictures, **more) -> list[set[str]]:
    """The codes of each frame; pictures: (rgb, alpha) in order."""
    checks = Checks()
    return [{problem.code for problem in checks.look(frame_of(rgb, n), alpha, **more)} for n, (rgb, alpha) in enumerate(pictures)]


def first(answers: list[set[str]]) -> dict[str, int]:
    """The frame in which each finding was first told."""
    return {code: min(n for n, codes in enumerate(answers) if code in codes) for code in set().union(*answers)}


def still(count: int, **changes) -> list[tuple[np.ndarray, np.ndarray]]:
    picture, alpha = drawn(Pose(**changes))
    return [(picture, alpha)] * count


# --- what must be found


@pytest.mark.parametrize("frames", [1, 2, 9])
def test_a_hand_wiped_from_the_matte_is_found_in_its_frame(frames):
    pictures = still(60)
    rgb, alpha = pictures[0]
    pictures[20 : 20 + frames] = [(rgb, without(alpha, (190, 190), 30))] * frames
    assert first(told(pictures)) == {"check.lost_left": 20}


@pytest.mark.parametrize(
    ("at", "radius", "code"),
    [((320, 90), 60, "check.lost_head"), ((320, 350), 34, "check.lost_bottom"), ((320, 240), 24, "check.hole")],
)
def test_the_place_of_what_is_lost_is_told(at, radius, code):
    pictures = still(30)
    rgb, alpha = pictures[0]
    wiped = without(alpha, at, radius)
    pictures[20:22] = [(rgb, wiped)] * 2
    assert first(told(pictures)) == {code: 20}


def test_a_hand_on_the_right_is_on_the_right():
    pictures = still(30, hand=(130, 190))
    rgb, alpha = pictures[0]
    pictures[20] = (rgb, without(alpha, (450, 190), 30))
    assert first(told(pictures)) == {"check.lost_right": 20}


def test_a_turned_camera_tells_the_side_as_it_is_seen():
    """The picture comes lying on its side; the matte is upright."""
    rgb, alpha = drawn()
    lying = np.ascontiguousarray(np.rot90(rgb))
    checks = Checks()
    answers = []
    for n in range(25):
        matte = without(alpha, (190, 190), 30) if n == 20 else alpha
        answers.append({problem.code for problem in checks.look(frame_of(lying, n, turn=Orientation(90)), matte)})
    assert first(answers) == {"check.lost_left": 20}


def test_a_hand_that_moves_a_little_is_missed_too():
    pictures = [drawn(Pose(hand=(-130 + n // 2, 190 - n // 2))) for n in range(40)]
    rgb, alpha = pictures[20]
    pictures[20] = (rgb, without(alpha, (200, 180), 34))
    assert first(told(pictures)) == {"check.lost_left": 20}


def test_a_hand_that_fades_within_a_quarter_of_a_second_is_missed():
    pictures = still(40)
    rgb, alpha = pictures[0]
    hand = alpha - without(alpha, (190, 190), 30)
    for n in range(20, 40):
        pictures[n] = (rgb, (alpha - hand * min(1.0, (n - 19) / 6)).astype(np.uint8))
    assert 23 <= first(told(pictures))["check.lost_left"] <= 25


def test_an_actor_who_vanishes_is_told_once_and_as_a_whole():
    rgb, alpha = drawn()
    pictures = still(20) + [(rgb, np.zeros_like(alpha))] * 2 + still(8)
    assert first(told(pictures)) == {"check.actor_lost": 20}


def test_a_running_actor_who_vanishes_is_told():
    pictures = [drawn(Pose(x=150 + 12 * n)) for n in range(30)]
    pictures[20] = (pictures[20][0], np.zeros_like(pictures[20][1]))
    assert first(told(pictures)) == {"check.actor_lost": 20}


def close_up() -> tuple[np.ndarray, np.ndarray]:
    """Head and shoulders, which reach beyond both sides."""
    rgb, alpha = drawn()
    return cv2.resize(rgb[80:260, 262:378], SIZE), cv2.resize(alpha[80:260, 262:378], SIZE)


def test_an_actor_whose_shoulders_touch_the_sides_is_not_leaving_when_he_vanishes():
    rgb, alpha = close_up()
    assert alpha[-1, 0] == alpha[-1, -1] == 255
    assert first(told([(rgb, alpha)] * 50 + [(rgb, np.zeros_like(alpha))] * 3)) == {"check.actor_lost": 50}


def shaken(alpha: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The outline moved to and fro by a few pixels, differently all round."""
    far = cv2.distanceTransform(alpha, cv2.DIST_L2, 5) - cv2.distanceTransform(255 - alpha, cv2.DIST_L2, 5)
    push = cv2.resize(rng.normal(0, 4, (9, 16)).astype(np.float32), SIZE, interpolation=cv2.INTER_CUBIC)
    return (np.clip((far + push) / 4 + 0.5, 0, 1) * 255).astype(np.uint8)


def test_an_outline_that_shakes_round_a_still_actor_flickers():
    rng = np.random.default_rng(3)
    rgb, alpha = drawn()
    answers = told(still(20) + [(rgb, shaken(alpha, rng)) for _ in range(40)])
    assert 21 <= first(answers)["check.flicker"] <= 35


def test_the_crops_edge_is_told_by_the_matter():
    rgb, alpha = drawn()
    assert [problem.code for problem in Checks().look(frame_of(rgb, 0), alpha, notes={"cut": 1.0})] == ["check.cut_crop"]
    assert Checks().look(frame_of(rgb, 0), alpha, notes={"cut": 0.0, "crop": 0.5}) == ()


@pytest.mark.parametrize(("step", "code"), [(12, "check.leaves_right"), (-12, "check.leaves_left"), (4, "check.leaves_right")])
def test_an_actor_who_walks_out_leaves_the_picture_and_nothing_else(step, code):
    pictures = still(40) + [drawn(Pose(x=320 + step * n, hand=(0, 220))) for n in range(480 // abs(step))]
    assert set(first(told(pictures))) == {code}


def test_a_head_that_rises_out_of_the_picture_is_cut_by_the_upper_edge():
    def risen(n: int) -> tuple[np.ndarray, np.ndarray]:
        rgb, alpha = drawn()
        shift = np.array([[1.0, 0, 0], [0, 1, -3 * n]])
        return cv2.warpAffine(rgb, shift, SIZE, borderMode=cv2.BORDER_REPLICATE), cv2.warpAffine(
            alpha, shift, SIZE, borderMode=cv2.BORDER_REPLICATE
        )

    assert set(first(told(still(40) + [risen(n) for n in range(35)]))) == {"check.leaves_top"}


def waved(height: int, x: int = 175) -> list[tuple[np.ndarray, np.ndarray]]:
    """A hand that swings out of the picture on the left and back, once in 60 frames."""
    swing = [round(-130 - height * max(0.0, np.sin(n / 10))) for n in range(60)]
    return [drawn(Pose(x=x, hand=(reach, 190))) for reach in swing]


def test_a_gesture_that_goes_out_is_told_once_and_again_when_it_reaches_further():
    small, large = waved(48), [drawn(Pose(x=175 - 3 * n, hand=(-130, 190))) for n in range(40)]
    answers = told(still(40, x=175) + small + small + still(60, x=175) + large)
    told_at = [n for n in range(1, len(answers)) if "check.leaves_left" in answers[n] - answers[n - 1]]
    assert len(told_at) == 2
    assert 40 < told_at[0] < 70
    assert told_at[1] > 220
    assert set().union(*answers) == {"check.leaves_left"}


# --- what must be let pass


def test_nothing_is_found_where_nothing_is_wrong():
    """Camera noise, an edge that is never quite the same, a swaying actor."""
    rng = np.random.default_rng(1)
    pictures = []
    for n in range(120):
        rgb, alpha = drawn(Pose(x=320 + round(15 * np.sin(n / 9)), hand=(-130 + round(20 * np.sin(n / 5)), 190)))
        noisy = np.clip(rgb + rng.normal(0, 6, rgb.shape), 0, 255).astype(np.uint8)
        soft = cv2.GaussianBlur(alpha, (0, 0), 2).astype(float)
        soft += rng.normal(0, 12, soft.shape) * (np.abs(soft - 127) < 110)
        pictures.append((noisy, np.clip(soft, 0, 255).astype(np.uint8)))
    assert first(told(pictures)) == {}


def test_a_hand_that_goes_away_is_not_lost():
    """Swung down within six frames, and put behind the back in one."""
    swing = [drawn(Pose(hand=(round(-130 * np.cos(a)), round(190 + 120 * np.sin(a))))) for a in np.linspace(0, 1.5, 6)]
    hidden = [drawn(Pose(hand=(0, 230)))] * 10
    assert first(told(still(20) + swing + hidden + still(10))) == {}


def test_a_gap_that_opens_between_arm_and_body_is_not_a_hole():
    """The arm comes up; the wall is seen through."""
    assert first(told(still(20) + still(30, gap=True))) == {}


def test_an_actor_who_enters_is_not_cut():
    rgb = wall()
    entering = [drawn(Pose(x=-150 + 16 * n, hand=(0, 220))) for n in range(30)]
    assert first(told([(rgb, np.zeros(rgb.shape[:2], np.uint8))] * 40 + entering)) == {}


def test_shoulders_that_touch_the_sides_of_a_close_shot_are_framing():
    assert first(told([close_up()] * 60)) == {}


def test_another_shot_is_not_a_loss():
    other = np.full((SIZE[1], SIZE[0], 3), (60, 40, 40), np.uint8)
    pictures = still(20) + [drawn(Pose(x=480), other)] * 20
    assert first(told(pictures)) == {}


def test_after_another_shot_losses_are_found_again():
    other = np.full((SIZE[1], SIZE[0], 3), (60, 40, 40), np.uint8)
    rgb, alpha = drawn(Pose(x=480), other)
    pictures = [*still(20), *[(rgb, alpha)] * 20, (rgb, without(alpha, (350, 190), 30))]
    assert first(told(pictures)) == {"check.lost_middle": 40}


def test_a_light_that_goes_out_is_not_a_loss():
    rgb, alpha = drawn()
    assert first(told(still(20) + [((rgb * 0.3).astype(np.uint8), np.zeros_like(alpha))] * 10)) == {}


def test_a_person_who_was_never_in_the_matte_is_not_lost():
    rgb, alpha = drawn()
    assert first(told([(rgb, np.zeros_like(alpha))] * 40)) == {}


def test_a_piece_of_furniture_that_leaves_the_matte_is_not_a_part_of_him():
    rgb, alpha = drawn()
    with_table = alpha.copy()
    cv2.rectangle(rgb, (520, 200), (590, 240), (90, 60, 40), -1)
    cv2.rectangle(with_table, (520, 200), (590, 240), 255, -1)
    assert first(told([(rgb, with_table)] * 20 + [(rgb, alpha)] * 10)) == {}


def test_frames_after_a_gap_or_from_the_past_are_not_compared():
    rgb, alpha = drawn()
    for later in (20 / RATE + 1.5, 0.0):
        checks = Checks()
        for n in range(20):
            checks.look(frame_of(rgb, n), alpha)
        assert checks.look(frame_of(rgb, 20, round(later * 1e9)), without(alpha, (190, 190), 30)) == ()


def test_a_source_of_another_size_begins_anew():
    rgb, alpha = drawn()
    checks = Checks()
    for n in range(20):
        checks.look(frame_of(rgb, n), alpha)
    upright = np.ascontiguousarray(rgb[:, 200:400])
    assert checks.look(frame_of(upright, 20), np.zeros((360, 200), np.uint8)) == ()


# --- key and network together


def plate_of(colour=GREEN, confident: float = 1.0) -> CleanPlate:
    light = np.empty((180, 320, 4), np.float16)
    light[..., :3] = to_light(colour)
    light[..., 3] = confident
    return CleanPlate(light, "captured", "bare")


def limits_of(alpha: np.ndarray) -> np.ndarray:
    core = cv2.erode(alpha, np.ones((25, 25), np.uint8))
    return np.dstack((core, np.full_like(core, 255)))


def test_a_hand_that_the_network_lost_and_the_key_holds_is_no_finding():
    rgb, alpha = drawn(background=screen())
    wiped = without(alpha, (190, 190), 30)
    pictures = [(rgb, alpha)] * 20 + [(rgb, wiped)] * 5
    assert first(told(pictures, clean=plate_of(), screen=tuple(to_light(GREEN)), limits=limits_of(wiped))) == {}
    lost = told(pictures, clean=plate_of(confident=0.0), screen=tuple(to_light(GREEN)), limits=limits_of(wiped))
    assert first(lost) == {"check.lost_left": 20}


@pytest.mark.parametrize("colour", [GREEN, (40, 60, 180)])
def test_the_small_key_follows_the_colour_difference(colour):
    """alpha = (1 - k(I)/k(C) - 0.08) / 0.77, k with the two other channels weighed 0.4 and 0.6; half actor, half screen."""
    actor, bare = np.array([0.3, 0.3, 0.3]), to_light(colour)
    mixed = actor * 0.5 + bare * 0.5
    code = np.where(mixed <= 0.0031308, 12.92 * mixed, 1.055 * mixed ** (1 / 2.4) - 0.055) * 255
    rgb = np.array([[colour, np.rint(code), (148, 148, 148)]], np.uint8)
    alpha = check_screen.keyed(rgb, tuple(bare))[0]
    assert alpha[0] == 0
    assert alpha[1] == pytest.approx(255 * (0.5 - 0.08) / 0.77, abs=4)
    assert alpha[2] == 255


def test_nothing_is_cut_without_a_screen():
    assert (check_screen.keyed(wall(), None) == 255).all()


# --- the screen's light


def lit(background: np.ndarray, seconds: float = 3.0, actor=SHIRT, **more) -> dict[str, int]:
    """What is told of an actor before a screen, cut out by the key itself."""
    picture = background.copy()
    cv2.ellipse(picture, (320, 330), (90, 250), 0, 0, 360, actor, -1)
    cv2.ellipse(picture, (320, 330), (60, 220), 0, 0, 360, more.pop("inside", actor), -1)
    colour = tuple(np.median(to_light(background).reshape(-1, 3), axis=0))
    return first(told([(picture, None)] * round(seconds * RATE), screen=colour))


@pytest.mark.parametrize("colour", [GREEN, (40, 60, 180)])
def test_a_good_screen_is_not_complained_of(colour):
    shade = np.linspace(0.8, 1.1, SIZE[0])[None, :, None]
    assert lit((screen(colour) * shade).astype(np.uint8)) == {}


def test_a_dark_screen_is_told_when_it_lasts():
    found = lit(screen((12, 45, 15)))
    assert set(found) == {"check.screen_dark"}
    assert 2 * RATE <= found["check.screen_dark"] <= 2.5 * RATE


def test_a_clipped_screen_is_told():
    assert set(lit(screen((120, 255, 110)))) == {"check.screen_clipped"}


def test_an_uneven_screen_is_told():
    """From code 40 to 200, light 0.021 to 0.578, is 4.8 stops."""
    shade = np.linspace(40, 200, SIZE[0])[None, :, None] / 170
    assert "check.screen_uneven" in lit((screen() * shade).astype(np.uint8))


def test_spill_is_what_the_rim_has_beyond_the_inside():
    assert set(lit(screen(), actor=(140, 158, 140), inside=(150, 150, 150))) == {"check.spill"}
    assert lit(screen(), actor=(150, 150, 150)) == {}


def test_greenish_clothes_are_not_spill():
    assert lit(screen(), actor=(120, 140, 110), inside=(120, 140, 110)) == {}


def test_light_that_is_wrong_for_a_moment_is_let_pass():
    assert lit(screen((12, 45, 15)), seconds=1.5) == {}


def test_clothes_in_the_colours_of_the_room_are_told_when_the_matter_says_so_for_long():
    assert first(told(still(90), notes={"camouflage": 0.5}))["check.camouflage"] in range(2 * RATE, 2 * RATE + 20)
    assert first(told(still(90), notes={"camouflage": 0.02})) == {}


# --- how it is told


def test_a_finding_stays_for_a_while_and_does_not_blink():
    pictures = still(120)
    rgb, alpha = pictures[0]
    pictures[20] = (rgb, without(alpha, (190, 190), 30))
    pictures[40] = pictures[20]
    shown = [n for n, codes in enumerate(told(pictures)) if codes]
    assert shown == list(range(20, 40 + round(HOLD_S * RATE)))


def test_the_worst_come_first_and_three_at_most():
    standing = Standing()
    answer = standing.told(["check.spill", "check.leaves_top", "check.flicker", "check.lost_head"], 1.0)
    assert [problem.code for problem in answer] == ["check.lost_head", "check.flicker", "check.leaves_top"]
    assert len(answer) == MOST


def test_a_clock_that_jumps_back_does_not_keep_a_finding_for_ever():
    standing = Standing()
    standing.told(["check.hole"], 1000.0)
    assert standing.told([], 2.0) == ()


def test_every_code_has_its_sentence_and_every_sentence_its_code():
    assert {code for code in sentences() if code.startswith("check.")} == set(ORDER)


def test_the_matte_may_be_small_and_the_picture_given():
    pictures = still(30)
    rgb, alpha = pictures[0]
    small = cv2.resize(rgb, (320, 180), interpolation=cv2.INTER_AREA)
    checks = Checks()
    answers = []
    for n in range(25):
        matte = without(alpha, (190, 190), 30) if n == 20 else alpha
        frame = replace(frame_of(rgb, n), planes=(), upload=())
        answers.append({p.code for p in checks.look(frame, cv2.resize(matte, (256, 144)), rgb=small)})
    assert first(answers) == {"check.lost_left": 20}


# --- real pictures


def clip(name: str) -> list[tuple[np.ndarray, np.ndarray]]:
    import av

    video, alpha = DATA / "matte" / f"{name}.mp4", DATA / "matte" / f"{name}_alpha.mkv"
    if not video.is_file():
        pytest.skip("the clips are not here")
    with av.open(str(video)) as pictures, av.open(str(alpha)) as mattes:
        pairs = zip(pictures.decode(video=0), mattes.decode(video=0), strict=True)
        return [(picture.to_ndarray(format="rgb24"), matte.to_ndarray(format="gray")) for picture, matte in pairs]


@pytest.mark.footage
@pytest.mark.parametrize("name", ["asl_gs", "asl_gsx", "asl_room"])
def test_exact_mattes_of_a_signing_actress_are_not_complained_of(name):
    assert first(told(clip(name))) == {}


@pytest.mark.footage
def test_what_is_wiped_from_her_matte_is_found():
    """Parts the size of a hand at the outline, wiped for two frames."""
    pictures = clip("asl_room")
    rng = np.random.default_rng(5)
    found = []
    for _ in range(12):
        at = int(rng.integers(8, len(pictures) - 2))
        outline = cv2.morphologyEx((pictures[at][1] > 230).astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((60, 60), np.uint8))
        y, x = rng.choice(np.argwhere((outline > 0) & (pictures[at][1] > 230)))
        wiped = [(rgb, without(alpha, (int(x), int(y)), 48)) for rgb, alpha in pictures[at : at + 2]]
        found.append(first(told(pictures[:at] + wiped)) != {} and min(first(told(pictures[:at] + wiped)).values()) == at)
    assert sum(found) >= 10
