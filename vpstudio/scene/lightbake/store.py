"""Bakes on disk: the user's own in a cache of limited size, those that ship with vpstudio beside its assets. Read as from a stranger."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vpstudio import paths
from vpstudio.model.baked import Baked, Unwrapped, Volume
from vpstudio.model.scene import Scene
from vpstudio.scene.lightbake.apply import fits
from vpstudio.scene.snow import unsnowed

SCHEMA = 2
FILE_BYTES = 256 << 20
UNPACKED_BYTES = 1 << 30
LARGEST_SIDE = 8192
CACHE_BYTES = 1 << 30
BRIGHTEST = 64.0
"""Light that the small encoding of shipped bakes can hold."""
BROKEN = (zipfile.BadZipFile, zlib.error)
SAME = 2e-3
"""How far a mesh's mean place may differ between processors, metres."""


SAME_LIGHT = 1e-3


def cache_folder() -> Path:
    """Where the user's bakes lie."""
    return paths.user_cache("bakes")


def shipped_folder() -> Path:
    """Where vpstudio's own lie."""
    return paths.asset("bakes")


def name_of(scene: Scene) -> str:
    """A file's name for a scene: its id, and a digest of all that it was built from but snow."""
    return f"{scene.key.split(' ', 1)[0][:24]}_{hashlib.sha256(unsnowed(scene.key).encode()).hexdigest()[:16]}.npz"


def found(scene: Scene) -> Baked | None:
    """The user's bake of this very scene, or the shipped one; None where there is none that is sound and fits."""
    for folder in (cache_folder(), shipped_folder()):
        baked = load(folder / name_of(scene), scene)
        if baked is not None:
            return baked
    return None


def keep(scene: Scene, baked: Baked) -> Path:
    """Put a bake into the user's cache; the oldest go when there are too many."""
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name_of(scene)
    save(path, scene, baked)
    _trim(folder, path)
    return path


def save(path: Path, scene: Scene, baked: Baked, small: bool = False) -> None:
    """Write aside, then rename. small: eight bits a channel over the logarithm of light, for what ships."""
    assert baked.volume is not None
    arrays: dict[str, NDArray[np.generic]] = {
        "schema": np.array(SCHEMA),
        "key": np.frombuffer(baked.key.encode(), np.uint8),
        "samples": np.array(baked.samples),
        "lightmap": stepped(packed(baked.lightmap)) if small else baked.lightmap,
        "meshes": np.array(sorted(baked.unwrapped), np.int64),
        "places": places(scene, baked),
        "lamps": lamps(scene),
        "surfaces": surfaces(scene),
        "volume": baked.volume.harmonics,
        "corners": np.array([baked.volume.low_m, baked.volume.high_m]),
    }
    for number, cut in baked.unwrapped.items():
        uv = np.rint(cut.uv * 65535).astype(np.uint16)
        arrays |= {f"vertex{number}": stepped(cut.vertex), f"indices{number}": stepped(cut.indices), f"uv{number}": stepped(uv)}
    data = io.BytesIO()
    np.savez_compressed(data, **arrays)  # type: ignore[arg-type]
    aside = path.with_suffix(f".{os.getpid()}.part")
    aside.write_bytes(data.getvalue())
    aside.replace(path)


def load(path: Path, scene: Scene) -> Baked | None:
    """The bake in a file; None where there is no file, or it is damaged, hostile, or of another scene."""
    try:
        if not path.is_file() or path.stat().st_size > FILE_BYTES:
            return None
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_BYTES:
                return None
        with np.load(path, allow_pickle=False) as file:
            return _read(file, scene)
    except (OSError, ArithmeticError, LookupError, TypeError, ValueError, EOFError, MemoryError, NotImplementedError, *BROKEN):
        return None


def _read(file: np.lib.npyio.NpzFile, scene: Scene) -> Baked | None:
    if int(file["schema"]) != SCHEMA or unsnowed(bytes(file["key"]).decode()) != unsnowed(scene.key):
        return None
    lightmap = file["lightmap"]
    lightmap = unpacked(summed(lightmap)) if lightmap.dtype == np.uint8 else lightmap
    unwrapped = {int(number): _cut(file, int(number)) for number in file["meshes"]}
    corners = file["corners"].astype(np.float64)
    low, high = (tuple(float(part) for part in corner) for corner in corners)
    baked = Baked(scene.key, lightmap, unwrapped, Volume(low, high, file["volume"]), int(file["samples"]))  # type: ignore[arg-type]
    same = np.allclose(file["places"], places(scene, baked), atol=SAME) and _same_light(file["lamps"], file["surfaces"], scene)
    return baked if sound(baked) and fits(scene, baked) and same else None


def _same_light(own_lamps: NDArray[Any], own_surfaces: NDArray[Any], scene: Scene) -> bool:
    """A newer vpstudio may light the same settings otherwise. What came after the bake (snow, drops) adds surfaces at the end."""
    now_lamps, now_surfaces = lamps(scene), surfaces(scene)[: len(own_surfaces)]
    if own_lamps.shape != now_lamps.shape or own_surfaces.shape != now_surfaces.shape:
        return False
    return bool(np.allclose(own_lamps, now_lamps, SAME_LIGHT, SAME) and np.allclose(own_surfaces, now_surfaces, SAME_LIGHT, SAME))


def _cut(file: np.lib.npyio.NpzFile, number: int) -> Unwrapped:
    uv = summed(file[f"uv{number}"]).astype(np.float32) / np.float32(65535)
    return Unwrapped(summed(file[f"vertex{number}"]), summed(file[f"indices{number}"]), uv)


def stepped(values: NDArray[Any]) -> NDArray[Any]:
    """Steps from row to row (they wrap): neighbours are alike, so that they pack to a third."""
    return np.diff(values, axis=0, prepend=np.zeros_like(values[:1]))


def summed(steps: NDArray[Any]) -> NDArray[Any]:
    """What ``stepped`` took apart. Raises ValueError for what is no unsigned numbers."""
    if steps.dtype not in (np.uint8, np.uint16, np.uint32):
        raise ValueError(f"{steps.dtype} in a bake")
    return np.cumsum(steps, axis=0, dtype=steps.dtype)


def sound(baked: Baked) -> bool:
    """Whether shapes, kinds and numbers are what they must be."""
    lightmap, volume = baked.lightmap, baked.volume
    if lightmap.ndim != 3 or lightmap.shape[2] != 4 or lightmap.dtype != np.float16 or max(lightmap.shape) > LARGEST_SIDE:
        return False
    if not np.isfinite(lightmap).all() or volume is None:
        return False
    grid = volume.harmonics
    if grid.ndim != 5 or grid.shape[3:] != (4, 3) or grid.dtype != np.float16 or max(grid.shape) > 256 or not np.isfinite(grid).all():
        return False
    return all(_sound_cut(cut) for cut in baked.unwrapped.values())


def _sound_cut(cut: Unwrapped) -> bool:
    count = len(cut.vertex)
    return cut.vertex.ndim == 1 and cut.indices.ndim == 1 and cut.uv.shape == (count, 2) and int(cut.indices.max(initial=0)) < max(count, 1)


def places(scene: Scene, baked: Baked) -> NDArray[np.float64]:
    """(meshes, 3): the mean place of each mesh that was cut: another's geometry under the same name has others."""
    rows = [
        scene.meshes[number].positions.astype(np.float64).mean(axis=0) for number in sorted(baked.unwrapped) if number < len(scene.meshes)
    ]
    return np.array(rows).reshape(-1, 3)


def lamps(scene: Scene) -> NDArray[np.float64]:
    """(lights, 16): radiance or intensity by colour, cone, reach, size, spread, and place and aim in the world, of the scene at rest."""
    matrices = scene.at(0.0).matrices
    rows = [
        (
            *(np.array(light.colour) * light.intensity),
            *(light.inner_rad, light.outer_rad, light.range_m, *light.size_m, light.spread, light.radius_m),
            *matrices[light.node][:3, 3],
            *matrices[light.node][:3, 2],
        )
        for light in scene.lights
    ]
    return np.array(rows, np.float64).reshape(-1, 16)


def surfaces(scene: Scene) -> NDArray[np.float64]:
    """(materials, 8): what each sends back and out."""
    rows = [(*each.base_colour, each.metallic, *each.emissive) for each in scene.materials]
    return np.array(rows, np.float64).reshape(-1, 8)


def packed(lightmap: NDArray[np.float16]) -> NDArray[np.uint8]:
    """(H, W, 4) uint8: the logarithm of light over ``BRIGHTEST``, openness as it is."""
    light = np.clip(lightmap.astype(np.float32), 0, BRIGHTEST)
    codes = np.log1p(light * 255) / np.log1p(BRIGHTEST * 255) * 255
    codes[..., 3] = np.clip(lightmap[..., 3].astype(np.float32), 0, 1) * 255
    return np.asarray(np.rint(codes), np.uint8)


def unpacked(codes: NDArray[np.uint8]) -> NDArray[np.float16]:
    """What ``packed`` wrote, within two per cent."""
    light = np.expm1(codes.astype(np.float32) / 255 * np.log1p(BRIGHTEST * 255)) / 255
    light[..., 3] = codes[..., 3] / np.float32(255)
    return light.astype(np.float16)


def _trim(folder: Path, newest: Path) -> None:
    files = sorted((file for file in folder.glob("*.npz") if file != newest), key=lambda file: file.stat().st_mtime)
    total = newest.stat().st_size + sum(file.stat().st_size for file in files)
    for file in files:
        if total <= CACHE_BYTES:
            return
        total -= file.stat().st_size
        file.unlink(missing_ok=True)
