"""The demo actor's voice: a soft wordless murmur in step with the mouth, made of harmonics under moving formants."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vpstudio.sources.performer.motion import LOOP_S, voice

RATE = 48_000
PITCH_HZ = 196.0
HARMONICS = 16
LOUDNESS = 0.11
VOWELS = np.array(((730, 1090, 2440), (530, 1840, 2480), (390, 1990, 2550), (570, 840, 2410), (440, 1020, 2240)), np.float64)
"""Formants in Hz of a, e, i, o, u: G. E. Peterson and H. L. Barney, "Control methods used in a study of the vowels", 1952."""
WIDTHS = np.array((90.0, 120.0, 180.0))


def murmur(first: int, count: int) -> NDArray[np.float32]:
    """Samples ``first`` .. ``first + count`` of the endless voice, (count, 1) float32, the same however it is cut into blocks."""
    t = (np.arange(first, first + count, dtype=np.float64) / RATE) % LOOP_S
    # Loudness and vowel are worked out a thousand times a second: they are slow.
    steps = np.arange(np.floor(t.min() * 1000) - 1, np.ceil(t.max() * 1000) + 2) / 1000
    loud = np.interp(t, steps, [voice(step) for step in steps]) if t.max() - t.min() < LOOP_S / 2 else np.array([voice(at) for at in t])
    if not loud.any():
        return np.zeros((count, 1), np.float32)
    return (LOUDNESS * loud**1.3 * _throat(t)).astype(np.float32)[:, None]


def _throat(t: NDArray[np.float64]) -> NDArray[np.float64]:
    """Harmonics of a gently sliding pitch, weighted by the vowel of the moment. All rates fit the loop, so that it closes."""
    slide, vibrato = 3 * 2 * np.pi / LOOP_S, 51 * 2 * np.pi / LOOP_S
    phase = 2 * np.pi * PITCH_HZ * t - 2 * np.pi * 14 / slide * np.cos(slide * t) - 2 * np.pi * 2 / vibrato * np.cos(vibrato * t)
    pitch = PITCH_HZ + 14 * np.sin(slide * t) + 2 * np.sin(vibrato * t)
    formants = _formants(t)
    total = np.zeros_like(t)
    for harmonic in range(1, HARMONICS + 1):
        off = (harmonic * pitch[:, None] - formants) / (WIDTHS * 1.6)
        total += (1 / (1 + off**2)) @ np.array((1.0, 0.5, 0.22)) / harmonic**0.5 * np.sin(harmonic * phase)
    return total


def _formants(t: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 3) Hz, gliding from vowel to vowel 2.9 times a second."""
    at = t * 2.9
    here = at.astype(int)
    part = np.clip((at - here) * 2.2 - 0.6, 0, 1)[:, None]
    order = np.array((0, 2, 3, 1, 4, 0, 1, 3, 2, 0, 4))
    return VOWELS[order[here % len(order)]] * (1 - part) + VOWELS[order[(here + 1) % len(order)]] * part
