"""Headless compositing, whole: a file in, a finished file out, every frame once, with its stamps and its sound."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from vpstudio.engine.composite import CompositeJob, Compositor, even
from vpstudio.model.look import KeySettings, Look
from vpstudio.model.project import Project, SetChoice, SourceChoice
from vpstudio.problem import Problem

pytestmark = pytest.mark.gl
FOOTAGE = Path(__file__).parents[2].parent / "shared/data/footage"


def write_clip(path, count=24, size=(96, 64), stamps=None, sound=True):
    """A skin-coloured square that walks over green; frame n is at ``stamps[n]`` of 1/1000 s."""
    stamps = stamps or [n * 40 for n in range(count)]
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=25, options={"qp": "4", "bf": "0"})
        video.width, video.height, video.pix_fmt = *size, "yuv444p"
        video.time_base = video.codec_context.time_base = Fraction(1, 1000)
        audio = container.add_stream("aac", rate=48000, layout="mono") if sound else None
        for n, pts in enumerate(stamps):
            picture = np.full((size[1], size[0], 3), (30, 170, 50), np.uint8)
            picture[20:44, 2 * n : 2 * n + 24] = (225, 175, 150)
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts, frame.time_base = pts, Fraction(1, 1000)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if audio is not None:
            samples = np.sin(np.arange(48000) * 0.06).astype(np.float32)[None]
            for at in range(0, 48000, 1024):
                block = av.AudioFrame.from_ndarray(samples[:, at : at + 1024], "fltp", "mono")
                block.rate, block.pts = 48000, at
                container.mux(audio.encode(block))
            container.mux(audio.encode(None))
    return path


def project(path, mode="chroma", **source):
    return Project(
        source=SourceChoice(kind="file", values={"path": str(path)}, **source),
        set=SetChoice(kind="none"),
        look=Look(key=KeySettings(mode=mode)),
    )


def read(path):
    """(seconds of each picture, pictures RGB, seconds of sound)."""
    with av.open(str(path)) as container:
        pictures = [(float(f.pts * f.time_base), f.to_ndarray(format="rgb24")) for f in container.decode(video=0)]
    with av.open(str(path)) as container:
        sound = sum(f.samples / f.rate for f in container.decode(audio=0)) if container.streams.audio else 0.0
    return [t for t, _ in pictures], [p for _, p in pictures], sound


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".mov"])
def test_every_frame_once_with_its_own_stamp_and_the_sound(tmp_path, suffix):
    stamps = [0, 40, 80, 200, 240, 280, 500, 540, 900, 940]
    clip = write_clip(tmp_path / "片段 in.mp4", 10, stamps=stamps)
    report = Compositor(CompositeJob(project(clip), tmp_path / f"成片 out{suffix}")).run()
    times, pictures, sound = read(tmp_path / f"成片 out{suffix}")
    assert report.frames_in == report.frames_out == len(pictures) == 10
    assert times == pytest.approx([s / 1000 for s in stamps], abs=0.002)
    assert sound == pytest.approx(1.0, abs=0.06)


def test_the_actor_stays_and_the_screen_goes(tmp_path):
    clip = write_clip(tmp_path / "in.mp4")
    Compositor(CompositeJob(project(clip), tmp_path / "out.mp4", matte_out=tmp_path / "matte.mkv")).run()
    _, pictures, _ = read(tmp_path / "out.mp4")
    _, mattes, _ = read(tmp_path / "matte.mkv")
    for n in (0, 11, 23):
        middle = pictures[n][30, 2 * n + 12].astype(int)
        assert abs(middle - (225, 175, 150)).max() <= 8, "the plate's own colour"
        assert mattes[n][30, 2 * n + 12, 0] == 255
        assert pictures[n][4, 90].max() <= 12 and mattes[n][4, 90, 0] <= 2, "screen became the black set"


def test_the_matte_belongs_to_its_picture(tmp_path):
    """The square moves two pixels a picture; alpha's centre is the square's, within half a pixel: an offset of no frame."""
    clip = write_clip(tmp_path / "in.mp4")
    Compositor(CompositeJob(project(clip), tmp_path / "out.mp4", matte_out=tmp_path / "matte.mkv")).run()
    _, mattes, _ = read(tmp_path / "matte.mkv")
    for n, matte in enumerate(mattes):
        columns = matte[32, :, 0].astype(float)
        assert (columns * (np.arange(96) + 0.5)).sum() / columns.sum() == pytest.approx(2 * n + 12, abs=0.5)


def test_a_matte_given_is_used_as_it_is(tmp_path):
    clip = write_clip(tmp_path / "in.mp4")
    first = CompositeJob(project(clip), tmp_path / "a.mp4", matte_out=tmp_path / "matte.mkv")
    Compositor(first).run()
    report = Compositor(
        CompositeJob(project(clip, "none"), tmp_path / "b.mp4", matte_in=tmp_path / "matte.mkv", matte_out=tmp_path / "again.mkv")
    ).run()
    assert report.key == "stored"
    _, before, _ = read(tmp_path / "matte.mkv")
    _, after, _ = read(tmp_path / "again.mkv")
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


def test_turned_input_is_turned(tmp_path):
    clip = write_clip(tmp_path / "in.mp4", 3, sound=False)
    report = Compositor(CompositeJob(project(clip, "none", rotate=90), tmp_path / "out.mp4")).run()
    assert report.size == (64, 96)
    _, pictures, _ = read(tmp_path / "out.mp4")
    assert abs(pictures[0][12, 32].astype(int) - (225, 175, 150)).max() <= 8, "the square's place after a quarter turn"


@pytest.mark.parametrize("make", [lambda p: None, lambda p: p.write_text("not a video"), lambda p: p.write_bytes(b"")])
def test_bad_input_is_one_problem(tmp_path, make):
    make(tmp_path / "in.mp4")
    with pytest.raises(Problem) as caught:
        Compositor(CompositeJob(project(tmp_path / "in.mp4"), tmp_path / "out.mp4")).run()
    assert caught.value.code.startswith("source.")


def test_a_cut_off_input_keeps_what_could_be_read(tmp_path):
    whole = write_clip(tmp_path / "whole.mkv", 100)
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * 0.6)])
    report = Compositor(CompositeJob(project(cut), tmp_path / "out.mp4")).run()
    times, pictures, _ = read(tmp_path / "out.mp4")
    assert 10 < len(pictures) < 100 and len(pictures) == report.frames_out
    assert report.truncated_at_s == pytest.approx(times[-1], abs=0.01)


def test_stopping_early_leaves_a_whole_file(tmp_path):
    clip = write_clip(tmp_path / "in.mp4", 60)
    compositor = Compositor(CompositeJob(project(clip), tmp_path / "out.mp4"), lambda done, total: compositor.stop() if done == 7 else None)
    assert compositor.run().frames_out == 7
    assert len(read(tmp_path / "out.mp4")[1]) == 7


def test_odd_sizes_lose_a_column_not_their_sharpness():
    assert even((405, 721)) == (404, 720)


@pytest.mark.footage
@pytest.mark.skipif(not FOOTAGE.exists(), reason="no footage here")
def test_a_real_clip_on_yellow_green(tmp_path):
    """The man before the yellow-green backdrop: found by itself to be a screen, and cut out."""
    values = {"path": str(FOOTAGE / "greenscreen" / "mdn_chromakey.mp4")}
    chosen = Project(source=SourceChoice(kind="file", values=values), set=SetChoice(kind="none"))
    report = Compositor(CompositeJob(chosen, tmp_path / "out.mp4", limit=40, matte_out=tmp_path / "matte.mkv")).run()
    assert report.key == "hybrid"
    _, mattes, _ = read(tmp_path / "matte.mkv")
    share = np.mean([m[..., 0].mean() / 255 for m in mattes])
    assert 0.15 < share < 0.8
    assert np.mean([m[:20, :40, 0].mean() for m in mattes]) < 25, "the upper left corner is backdrop"
