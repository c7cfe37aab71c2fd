"""What is asked of drivers, each in a process of its own: one that crashes or hangs takes only its own line of the doctor with it.

``python -m vpstudio.cli.probes NAME`` prints one line of JSON behind ``MARK``; drivers may talk as they like around it.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from vpstudio.problem import Problem
from vpstudio.words import sentence, text

MARK = "vpstudio-probe:"
PATIENCE_S = 40.0

Answer = dict[str, Any]


def gl() -> Answer:
    """renderer, version: the driver's words; software: whether the processor draws."""
    from vpstudio.render.context import Context

    context = Context.headless()
    try:
        return {"renderer": context.renderer, "version": context.version, "software": context.software}
    finally:
        context.close()


def encoders() -> Answer:
    """encoders: name, title, hardware, opens and why not, in the order they are preferred."""
    from vpstudio.record.encoders import available

    names = ("name", "title", "hardware", "opens", "reason")
    return {"encoders": [{name: getattr(encoder, name) for name in names} for encoder in available()]}


def cameras() -> Answer:
    """cameras: ident and title of what is plugged in."""
    from vpstudio.sources.devices import cameras as plugged_in

    return {"cameras": [{"ident": device.ident, "title": device.title} for device in plugged_in()]}


def microphones() -> Answer:
    """microphones: name, channels and rate (Hz) of every sound input. Without PortAudio the import itself raises OSError."""
    import sounddevice

    inputs = [device for device in sounddevice.query_devices() if device["max_input_channels"] > 0]
    told = [{"name": d["name"], "channels": d["max_input_channels"], "rate": int(d["default_samplerate"])} for d in inputs]
    return {"microphones": told}


def onnx() -> Answer:
    """providers: what onnxruntime can run a model on here, fastest first."""
    from vpstudio.matting.onnx_session import available

    return {"providers": available()}


PROBES: dict[str, Callable[[], Answer]] = {"gl": gl, "encoders": encoders, "cameras": cameras, "microphones": microphones, "onnx": onnx}


def ask(name: str, patience_s: float = PATIENCE_S) -> Answer:
    """Run a probe in a process of its own. Its answer, or ``{"error": sentence}``; never raises."""
    command = [sys.executable, "-m", __name__, name]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=patience_s, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return {"error": text("doctor.hangs", seconds=f"{patience_s:g}")}
    except OSError as error:
        return {"error": str(error)}
    answers = [line.removeprefix(MARK) for line in done.stdout.splitlines() if line.startswith(MARK)]
    if answers:
        return dict(json.loads(answers[-1]))
    return {"error": text("doctor.crashes", how=_ending(done.returncode))}


def answer(name: str) -> Answer:
    """Run a probe here and turn whatever goes wrong into a sentence."""
    try:
        return PROBES[name]()
    except Problem as problem:
        return {"error": sentence(problem)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}".splitlines()[0]}


def _ending(code: int) -> str:
    """``SIGSEGV`` says more than -11."""
    try:
        return signal.Signals(-code).name if code < 0 else str(code)
    except ValueError:
        return str(code)


if __name__ == "__main__":
    print(f"\n{MARK}{json.dumps(answer(sys.argv[1]))}", flush=True)
