"""A source and a matter that tests steer: a bright bar that runs across the picture, and the matte that sees exactly it."""

import time
from fractions import Fraction

import numpy as np

from vpstudio.matting.base import Matter
from vpstudio.model.clock import Stamp
from vpstudio.model.frame import RGB_FULL, Frame, Layout, SoundBlock, sealed
from vpstudio.model.matte import Matte
from vpstudio.model.setting import Settings
from vpstudio.model.source import SourceInfo
from vpstudio.sources.base import Source, Wants

WIDTH, HEIGHT, BAR, STEP = 160, 90, 12, 17


def bar_at(number):
    return number * STEP % (WIDTH - BAR)


def frame_of(number, rate=Fraction(30)):
    picture = np.full((HEIGHT, WIDTH, 4), 40, np.uint8)
    picture[..., 3] = 255
    picture[:, bar_at(number) : bar_at(number) + BAR, :3] = 230
    planes = sealed(picture)
    stamp = Stamp(number, int(number * 1_000_000_000 / rate))
    return Frame(stamp, WIDTH, HEIGHT, planes, Layout.RGBA, planes, Layout.RGBA, RGB_FULL)


class Runner(Source):
    """``count`` pictures at ``rate`` (0: as fast as taken); then it ends, or fails with ``error``."""

    name, title = "runner", "Runner"

    def __init__(self, count=60, rate=0.0, error=None, sound=False):
        super().__init__(Settings(), Wants())
        self.count, self.rate, self.error, self.sound = count, rate, error, sound
        self.closed = False

    def open(self):
        return SourceInfo("runner", WIDTH, HEIGHT, Fraction(30), live=bool(self.rate), frames=self.count)

    def read(self):
        began = time.monotonic()
        for number in range(self.count):
            if self.closed:
                return
            if self.rate:
                time.sleep(max(0.0, began + number / self.rate - time.monotonic()))
            if self.sound:
                yield SoundBlock(number * 33_000_000, np.zeros((1600, 1), np.float32), 48_000)
            yield frame_of(number)
        if self.error is not None:
            raise self.error

    def close(self):
        self.closed = True


class BarMatter(Matter):
    """Finds the bar. ``delay`` seconds a picture, now and then ten times that: a machine under load."""

    name, title = "bar", "Bar"

    def __init__(self, delay=0.0):
        super().__init__(Settings())
        self.delay = delay

    def matte(self, frame):
        if self.delay:
            time.sleep(self.delay * (10 if frame.stamp.number % 13 == 7 else 1))
        alpha = np.where(frame.upload[0][..., 0] > 128, 255, 0).astype(np.uint8)
        return Matte(frame.stamp, alpha, self.name)
