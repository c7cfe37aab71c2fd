"""requirements.lock answers pyproject.toml on every Python and system that is promised."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINES = [line for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
LOCKED = [Requirement(line) for line in LINES]

MACHINES = [
    {"python_version": version, "python_full_version": f"{version}.1", "sys_platform": system, "platform_python_implementation": "CPython"}
    for version in ("3.11", "3.12", "3.13")
    for system in ("linux", "win32", "darwin")
]


def applies(requirement: Requirement, machine: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**default_environment(), **machine, "extra": ""})


def versions(machine: dict[str, str]) -> dict[str, str]:
    """Package -> its one locked version on a machine."""
    held: dict[str, str] = {}
    for requirement in LOCKED:
        if applies(requirement, machine):
            name = canonicalize_name(requirement.name)
            assert name not in held, f"two versions of {name}"
            held[name] = next(iter(requirement.specifier)).version
    return held


@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: f"{m['python_version']}-{m['sys_platform']}")
def test_every_range_is_met_by_an_exact_version(machine):
    held = versions(machine)
    wanted = [Requirement(text) for text in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]]
    for requirement in wanted:
        if applies(requirement, machine):
            name = canonicalize_name(requirement.name)
            assert name in held, f"{name} is not locked"
            assert requirement.specifier.contains(held[name]), f"{name} {held[name]} is outside {requirement.specifier}"


def test_lines_are_exact_and_hold_no_address():
    for line, requirement in zip(LINES, LOCKED, strict=True):
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], line
        assert requirement.url is None
        assert "://" not in line
        assert not line.startswith("-")


def test_the_qt_that_aborts_is_not_taken_on_3_11():
    for machine in MACHINES:
        held = versions(machine)
        assert held["pyside6-essentials"] == held["shiboken6"]
        if machine["python_version"] == "3.11":
            assert held["pyside6-essentials"] != "6.12.0"


def test_there_is_one_opencv():
    for machine in MACHINES:
        assert [name for name in versions(machine) if name.startswith("opencv")] == ["opencv-contrib-python"]
