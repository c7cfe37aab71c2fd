"""Settings that describe themselves: range, unit, title and help come from one ``Field``, and panels are made from it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """Base of every saved settings model: immutable, unknown keys refused, numbers finite."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def setting(
    default: Any,
    title: str,
    *,
    low: float | None = None,
    high: float | None = None,
    step: float | None = None,
    unit: str = "",
    help: str = "",
    advanced: bool = False,
    choices: tuple[str, ...] = (),
    widget: str = "",
) -> Any:
    """A pydantic Field with what a panel needs.

    title: a few English words, the text shown (translated). unit: ``mm``, ``m``, ``deg``, ``K``, ``EV``. low, high: the
    allowed range, both ends included. advanced: folded away at first. choices: titles of an enum's or Literal's values, in order.
    widget: how a panel should ask for it where the type does not tell: ``file``, ``folder``, ``device``, ``colour``.
    """
    shown: dict[str, Any] = {"unit": unit, "step": step, "advanced": advanced, "choices": list(choices), "widget": widget}
    return Field(default, title=title, description=help or None, ge=low, le=high, json_schema_extra=shown)
