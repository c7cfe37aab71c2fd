"""Fill and key from the whole path: the actor alone, in files of a run and in the layer of a take."""

import time
from fractions import Fraction

import av
import numpy as np
import pytest

from vpstudio.engine.composite import CompositeJob, Compositor
from vpstudio.engine.engine import Engine
from vpstudio.model.look import EdgeSettings, GrainSettings, KeySettings, Look
from vpstudio.model.project import FormatSettings, Project, RecordSettings, SetChoice, SourceChoice

pytestmark = pytest.mark.gl
SKIN = (225, 175, 150)
PLAIN = Look(key=KeySettings(mode="chroma"), edge=EdgeSettings(light_wrap=0, rim=0), grain=GrainSettings(amount=0))


def write_clip(path, stamps=tuple(range(0, 480, 40)), size=(96, 64)):
    """A skin-coloured square that walks over green, half a pixel soft."""
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=25, options={"qp": "4", "bf": "0"})
        video.width, video.height, video.pix_fmt = *size, "yuv444p"
        video.time_base = video.codec_context.time_base = Fraction(1, 1000)
        for n, pts in enumerate(stamps):
            picture = np.full((size[1], size[0], 3), (30, 170, 50), np.uint8)
            picture[20:44, 2 * n : 2 * n + 24] = SKIN
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts, frame.time_base = pts, Fraction(1, 1000)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
    return path


def project(path, **more):
    source = SourceChoice(kind="file", values={"path": str(path)})
    return Project(source=source, set=SetChoice(kind="none"), look=PLAIN, **more)


def rgba(path):
    """Seconds and pictures (H, W, 4) uint8, straight out of FFmpeg."""
    with av.open(str(path)) as container:
        return zip(*[(f.time, f.to_ndarray(format="rgba")) for f in container.decode(video=0)], strict=True)


def off(one, other):
    return int(np.abs(one.astype(int) - other.astype(int)).max())


def test_a_run_leaves_the_actor_alone_with_the_inputs_stamps(tmp_path):
    stamps = (0, 40, 80, 200, 240, 280, 500, 540)
    clip = write_clip(tmp_path / "片段 in.mp4", stamps)
    job = CompositeJob(project(clip), tmp_path / "out.mp4", matte_out=tmp_path / "m.mkv", fill_out=tmp_path / "演员.mov")
    Compositor(job).run()
    times, pictures = rgba(tmp_path / "演员.mov")
    assert times == pytest.approx([s / 1000 for s in stamps], abs=0.002)
    _, mattes = rgba(tmp_path / "m.mkv")
    for n, (fill, matte) in enumerate(zip(pictures, mattes, strict=True)):
        assert off(fill[..., 3], matte[..., 0]) <= 1, "the very alpha of the over"
        assert off(fill[30, 2 * n + 12, :3], np.array(SKIN)) <= 8
        assert fill[4, 90, 3] == 0
    assert not list(tmp_path.glob("*.part.*"))


@pytest.mark.parametrize("kind", ["straight", "premultiplied"])
def test_what_an_editor_makes_of_it_over_black_is_the_program(tmp_path, kind):
    """The set is none, which is black: fill over black in codes and the over in light agree where alpha is all or nothing."""
    clip = write_clip(tmp_path / "in.mp4")
    Compositor(CompositeJob(project(clip), tmp_path / "out.mov", fill_out=tmp_path / "f.mov", fill=kind)).run()
    _, fills = rgba(tmp_path / "f.mov")
    _, programs = rgba(tmp_path / "out.mov")
    for fill, program in zip(fills, programs, strict=True):
        alpha = fill[..., 3:] / 255
        over = fill[..., :3] * (alpha if kind == "straight" else 1.0)
        sure = (fill[..., 3] == 255) | (fill[..., 3] == 0)
        inner = sure & (np.roll(sure, 2, 1) & np.roll(sure, -2, 1))  # the program's colour is 4:2:0
        assert np.abs(over - program[..., :3])[inner].mean() < 3
        assert off(over[30, :][fill[30, :, 3] == 255][4:-4], program[30, :, :3][fill[30, :, 3] == 255][4:-4]) <= 8


def test_fill_and_key_in_two_files(tmp_path):
    clip = write_clip(tmp_path / "in.mp4")
    job = CompositeJob(
        project(clip), tmp_path / "o.mp4", matte_out=tmp_path / "m.mkv", fill_out=tmp_path / "f.mov", key_out=tmp_path / "k.mov"
    )
    Compositor(job).run()
    with av.open(str(tmp_path / "f.mov")) as container:
        assert container.streams.video[0].codec_context.pix_fmt == "yuv444p12le"
    _, keys = rgba(tmp_path / "k.mov")
    _, mattes = rgba(tmp_path / "m.mkv")
    assert len(keys) == len(mattes) == 12
    assert max(off(key[..., 0], matte[..., 0]) for key, matte in zip(keys, mattes, strict=True)) <= 2


def test_a_live_take_has_the_actor_alone(tmp_path):
    clip = write_clip(tmp_path / "in.mp4", tuple(range(0, 3200, 40)), (160, 90))
    asked = project(
        clip, record=RecordSettings(encoder="libx264", fill="premultiplied"), format=FormatSettings(shape="wide", short_side=540)
    )
    engine = Engine(asked, tmp_path / "项目")
    engine.start()
    try:
        until(lambda: engine.state.phase == "running" and engine.state.health.program_fps > 0)
        engine.record()
        until(lambda: engine.state.recording is not None and engine.state.recording.pictures >= 10)
        engine.cut()
        until(lambda: engine.state.takes and not engine.state.finishing)
        take = engine.state.takes[0]
        assert engine.state.problem is None
    finally:
        engine.stop()
    (path,) = (tmp_path / "项目").glob("days/*/*/*.fill.mov")
    _, fills = rgba(path)
    _, mattes = rgba(path.with_name(path.name.replace("fill.mov", "matte.mkv")))
    assert path.parent.name == take.name and len(fills) == len(mattes) >= 10
    assert max(off(fill[..., 3], matte[..., 0]) for fill, matte in zip(fills, mattes, strict=True)) <= 1
    assert max((fill[..., :3][fill[..., 3] == 0]).max() for fill in fills) <= 2, "nothing where he is not"
    assert fills[5][..., 3].max() == 255


def until(true, seconds=60.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)
