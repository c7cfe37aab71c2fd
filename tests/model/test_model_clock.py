"""Stamps, slots and timecode."""

from fractions import Fraction

import pytest

from vpstudio.model.clock import NANOSECONDS, slot, timecode_at


@pytest.mark.parametrize(
    ("seconds", "rate", "expected"),
    [
        (0, Fraction(25), "00:00:00:00"),
        (3600.04, Fraction(25), "01:00:00:01"),
        (3600, Fraction(30000, 1001), "01:00:00;00"),
        (60, Fraction(30000, 1001), "00:00:59;28"),  # 1798 pictures lie in a minute of 29.97, and the first numbers drop only after it
        (10.5, Fraction(15), "00:00:10:07"),
        (7200.2, Fraction(1498, 100), "02:00:00:03"),
    ],
)
def test_timecode_of_a_time_of_day(seconds, rate, expected):
    assert timecode_at(seconds, rate) == expected


def test_slots_round_to_the_nearest_picture():
    rate, start = Fraction(30000, 1001), 5_000_000_000
    for number in (0, 1, 2, 29, 1000, 107892):
        exact = start + number * NANOSECONDS / rate
        assert slot(int(exact), start, rate) == number
        assert slot(int(exact + NANOSECONDS / rate * Fraction(49, 100)), start, rate) == number
        assert slot(int(exact + NANOSECONDS / rate * Fraction(51, 100)), start, rate) == number + 1
    assert slot(start - NANOSECONDS, start, Fraction(25)) == -25
