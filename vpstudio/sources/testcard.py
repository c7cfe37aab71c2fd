"""The test card: bars, ramp, wedges and circles for the eye; a frame number, a flash and a beep for the machine."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import field_validator

from vpstudio.model.clock import NANOSECONDS, Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, SoundBlock, sealed
from vpstudio.model.setting import setting
from vpstudio.model.source import SourceInfo
from vpstudio.sources.base import Source, Wants, registry
from vpstudio.sources.demo import Pace

SOUND_RATE = 48_000
BEEP_HZ, BEEP_S, BEEP_LEVEL = 1000.0, 0.05, 0.25
BITS = 24
CHECK_BITS = 4
CELLS = BITS + CHECK_BITS + 4
"""Code strip: black and white at each end for the levels, then number and check bits."""
STRIP = (0.10, 0.90, 0.945, 0.985)
"""Left, right, top, bottom of the code strip as parts of the picture."""
BARS = ((191, 191, 191), (191, 191, 0), (0, 191, 191), (0, 191, 0), (191, 0, 191), (191, 0, 0), (0, 0, 191))
"""75 % colour bars, full range."""
SCREEN = (38, 142, 66)
BAR = (232, 226, 214)
LOOP_S = 4.0


@registry.register
class TestCard(Source):
    """RGBA pictures that depend on their number alone. ``card`` is for looking, ``mover`` swings a bright bar over green fast.

    ``read_number`` reads the number back from any copy of a picture; ``truth`` gives the mover's exact alpha.
    """

    __test__ = False
    name: ClassVar[str] = "testcard"
    title: ClassVar[str] = "Test card"

    class Settings(Source.Settings):
        kind: Literal["card", "mover"] = setting("card", "Picture", choices=("Test card", "Fast mover on green"))
        width: int = setting(1280, "Width", low=64, high=7680, step=2, unit="px")
        height: int = setting(720, "Height", low=64, high=7680, step=2, unit="px")
        rate: str = setting("25", "Frame rate", unit="fps", help="A number such as 25 or 29.97, or a fraction such as 30000/1001.")
        sound: bool = setting(True, "Beep")
        frames: int = setting(0, "Pictures", low=0, advanced=True, help="How many pictures before it ends; 0 goes on for ever.")

        @field_validator("rate")
        @classmethod
        def _a_rate(cls, value: str) -> str:
            if not 1 <= rate_of(value) <= 240:
                raise ValueError("the frame rate must be between 1 and 240")
            return value

    def __init__(self, settings: Source.Settings, wants: Wants) -> None:
        super().__init__(settings, wants)
        self._chosen = settings if isinstance(settings, TestCard.Settings) else TestCard.Settings()
        self.rate = rate_of(self._chosen.rate)
        self._stop = threading.Event()
        self._still: NDArray[np.uint8] | None = None

    def open(self) -> SourceInfo:
        chosen = self._chosen
        count = self._count()
        return SourceInfo(
            self.title,
            chosen.width,
            chosen.height,
            self.rate,
            live=self.wants.policy == "live",
            frames=count,
            duration_s=None if count is None else float(count / self.rate),
            sound_rate=SOUND_RATE if chosen.sound else None,
            sound_channels=1 if chosen.sound else 0,
            screen="green" if chosen.kind == "mover" else None,
        )

    def read(self) -> Iterator[Frame | SoundBlock]:
        pace, count, number, heard = Pace(self.rate, self.wants.policy), self._count(), 0, 0
        while not self._stop.is_set() and (count is None or number < count):
            planes = sealed(self.picture(number))
            pace.wait(number, self._stop)
            stamp = Stamp(number, pace.time_ns(number))
            yield Frame(
                stamp, self._chosen.width, self._chosen.height, planes, Layout.RGBA, planes, Layout.RGBA, RGB_FULL, self.wants.orientation
            )
            if self._chosen.sound:
                until = int((number + 1) * SOUND_RATE / self.rate)
                yield SoundBlock(pace.time_ns(0) + heard * NANOSECONDS // SOUND_RATE, beeps(heard, until - heard), SOUND_RATE)
                heard = until
            number = pace.next(number + 1)

    def close(self) -> None:
        self._stop.set()

    def picture(self, number: int) -> NDArray[np.uint8]:
        """(H, W, 4) uint8 RGBA of picture ``number``."""
        if self._still is None:
            self._still = _card(self._chosen.width, self._chosen.height) if self._chosen.kind == "card" else self._screen()
        picture = self._still.copy()
        if self._chosen.kind == "mover":
            _over_in_light(picture, self.truth(number))
        else:
            self._moving_parts(picture, number)
        _write_number(picture, number)
        return picture

    def truth(self, number: int) -> NDArray[np.uint8]:
        """(H, W) uint8: the mover's alpha in picture ``number``; a half-open shutter smears its edges. Of a card: all 255."""
        width, height = self._chosen.width, self._chosen.height
        if self._chosen.kind == "card":
            return np.full((height, width), 255, np.uint8)
        steps = 16
        total = np.zeros((height, width), np.float32)
        for step in range(steps):
            at = float((number + 0.5 * ((step + 0.5) / steps - 0.5)) / self.rate)
            cv2.accumulate(_bar(width, height, at), total)
        return np.rint(total / steps).astype(np.uint8)

    def _screen(self) -> NDArray[np.uint8]:
        return np.broadcast_to(np.array((*SCREEN, 255), np.uint8), (self._chosen.height, self._chosen.width, 4)).copy()

    def _moving_parts(self, picture: NDArray[np.uint8], number: int) -> None:
        """A hand that turns once a second, the number in figures, and the flash in the second's first picture."""
        width, height = self._chosen.width, self._chosen.height
        radius, centre = 0.30 * min(width, height), (width / 2, height / 2)
        angle = 2 * math.pi * float(number / self.rate % 1)
        tip = (centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle))
        thick = max(2, round(min(width, height) / 140))
        ends = [tuple(round(v * 16) for v in end) for end in (centre, tip)]
        cv2.line(picture, ends[0], ends[1], (255, 255, 255, 255), thick, cv2.LINE_AA, 4)  # type: ignore[call-overload]
        size = min(width, height) / 720
        place = (round(centre[0] - 118 * size), round(centre[1] + 0.20 * min(width, height)))
        cv2.putText(
            picture, f"{number:07d}", place, cv2.FONT_HERSHEY_DUPLEX, 1.8 * size, (255, 255, 255, 255), max(1, round(2 * size)), cv2.LINE_AA
        )
        if flashes(number, self.rate):
            side = max(4, round(0.16 * min(width, height)))
            picture[: side // 2, width // 2 - side : width // 2 + side] = 255

    def _count(self) -> int | None:
        if self._chosen.frames:
            return self._chosen.frames
        return None if self.wants.loop else int(10 * self.rate)


def rate_of(text: str) -> Fraction:
    """``25``, ``29.97``, ``30000/1001``: exact for the NTSC rates. Raises ValueError."""
    try:
        rate = Fraction(text.strip())
    except ZeroDivisionError:
        raise ValueError("the frame rate cannot be divided by 0") from None
    whole = Fraction(math.ceil(rate))
    ntsc = whole * 1000 / 1001
    return ntsc if abs(rate - ntsc) < Fraction(1, 200) else rate


def flashes(number: int, rate: Fraction) -> bool:
    """Whether picture ``number`` is the first of a second."""
    return number == math.ceil(rate * math.floor(number / rate))


def beeps(first: int, count: int) -> NDArray[np.float32]:
    """(count, 1) float32: 50 ms of 1 kHz at each whole second, as the flash."""
    t = np.arange(first, first + count, dtype=np.float64) / SOUND_RATE % 1
    shape = np.clip(np.minimum(t, BEEP_S - t) / 0.002, 0, 1)
    return (BEEP_LEVEL * shape * np.sin(2 * math.pi * BEEP_HZ * t)).astype(np.float32)[:, None]


def read_number(rgb: NDArray[np.uint8]) -> int:
    """The number burnt into a picture (H, W, 3 or 4) uint8, after scaling, coding or keying. Raises ValueError when unreadable."""
    height, width = rgb.shape[:2]
    left, right, top, bottom = STRIP
    rows = slice(round((top + 0.3 * (bottom - top)) * height), max(round((bottom - 0.3 * (bottom - top)) * height), 1))
    cell = (right - left) * width / CELLS
    centres = left * width + (np.arange(CELLS) + 0.5) * cell
    spans = [slice(int(c - cell / 5), max(int(c + cell / 5), int(c - cell / 5) + 1)) for c in centres]
    level = np.array([float(rgb[rows, span, :3].mean()) for span in spans])
    white, black = (level[1] + level[-1]) / 2, (level[0] + level[-2]) / 2
    if not white - black > 60:
        raise ValueError("there is no code strip in this picture")
    bits = level[2:-2] > (white + black) / 2
    number = sum(1 << index for index, bit in enumerate(bits[:BITS]) if bit)
    check = sum(1 << index for index, bit in enumerate(bits[BITS:]) if bit)
    if check != _check(number):
        raise ValueError("the code strip is damaged")
    return number


def _check(number: int) -> int:
    """CRC-4 of ITU-T G.704 (x^4 + x + 1) over the number's bits: any one wrong bit, and any four in a row, show."""
    rest = 0b1011  # not 0, so that an all-black strip is no number
    for index in range(BITS):
        rest ^= (number >> index & 1) << 3
        rest = ((rest << 1) ^ 0b0011) & 15 if rest & 8 else rest << 1
    return rest


def _write_number(picture: NDArray[np.uint8], number: int) -> None:
    number %= 1 << BITS
    bits = [0, 1, *(number >> index & 1 for index in range(BITS)), *(_check(number) >> index & 1 for index in range(CHECK_BITS)), 0, 1]
    height, width = picture.shape[:2]
    left, right, top, bottom = STRIP
    edges = np.rint(np.linspace(left * width, right * width, CELLS + 1)).astype(int)
    rows = slice(round(top * height), round(bottom * height))
    for index, bit in enumerate(bits):
        picture[rows, edges[index] : edges[index + 1], :3] = 235 if bit else 16


def _bar(width: int, height: int, time_s: float) -> NDArray[np.uint8]:
    """The mover at an instant, 0 or 255 with smooth edges: a slanted bar sweeping the width and back, clear of the code strip."""
    swing = 0.5 - 0.5 * math.cos(2 * math.pi * time_s * 3 / LOOP_S)
    middle, half = (0.12 + 0.76 * swing) * width, 0.055 * width
    slant = 0.05 * width * math.sin(2 * math.pi * time_s / LOOP_S)
    top, bottom = 0.06 * height, 0.90 * height
    corners = [(middle - half + slant, top), (middle + half + slant, top), (middle + half - slant, bottom), (middle - half - slant, bottom)]
    canvas = np.zeros((height, width), np.uint8)
    fixed = np.rint((np.array(corners) - 0.5) * 16).astype(np.int32)
    cv2.fillPoly(canvas, [fixed], 255, cv2.LINE_AA, 4)
    return canvas


def _over_in_light(picture: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> None:
    """The bar over the screen, mixed in linear light through a table: both are of one colour, so 256 mixtures are all there are."""
    cover = np.arange(256)[:, None] / 255
    front, back = (_light(np.array(colour) / 255) for colour in (BAR, SCREEN))
    table = np.rint(255 * _code(front * cover + back * (1 - cover))).astype(np.uint8)
    mixed = cv2.LUT(cv2.merge((alpha, alpha, alpha)), table.reshape(1, 256, 3))
    cv2.mixChannels([mixed], [picture], (0, 0, 1, 1, 2, 2))


def _light(code: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


def _code(light: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def _card(width: int, height: int) -> NDArray[np.uint8]:
    """All that does not move: grid, bars, ramp, steps, wedges, circles."""
    card = np.full((height, width, 4), (74, 74, 78, 255), np.uint8)
    _grid(card)
    left, right = round(0.08 * width), round(0.92 * width)
    _bars(card[round(0.10 * height) : round(0.30 * height), left:right])
    ramp = np.linspace(0, 255, right - left).round().astype(np.uint8)
    card[round(0.30 * height) : round(0.35 * height), left:right, :3] = ramp[None, :, None]
    steps = (np.arange(right - left) * 11 // (right - left) * 25.5).round().astype(np.uint8)
    card[round(0.66 * height) : round(0.72 * height), left:right, :3] = steps[None, :, None]
    _wedges(card[round(0.74 * height) : round(0.92 * height), left:right])
    _circles(card)
    return card


def _grid(card: NDArray[np.uint8]) -> None:
    height, width = card.shape[:2]
    step = max(8, round(min(width, height) / 18))
    for x in range(width // 2 % step, width, step):
        card[:, x : x + 1, :3] = 120
    for y in range(height // 2 % step, height, step):
        card[y : y + 1, :, :3] = 120
    card[0, :, :3] = card[-1, :, :3] = 255
    card[:, 0, :3] = card[:, -1, :3] = 255


def _bars(part: NDArray[np.uint8]) -> None:
    edges = np.rint(np.linspace(0, part.shape[1], len(BARS) + 1)).astype(int)
    for colour, low, high in zip(BARS, edges, edges[1:], strict=False):
        part[:, low:high, :3] = colour


def _wedges(part: NDArray[np.uint8]) -> None:
    """Gratings of 1, 2, 3, 4 and 6 pixel lines, upright above and lying below."""
    height, width = part.shape[:2]
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    lines = np.array((1, 2, 3, 4, 6))[np.minimum(x * 5 // max(1, width), 4)]
    upright, lying = x // lines % 2, y // lines % 2
    part[..., :3] = (np.where(y < height // 2, upright, lying) * 219 + 16).astype(np.uint8)[..., None]


def _circles(card: NDArray[np.uint8]) -> None:
    """A large circle and one in each corner: anything but round means a wrong aspect."""
    height, width = card.shape[:2]
    short = min(width, height)
    radius = round(0.36 * short)
    thick = max(1, round(short / 360))
    cv2.circle(card, (width // 2, height // 2), round(0.30 * short), (40, 40, 44, 255), -1, cv2.LINE_AA)
    cv2.circle(card, (width // 2, height // 2), radius, (255, 255, 255, 255), thick, cv2.LINE_AA)
    cv2.drawMarker(card, (width // 2, height // 2), (255, 255, 255, 255), cv2.MARKER_CROSS, radius, thick)
    small = round(0.055 * short)
    for x in (small + 4, width - small - 5):
        for y in (small + 4, height - small - 5):
            cv2.circle(card, (x, y), small, (255, 255, 255, 255), thick, cv2.LINE_AA)
