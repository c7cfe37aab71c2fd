"""Sound on a take's own clock: 48 kHz, begun with the first picture, gaps filled with silence, drift drawn out."""

from __future__ import annotations

import av
import numpy as np
from numpy.typing import NDArray

from vpstudio.model.clock import NANOSECONDS
from vpstudio.model.frame import SoundBlock

RATE = 48_000
Samples = NDArray[np.float32]

# Off by more than a frame is a gap or an overlap; by less it is jitter of the stamps or two clocks drifting apart.
JUMP = RATE * 40 // 1000
STILL = RATE * 2 // 1000
STRETCH = 0.003
LONGEST_GAP = RATE * 600


class Soundtrack:
    """Places blocks by their stamps. ``add`` returns what is to be appended next, (n, channels) float32 at 48 kHz.

    start_ns: the stamp of sample 0. lead: sound that begins later is led in by silence; else ``position`` of the first
    samples says where they begin. channels: 1 or 2; what has more is mixed down to its mean.
    """

    def __init__(self, channels: int, start_ns: int = 0, lead: bool = True) -> None:
        self.channels = max(1, min(2, channels))
        self.start_ns = start_ns
        self.position = 0
        self._lead, self._begun = lead, False
        self._drift = 0.0
        self._resampler: av.AudioResampler | None = None
        self._block_rate = RATE

    def add(self, block: SoundBlock) -> Samples:
        """What to append for this block: nothing where it lies before the start or over what is already there."""
        error = (block.time_ns - self.start_ns) * RATE / NANOSECONDS - self.position
        samples = self._resampled(self._mixed(block.samples), block.rate, restart=self._begun and abs(error) > JUMP)
        out = self._place(samples, error)
        self._begun = self._begun or len(out) > 0
        self.position += len(out)
        return out

    def pad(self, position: int) -> Samples:
        """Silence until ``position``; nothing where that is reached."""
        silence = self._silence(max(0, position - self.position))
        self.position += len(silence)
        return silence

    def _place(self, samples: Samples, error: float) -> Samples:
        offset = round(error)
        if not self._begun and offset > 0 and not self._lead:
            self.position += offset
            return samples
        if not self._begun or abs(offset) > JUMP:
            self._drift = 0.0
            if offset > LONGEST_GAP:
                return samples
            return np.concatenate([self._silence(offset), samples]) if offset > 0 else samples[-offset:]
        return self._drawn(samples, error)

    def _drawn(self, samples: Samples, error: float) -> Samples:
        """Stretched or squeezed by 0.3 % at most while the smoothed error is above 2 ms: no click, and no pitch that one hears."""
        if not len(samples):
            return samples
        weight = min(1.0, len(samples) / RATE)
        self._drift += (error - self._drift) * weight
        if abs(self._drift) < STILL:
            return samples
        limit = max(1, int(STRETCH * len(samples)))
        extra = int(np.clip(round(self._drift), -limit, limit))
        self._drift -= extra
        places = np.linspace(0, len(samples) - 1, len(samples) + extra)
        return np.stack([np.interp(places, np.arange(len(samples)), channel) for channel in samples.T], axis=1).astype(np.float32)

    def _mixed(self, samples: Samples) -> Samples:
        """(n, any) -> (n, channels)."""
        samples = np.atleast_2d(samples.T).T.astype(np.float32, copy=False)
        if samples.shape[1] == self.channels:
            return samples
        if samples.shape[1] > 2 or self.channels == 1:
            samples = samples.mean(axis=1, keepdims=True, dtype=np.float32)
        return np.repeat(samples, self.channels, axis=1)

    def _resampled(self, samples: Samples, rate: int, restart: bool) -> Samples:
        if rate == RATE:
            return samples
        if self._resampler is None or rate != self._block_rate or restart:
            self._resampler = av.AudioResampler(format="flt", layout=layout(self.channels), rate=RATE)
            self._block_rate = rate
        frames = self._resampler.resample(audio_frame(samples, rate))
        parts = [frame.to_ndarray().reshape(-1, self.channels) for frame in frames]
        return np.concatenate(parts).astype(np.float32, copy=False) if parts else self._silence(0)

    def _silence(self, count: int) -> Samples:
        return np.zeros((count, self.channels), np.float32)


def layout(channels: int) -> str:
    return "mono" if channels == 1 else "stereo"


def audio_frame(samples: Samples, rate: int) -> av.AudioFrame:
    """FFmpeg's frame of (n, channels) float32."""
    flat = np.ascontiguousarray(samples, np.float32).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(flat, format="flt", layout=layout(samples.shape[1]))
    frame.sample_rate = rate
    return frame
