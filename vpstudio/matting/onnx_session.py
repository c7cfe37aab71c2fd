"""Opening a model that a crew brings: on which device it runs, and under what licence it stands. Nothing is downloaded."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vpstudio.matting.onnx_signature import Signature, signature_of
from vpstudio.problem import Problem

PROVIDERS = {
    "cuda": "CUDAExecutionProvider",
    "directml": "DmlExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
    "cpu": "CPUExecutionProvider",
}
"""Fastest first. Providers that send pictures elsewhere are never used."""
LARGEST = 2_000_000_000
THREADS = 4
LICENCE_FILES = ("{stem}.license.txt", "{stem}.license", "{stem}.LICENSE", "LICENSE", "LICENSE.txt", "LICENSE.md", "COPYING")
LICENCES = (
    ("GPL-3.0", re.compile(r"GNU GENERAL PUBLIC LICENSE\s+Version 3|\bGPL-?3", re.IGNORECASE)),
    ("AGPL-3.0", re.compile(r"AFFERO GENERAL PUBLIC", re.IGNORECASE)),
    ("CC BY-NC (not for commercial use)", re.compile(r"NonCommercial|\bCC[- ]BY[- ]NC", re.IGNORECASE)),
    ("Apache-2.0", re.compile(r"Apache License,?\s+Version 2|\bApache-2", re.IGNORECASE)),
    ("MIT", re.compile(r"\bMIT\b|Permission is hereby granted, free of charge", re.IGNORECASE)),
    ("BSD", re.compile(r"\bBSD\b|Redistribution and use in source and binary forms", re.IGNORECASE)),
)
HINTS = (
    (re.compile(r"rvm|robust.?video.?matting", re.IGNORECASE), "GPL-3.0"),
    (re.compile(r"modnet|corridor.?key", re.IGNORECASE), "CC BY-NC (not for commercial use)"),
    (re.compile(r"background.?matting|bgmv?2", re.IGNORECASE), "MIT"),
)
"""What models of these names are published under; the file itself does not tell, so the crew must check."""


@dataclass(frozen=True, slots=True)
class Opened:
    """session: onnxruntime's. provider: which of ``PROVIDERS`` runs it. licence: as told by ``licence_of``."""

    session: Any
    signature: Signature
    provider: str
    licence: Problem


def opened(path: Path, provider: str = "auto", threads: int = 0) -> Opened:
    """Raises Problem ``onnx.missing``, ``onnx.unreadable``, ``onnx.too_large``, ``onnx.provider`` or ``onnx.signature``."""
    checked(path)
    import onnxruntime

    # Microsoft's builds for Windows report what they run unless told not to.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = threads or min(THREADS, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    wanted = chosen(provider)
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=wanted)
    except Exception as error:  # onnxruntime has a class for each of its faults, and none in common
        raise Problem("onnx.unreadable", path=path, reason=_reason(error)) from error
    used = next((name for name, full in PROVIDERS.items() if full in session.get_providers()), "cpu")
    signature = signature_of(session.get_inputs(), session.get_outputs(), path)
    return Opened(session, signature, used, licence_of(path, _metadata(session)))


def available() -> list[str]:
    """Names of ``PROVIDERS`` that this machine has, fastest first."""
    import onnxruntime

    there = onnxruntime.get_available_providers()
    return [name for name, full in PROVIDERS.items() if full in there]


def chosen(provider: str) -> list[str]:
    """What onnxruntime is asked for: the one wanted, or all there are, and the processor behind them. Raises Problem."""
    there = available()
    if provider not in ("auto", *there):
        raise Problem("onnx.provider", name=provider, known=", ".join(there))
    names = there if provider == "auto" else [provider]
    return [PROVIDERS[name] for name in dict.fromkeys([*names, "cpu"])]


def checked(path: Path) -> None:
    """Raises Problem for what is not there, or too large to be a model that runs live."""
    if not path.is_file():
        raise Problem("onnx.missing", path=path)
    size = path.stat().st_size
    if size > LARGEST:
        raise Problem("onnx.too_large", path=path, size_gb=f"{size / 1e9:.1f}")


def licence_of(path: Path, metadata: dict[str, str]) -> Problem:
    """A sentence on the model's licence: its own metadata, a file beside it, what models of that name have, or that nobody knows."""
    for key, text in metadata.items():
        if "licen" in key.lower() and text.strip():
            return Problem("onnx.licence", name=path.name, licence=text.strip()[:80])
    for pattern in LICENCE_FILES:
        beside = path.with_name(pattern.format(stem=path.stem))
        if beside.is_file() and (found := _recognised(beside)):
            return Problem("onnx.licence", name=path.name, licence=found)
    for pattern_, licence in HINTS:
        if pattern_.search(path.stem):
            return Problem("onnx.licence_likely", name=path.name, licence=licence)
    return Problem("onnx.licence_unknown", name=path.name)


def _recognised(file: Path) -> str:
    try:
        with file.open("rb") as opened_file:
            text = opened_file.read(20_000).decode("utf-8", "replace")
    except OSError:
        return ""
    return next((name for name, pattern in LICENCES if pattern.search(text)), text.strip().splitlines()[0][:80] if text.strip() else "")


def _metadata(session: Any) -> dict[str, str]:
    meta = session.get_modelmeta()
    return {str(key): str(value) for key, value in dict(meta.custom_metadata_map).items()}


def _reason(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return text[0][:160] if text else type(error).__name__
