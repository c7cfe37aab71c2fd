"""Who is in the picture and which crops show them: found, followed, parted and joined again, whatever the network is.

One crop for all people would be far from square and show them small. So each group has a crop of its own, as long as that makes it
clearly smaller; who comes near shares one, with some reluctance both ways, so that crops do not come and go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import ceil

import numpy as np

from vpstudio.matting.crop import SURE, Framing, cut_sides, person_box, person_boxes, placed, softened, softness, united
from vpstudio.matting.picture import WHOLE, Box, Picture
from vpstudio.matting.search import covered, livened, stirring, windows
from vpstudio.matting.steady import Field

Size = tuple[int, int]

CROPS = 3
"""At most so many at a time: each costs a run of the network."""
PART, JOIN = 0.66, 0.78
"""Groups part when the larger of two crops is smaller than this part of one for both, and join again above the second."""
LOOK_EVERY = 10
"""Frames between two looks outside the crops: one run of a network each."""
STIR_EVERY = 4
FADING = 0.99
"""Of the memory of motion, a frame. Beside an actor who is known, only who moved lately is somebody: chairs look like people too."""
LIKE = 0.12
"""Part of the largest person's box that a newcomer's must have: a chair that is pushed looks like somebody small."""
PATIENCE = 4
"""Frames for which the crop of one who is not seen any more is kept."""
GROWN = 0.35
"""By this part of its longer side a box grows where the crop cuts the person."""
MARGINS = (0.12, 0.07, 0.2)
"""Round a person, parts of his longer side. The network sees him well with one and badly with another, as it happens."""
TRY_EVERY, GOOD = 10, 0.8
BAD = 1.8
"""Frames between trials of another margin where the matte is softer than ``GOOD``; thrice as often where it is softer than ``BAD``."""
SAME = 0.8
"""Part of the other margin's box that must lie in the first one's."""
BETTER = 0.88
"""So much softness, for the same area, makes another margin the better one."""
NEAR = 0.12
"""So far outside his box, in parts of its longer side, something faint may still be a person's."""
CONVINCING = 240
"""Mean alpha of a person whom only a close look found; what is none stays below."""
CONVINCING_MOVING = 225
"""The same of one who moved into the picture: that speaks for him."""
CONVINCING_PART = 0.04
"""Least part of his crop that such a person fills."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """The networks on one frame. wide: alpha (h, w) uint8 of the whole picture; close: of one crop. size: of the upright picture."""

    wide: Callable[[], Picture]
    close: Callable[[Box], Picture]
    size: Size


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A crop and what was seen in it. proven: a person was. missed: frames since. margin: how the crop was laid."""

    crop: Box
    alpha: Picture | None = None
    proven: bool = True
    missed: int = 0
    margin: float = MARGINS[0]


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a frame. fresh: crops that show what none showed before. cut: a person reaches over a crop's edge."""

    alpha: Picture
    people: int = 0
    box: Box | None = None
    fresh: tuple[Box, ...] = field(default_factory=tuple)
    cut: bool = False


class People:
    """Asked frame after frame. ``crops`` are those the last frame left for the next."""

    def __init__(self, framing: Framing | None = None) -> None:
        self._framing = framing or Framing()
        self.reset()

    def reset(self) -> None:
        self._looks: list[Look] = []
        self._number = 0
        self._turn = 0
        self._cold = True
        self._lively: Field | None = None
        self._stirred_at = -STIR_EVERY
        self.acquired = 0

    @property
    def crops(self) -> list[Box]:
        return [look.crop for look in self._looks]

    def seen(self, eyes: Eyes, matte: Size, motion: Field | None) -> Seen:
        """Everybody's alpha in one matte of size ``matte`` = (width, height).

        motion: how surely each pixel of the whole picture moved by the last frame, 0..1, where that is known.
        """
        self._remember(motion)
        before = [look.crop for look in self._looks if look.proven]
        looks = [look for look in (self._follow(each, eyes) for each in self._looks) if look.proven or look.missed == 0]
        if not any(look.missed == 0 for look in looks):
            looks += self._anew(eyes, motion)
        alpha = joined(looks, matte)
        boxes = person_boxes(alpha)
        keep_near(alpha, boxes)
        newcomers = [box for box in self._look_round(eyes, motion, looks) if part(box) > LIKE * part(boxes[0])] if boxes else []
        crops = [look.crop for look in looks]
        fresh = tuple(crop for crop in crops if covered(crop, before) < 0.5)
        cut = any(any(cut_sides(look.alpha, look.crop, others(look, looks))) for look in looks if look.alpha is not None)
        self._looks = self._next(boxes, newcomers, looks, eyes.size)
        self._number += 1
        return Seen(alpha, len(boxes), enclosing(boxes), fresh, cut)

    def _remember(self, motion: Field | None) -> None:
        """Where something moved lately."""
        if motion is None or self._lively is None or self._lively.shape != motion.shape:
            self._lively = None if motion is None else motion.copy()
        else:
            np.maximum(self._lively * np.float32(FADING), motion, out=self._lively)

    # --- those who are known

    def _follow(self, look: Look, eyes: Eyes) -> Look:
        """Look again; where the crop cuts him, widen it and look once more, twice at most."""
        alpha = eyes.close(look.crop)
        proven = look.proven or convincing(alpha)
        if person_box(alpha) is None or not proven:
            return Look(look.crop, alpha, look.proven, look.missed + 1)
        return self._tried(self._whole_person(replace(look, alpha=alpha, proven=True, missed=0), eyes), eyes)

    def _whole_person(self, look: Look, eyes: Eyes) -> Look:
        for _ in range(2):
            assert look.alpha is not None
            rest = [other for other in self.crops if other != look.crop]
            cut = cut_sides(look.alpha, look.crop, rest)
            box = within(person_box(look.alpha), look.crop)
            if box is None or not any(cut):
                break
            crop = self._framing.crop(grown(box, cut, eyes.size), eyes.size, look.margin)
            if crop == look.crop:
                break
            look = replace(look, crop=crop, alpha=eyes.close(crop))
        return look

    def _tried(self, look: Look, eyes: Eyes) -> Look:
        """Now and then, the same person with another margin: that one stays if it is clearer."""
        assert look.alpha is not None
        due = self._number % (TRY_EVERY // 3 if softness(look.alpha) > BAD else TRY_EVERY) == 1
        return self._clearest(look, eyes, [MARGINS[(MARGINS.index(look.margin) + 1) % 3]]) if due else look

    def _framed(self, look: Look, eyes: Eyes, cold: bool) -> Look:
        """As well as can be at the very first frame; later that would take too long at once, and comes with the trials."""
        look = self._relaid(look, eyes)
        return self._clearest(look, eyes, MARGINS[1:]) if cold else look

    def _relaid(self, look: Look, eyes: Eyes) -> Look:
        """The first crop was laid round what a coarse look saw: lay it anew if a close one saw otherwise."""
        assert look.alpha is not None
        box = within(person_box(look.alpha), look.crop)
        crop = self._framing.crop(box, eyes.size, look.margin) if box is not None else look.crop
        if min(covered(crop, [look.crop]), covered(look.crop, [crop])) > 0.9:
            return look
        again = replace(look, crop=crop, alpha=eyes.close(crop))
        assert again.alpha is not None
        return look if any(cut_sides(again.alpha, crop, self.crops)) or person_box(again.alpha) is None else again

    def _clearest(self, look: Look, eyes: Eyes, margins: Sequence[float]) -> Look:
        assert look.alpha is not None
        box = within(person_box(look.alpha), look.crop)
        for margin in margins if box is not None else ():
            assert box is not None
            if softness(look.alpha) < GOOD:
                break
            crop = self._framing.crop(box, eyes.size, margin)
            alpha = eyes.close(crop)
            rival = replace(look, crop=crop, alpha=alpha, margin=margin)
            # One who is suddenly half as large again is not clearer, but stuck to something.
            same = covered(within(person_box(alpha), crop) or WHOLE, [box]) > SAME and not any(cut_sides(alpha, crop, self.crops))
            if same and merit(rival, eyes.size) > merit(look, eyes.size) / BETTER:
                look = rival
        return look

    # --- those who are not

    def _anew(self, eyes: Eyes, motion: Field | None) -> list[Look]:
        """Nobody is in sight. The whole picture first, then the windows: all of them at the very first frame, else one a frame."""
        self.acquired += 1
        cold, self._cold = self._cold, False
        found = self._groups(person_boxes(eyes.wide()), [], eyes.size)
        looks = [self._whole_person(Look(crop, eyes.close(crop)), eyes) for crop in found]
        looks = [look for look in looks if look.alpha is not None and person_box(look.alpha) is not None]
        if looks:
            return [self._framed(look, eyes, cold) for look in looks]
        stir = stirring(motion, [], self._framing, eyes.size)
        places = windows(eyes.size) if cold else (stir or self._window(eyes.size, []),)
        for place in (place for place in places if place is not None):
            least = CONVINCING_MOVING if place == stir else CONVINCING
            look = self._proved(self._hinted(eyes, place), eyes, [each.crop for each in looks], least)
            looks += [self._framed(look, eyes, cold)] if look is not None else []
        return looks[:CROPS]

    def _hinted(self, eyes: Eyes, place: Box) -> Box | None:
        """The box of somebody in a window, grown where the window cuts him."""
        alpha = eyes.close(place)
        box = within(person_box(alpha), place)
        return grown(box, cut_sides(alpha, place), eyes.size) if box is not None else None

    def _proved(self, box: Box | None, eyes: Eyes, known: list[Box], least: int) -> Look | None:
        """A close look at what a window showed. It is no person if that does not convince."""
        if box is None or covered(box, known) > 0.6:
            return None
        crop = self._framing.crop(box, eyes.size)
        look = Look(crop, eyes.close(crop))
        if look.alpha is None or not convincing(look.alpha, least):
            return None
        return self._whole_person(look, eyes)

    def _look_round(self, eyes: Eyes, motion: Field | None, looks: list[Look]) -> list[Box]:
        """Boxes of those who may be outside the crops: where something moves, else from time to time, one run at most."""
        if len(looks) >= CROPS:
            return []
        known = [look.crop for look in looks]
        if self._number - self._stirred_at >= STIR_EVERY:
            stir = stirring(motion, known, self._framing, eyes.size)
            if stir is not None:
                self._stirred_at = self._number
                return self._outside([self._hinted(eyes, stir)], known)
        if self._number % LOOK_EVERY:
            return []
        window = self._window(eyes.size, known)
        if window is None:
            return self._outside(person_boxes(eyes.wide()), known)
        hinted = self._hinted(eyes, window)
        return self._outside([hinted if hinted is not None and livened(self._lively, hinted) else None], known)

    def _window(self, size: Size, known: list[Box]) -> Box | None:
        """The next window that the crops do not show anyway; None when it is the whole picture's turn."""
        places = [place for place in windows(size) if covered(place, known) < 0.7]
        self._turn += 1
        at = self._turn % (len(places) + 1)
        return places[at - 1] if at else None

    @staticmethod
    def _outside(boxes: Iterable[Box | None], known: list[Box]) -> list[Box]:
        return [box for box in boxes if box is not None and covered(box, known) < 0.6]

    # --- the next frame's crops

    def _next(self, boxes: list[Box], newcomers: list[Box], looks: list[Look], size: Size) -> list[Look]:
        """A crop for each group, the old one as long as it suits; those just lost keep theirs; newcomers have to prove themselves."""
        free = list(looks)
        found: list[Look] = []
        for box in self._groups(boxes, [look.crop for look in looks], size):
            own = max(free, key=lambda each: covered(box, [each.crop]), default=None)
            if own is None or covered(box, [own.crop]) < 0.5:
                own = Look(self._framing.crop(box, size))
            else:
                free.remove(own)
            held = self._framing.holds(own.crop, box, size, own.margin)
            found.append(Look(own.crop if held else self._framing.crop(box, size, own.margin), margin=own.margin))
        lost = [
            look for look in looks if 0 < look.missed < PATIENCE and look.proven and covered(look.crop, [each.crop for each in found]) < 0.8
        ]
        found += [replace(look, alpha=None) for look in lost]
        found += [Look(self._framing.crop(box, size), proven=False) for box in newcomers]
        return found[:CROPS]

    def _groups(self, boxes: list[Box], crops: list[Box], size: Size) -> list[Box]:
        """The boxes that are to share a crop, united; three at most."""
        groups = list(boxes)
        while len(groups) > 1:
            share, pair = max((self._sharing(a, b, crops, size), (a, b)) for a, b in combinations(groups, 2))
            if share < 1 and len(groups) <= CROPS:
                break
            groups = [group for group in groups if group not in pair] + [united_of(pair)]
        return groups

    def _sharing(self, a: Box, b: Box, crops: list[Box], size: Size) -> float:
        """How much two boxes should share a crop: 1 and more when they should."""
        larger = max(self._side(a, size), self._side(b, size))
        ratio = larger / self._side(united_of((a, b)), size)
        parted = not any(covered(a, [crop]) > 0.9 and covered(b, [crop]) > 0.9 for crop in crops)
        return ratio / (JOIN if parted and crops else PART)

    def _side(self, box: Box, size: Size) -> float:
        crop = self._framing.crop(box, size)
        return max((crop[2] - crop[0]) * size[0], (crop[3] - crop[1]) * size[1])


def joined(looks: list[Look], matte: Size) -> Picture:
    """The looks' mattes laid over each other, (height, width) uint8: the larger alpha counts."""
    whole = np.zeros(matte[::-1], np.uint8)
    for look in looks:
        if look.alpha is not None:
            whole = np.maximum(whole, placed(softened(look.alpha, look.crop), look.crop, matte))
    return whole


def keep_near(alpha: Picture, boxes: list[Box]) -> None:
    """Clear, in place, what lies far from everybody's box: specks and stains that belong to nobody."""
    height, width = alpha.shape
    kept = np.zeros_like(alpha)
    for left, top, right, bottom in boxes:
        more = NEAR * max((right - left) * width, (bottom - top) * height)
        down = slice(max(0, int(top * height - more)), ceil(bottom * height + more))
        across = slice(max(0, int(left * width - more)), ceil(right * width + more))
        kept[down, across] = alpha[down, across]
    alpha[:] = kept


def convincing(alpha: Picture, least: int = CONVINCING) -> bool:
    """Whether what a close look shows is a person beyond doubt."""
    sure = alpha >= SURE
    count = np.count_nonzero(sure)
    return bool(count >= CONVINCING_PART * alpha.size and alpha[sure].mean() >= least)


def merit(look: Look, size: Size) -> float:
    """The more of a person and the less undecided, the better."""
    assert look.alpha is not None
    pixels = (look.crop[2] - look.crop[0]) * (look.crop[3] - look.crop[1]) * size[0] * size[1] / look.alpha.size
    return float(np.count_nonzero(look.alpha >= SURE)) * pixels / max(softness(look.alpha), 0.1)


def others(look: Look, looks: list[Look]) -> list[Box]:
    return [other.crop for other in looks if other is not look]


def within(box: Box | None, crop: Box) -> Box | None:
    """A box in a crop as a box in the picture."""
    if box is None:
        return None
    across, down = crop[2] - crop[0], crop[3] - crop[1]
    left, top, right, bottom = crop[0] + box[0] * across, crop[1] + box[1] * down, crop[0] + box[2] * across, crop[1] + box[3] * down
    return max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom)


def grown(box: Box, sides: tuple[bool, bool, bool, bool], size: Size) -> Box:
    """``box`` grown on those of its left, top, right and bottom that are cut, within the picture."""
    more = GROWN * max((box[2] - box[0]) * size[0], (box[3] - box[1]) * size[1])
    left, top, right, bottom = (more / length * cut for length, cut in zip(size * 2, sides, strict=True))
    return max(0.0, box[0] - left), max(0.0, box[1] - top), min(1.0, box[2] + right), min(1.0, box[3] + bottom)


def part(box: Box) -> float:
    """Of the picture."""
    return (box[2] - box[0]) * (box[3] - box[1])


def united_of(boxes: Iterable[Box]) -> Box:
    whole = enclosing(boxes)
    assert whole is not None
    return whole


def enclosing(boxes: Iterable[Box]) -> Box | None:
    whole: Box | None = None
    for box in boxes:
        whole = united(whole, box)
    return whole
