"""What there is to choose from, for menus and generated panels: app/ sees the rooms only through this page."""

from __future__ import annotations

from vpstudio.matting.base import registry as matter_registry
from vpstudio.model.flat import FlatSettings
from vpstudio.model.look import KeySettings, Stroke, Value
from vpstudio.model.parameter import Parameter
from vpstudio.model.setting import Settings
from vpstudio.model.source import Device
from vpstudio.registry import Entry
from vpstudio.render.keyers import keyers as shader_keyers
from vpstudio.render.keyers import parameters as shader_parameters
from vpstudio.scene.panorama import PanoramaSettings
from vpstudio.scene.sets.base import registry as set_registry
from vpstudio.sources.base import registry as source_registry


def sources() -> list[Entry]:
    """Kinds of source, with what each misses on this machine."""
    return source_registry.listing()


def source_settings(kind: str) -> type[Settings]:
    """The settings model of a kind of source. Raises Problem where there is no such kind."""
    return source_registry.get(kind).Settings


def devices() -> list[Device]:
    """Cameras and capture cards that are plugged in; may take a second, so not for the GUI thread."""
    from vpstudio.sources.devices import cameras

    return cameras()


def sets() -> list[Entry]:
    """Virtual sets by id."""
    return set_registry.listing()


PLATES: dict[str, type[Settings]] = {"picture": FlatSettings, "video": FlatSettings, "panorama": PanoramaSettings}
"""What stands behind the actor without being built, and its handles."""


def set_settings(kind: str) -> type[Settings]:
    """The settings model of a virtual set, or of a picture, a video or a panorama. Raises Problem where there is no such kind."""
    return PLATES[kind] if kind in PLATES else set_registry.get(kind).Settings


def matters() -> list[Entry]:
    """Ways to make alpha outside GL."""
    return matter_registry.listing()


def matter_settings(kind: str) -> type[Settings]:
    """The settings model of a way to make alpha. Raises Problem where there is no such way."""
    return matter_registry.get(kind).Settings


def keyers() -> list[str]:
    """Keyers in GLSL by name."""
    return shader_keyers()


def keyer_parameters(name: str) -> tuple[Parameter, ...]:
    """What can be set on a keyer, read from its shader's comments."""
    return shader_parameters(name)


def stroke_values(strokes: tuple[Stroke, ...], key: KeySettings) -> dict[str, Value]:
    """The keyer's values that these strokes ask for, laid over ``key.values``. Raises Problem where they cannot be told apart."""
    from vpstudio.matting.strokes import fitted

    return fitted(strokes, key)
