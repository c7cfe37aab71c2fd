"""What a form needs to know of a field, read from a settings model or from a keyer's uniforms. No widgets here."""

from __future__ import annotations

import math
import types
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from vpstudio.model.parameter import Parameter
from vpstudio.model.setting import Settings

Kind = Literal["check", "number", "choice", "text", "file", "folder", "device", "colour"]
PATHS = ("file", "folder", "device")


@dataclass(frozen=True, slots=True)
class Described:
    """One field as a person meets it. title, help, titles are English, translated where they are shown.

    values, titles: of a choice. whole: a number without a fraction. optional: None is a value too.
    """

    name: str
    kind: Kind
    title: str
    default: Any
    help: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    step: float | None = None
    whole: bool = False
    optional: bool = False
    advanced: bool = False
    values: tuple[Any, ...] = ()
    titles: tuple[str, ...] = ()


def fields(model: type[Settings]) -> tuple[Described, ...]:
    """All fields of ``model`` that a form can edit, in the order they are declared."""
    described = (of_field(name, info) for name, info in model.model_fields.items())
    return tuple(one for one in described if one is not None)


def of_field(name: str, info: FieldInfo) -> Described | None:
    """One field, or None where it is not for people (nested models, dictionaries, what has no title)."""
    bare, optional = _without_none(info.annotation)
    shown = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    kind = _kind(bare, str(shown.get("widget") or ""))
    if kind is None or info.title is None:
        return None
    low, high = _range(info)
    values = get_args(bare) if get_origin(bare) is Literal else ()
    step = shown.get("step")
    return Described(
        name=name, kind=kind, title=info.title, default=info.get_default(call_default_factory=True), help=info.description or "",
        unit=str(shown.get("unit") or ""), low=low, high=high, step=float(step) if isinstance(step, (int, float)) else None,
        whole=bare is int, optional=optional, advanced=bool(shown.get("advanced")), values=values, titles=_titles(values, shown),
    )  # fmt: skip


def of_parameter(parameter: Parameter) -> Described:
    """A keyer's uniform: three components are a colour in linear light, one is a number."""
    span = parameter.high - parameter.low
    return Described(
        name=parameter.name,
        kind="colour" if parameter.components == 3 else "number",
        title=parameter.title,
        default=parameter.default,
        help=parameter.help,
        low=parameter.low,
        high=parameter.high,
        step=round_step(span / 100) if span > 0 else None,
    )


def round_step(wanted: float) -> float:
    """The largest of 1, 2 or 5 times a power of ten that is no more than ``wanted``: 0.035 -> 0.02."""
    power = 10.0 ** math.floor(math.log10(wanted))
    return max(part * power for part in (1, 2, 5) if part * power <= wanted * 1.0000001)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """``float | None`` -> (float, True)."""
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        if len(kinds) == 1:
            return kinds[0], True
    return annotation, False


def _kind(annotation: Any, widget: str) -> Kind | None:
    if get_origin(annotation) is Literal:
        return "choice"
    if get_origin(annotation) is tuple:
        return "colour" if len(get_args(annotation)) == 3 or widget == "colour" else None
    if annotation is bool:
        return "check"
    if annotation in (int, float):
        return "number"
    if annotation is Path:
        return "folder" if widget == "folder" else "file"
    if annotation is str:
        return widget if widget in PATHS else "text"  # type: ignore[return-value]
    return None


def _range(info: FieldInfo) -> tuple[float | None, float | None]:
    low = next((float(rule.ge) for rule in info.metadata if getattr(rule, "ge", None) is not None), None)
    high = next((float(rule.le) for rule in info.metadata if getattr(rule, "le", None) is not None), None)
    return low, high


def _titles(values: tuple[Any, ...], shown: dict[str, Any]) -> tuple[str, ...]:
    """The choices' titles; a value without one shows itself."""
    told = shown.get("choices") or []
    return tuple(str(told[at]) if at < len(told) else str(value) for at, value in enumerate(values))
