"""``vpstudio composite --fill-out --fill --key-out`` as it is typed."""

import os
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from vpstudio.cli.composite import filled, movie
from vpstudio.model.project import Project, RecordSettings
from vpstudio.problem import Problem

ROOT = Path(__file__).parents[2]


def vpstudio(*arguments):
    environment = {**os.environ, "VPSTUDIO_LANGUAGE": "en", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "vpstudio", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, stdin=subprocess.DEVNULL)


def clip(path, count=8):
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=25, options={"bf": "0"})
        video.width, video.height, video.pix_fmt = 96, 64, "yuv420p"
        for n in range(count):
            picture = np.full((64, 96, 3), (30, 170, 50), np.uint8)
            picture[20:44, n : n + 24] = (200, 190, 180)
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(video.encode(None))
    return path


@pytest.mark.gl
def test_fill_and_key_beside_the_composite(tmp_path):
    source, fill, key = clip(tmp_path / "in.mp4"), tmp_path / "演员 1.mov", tmp_path / "key.mov"
    done = vpstudio(
        "composite", source, tmp_path / "out.mp4", "--set", "none", "--fill-out", fill, "--fill", "premultiplied", "--key-out", key
    )
    assert done.returncode == 0 and not done.stderr.strip(), done.stderr
    for path, form in ((fill, "yuv444p12le"), (key, "yuv422p10le")):
        with av.open(str(path)) as container:
            assert container.metadata.get("com.vpstudio.alpha") == ("premultiplied" if path == fill else None)
            frames = list(container.decode(video=0))
        assert len(frames) == 8 and frames[0].format.name == form


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--fill-out", "f.mp4"), "f.mp4 cannot be written in that format"),
        (("--fill-out", "f.mov", "--key-out", "f.mov"), "f.mov is named twice"),
        (("--fill-out", "out.mov"), "out.mov is named twice"),
        (("--fill-out", "f.mov", "--fill", "half"), "--fill cannot be half"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(tmp_path, options, says):
    source = clip(tmp_path / "in.mp4", 2)
    places = [tmp_path / option if option.endswith((".mov", ".mp4")) else option for option in options]
    done = vpstudio("composite", source, tmp_path / "out.mov", *places)
    assert done.returncode != 0 and len(done.stderr.strip().splitlines()) == 1
    assert says in done.stderr


def test_the_project_says_how_unless_the_option_does():
    project = Project(record=RecordSettings(fill="premultiplied"))
    assert (filled("", project), filled("straight", project), filled("", Project())) == ("premultiplied", "straight", "straight")
    with pytest.raises(Problem):
        filled("none", project)


def test_a_movie_is_none_its_place_or_refused(tmp_path):
    assert movie("demo", None, tmp_path / "a.mov") is None
    assert movie("demo", tmp_path / "b.mov", tmp_path / "a.mov", None) == tmp_path / "b.mov"
    with pytest.raises(Problem):
        movie("demo", tmp_path / "x" / ".." / "a.mov", tmp_path / "a.mov")
