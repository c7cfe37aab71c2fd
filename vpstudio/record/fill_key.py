"""Fill and key for those who composite elsewhere: ProRes 4444 with the actor's colour and his alpha, in one file or in two."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from vpstudio.problem import Problem
from vpstudio.record.pictures import Picture
from vpstudio.record.plan import RecordedPicture
from vpstudio.record.prores import Fill, ProRes
from vpstudio.record.sinks import VideoSink
from vpstudio.record.video_file import VideoFile


def fill_file(
    path: Path,
    size: tuple[int, int],
    *,
    rate: Fraction,
    time_base: Fraction | None = None,
    fill: Fill = "straight",
    with_alpha: bool = True,
    alpha_bits: int = 16,
    timecode: str | None = None,
) -> VideoFile:
    """A MOV that takes (H, W, 4) uint8 **straight** display codes with alpha, of any size.

    fill: how the colour is stored. ``straight``: as it is. ``premultiplied``: times alpha in code values, over black, as editors
    understand it; said in the file as ``com.vpstudio.alpha``, for ProRes itself does not tell. with_alpha: False for the colour alone,
    the key going to ``key_file``. alpha_bits: 16 (every 8-bit code comes back exactly from either) or 8.
    """
    _movie_only(path)
    kind = ProRes(fill, with_alpha, alpha_bits)
    return VideoFile(path, size, rate=rate, time_base=time_base, codec="prores", pixel="rgba", timecode=timecode, kind=kind)


def key_file(
    path: Path, size: tuple[int, int], *, rate: Fraction, time_base: Fraction | None = None, timecode: str | None = None
) -> VideoFile:
    """A MOV (ProRes 422 HQ) that takes alpha (H, W) uint8 and shows it as grey: black is nothing, white is all actor."""
    _movie_only(path)
    return VideoFile(path, size, rate=rate, time_base=time_base, codec="prores", pixel="grey", timecode=timecode)


class FillSink(VideoSink):
    """The layer ``NAME.fill.mov`` of a take, with the same timecode as the composite."""

    def make(self, picture: RecordedPicture) -> VideoFile:
        plan, wish = self.plan, self.plan.record.fill
        fill: Fill = "premultiplied" if wish == "premultiplied" else "straight"
        return fill_file(self.path, plan.size, rate=plan.rate, fill=fill, timecode=self.begun.timecode)

    def take(self, picture: RecordedPicture) -> Picture:
        if picture.fill is None:
            raise ValueError("a picture without a fill in a take that has a fill layer")
        return picture.fill


def _movie_only(path: Path) -> None:
    """Editors read ProRes from QuickTime files, and only there it has a timecode."""
    if path.suffix.lower() != ".mov":
        raise Problem("record.prores_container", path=str(path))
