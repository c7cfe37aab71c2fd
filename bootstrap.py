#!/usr/bin/env python3
"""Set vpstudio up and run it, or set it up and test it. Nothing but Python's standard library; Linux, Windows and macOS.

    python3 bootstrap.py run     set up, then open the studio; with no display, record a finished demo take under out/
    python3 bootstrap.py test    set up, then lint, types, import contracts and tests

Each may be stopped at any time and started again: a stamp inside .venv is written last, what arrives is renamed into place when it
is whole, and an environment that is damaged or half made is made anew.
"""

import argparse
import contextlib
import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 13)
if not OLDEST <= sys.version_info[:2] <= NEWEST:
    sys.exit(
        "vpstudio needs Python 3.11, 3.12 or 3.13, and this is Python {}.{}: install one of those and run bootstrap.py with it.".format(
            *sys.version_info[:2]
        )
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "vpstudio-stamp"
LOG = VENV / "vpstudio-setup.log"
LOCK = ROOT / "requirements.lock"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LINUX = sys.platform.startswith("linux")

# What Qt, OpenGL and PortAudio load when they start -> the Debian and Ubuntu package that holds it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libGLESv2.so.2": "libgles2",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libportaudio.so.2": "libportaudio2",
}
SHOW_EVERY_S = 5.0
TEST_TOOLS = {"ffmpeg": "ffmpeg", "ffprobe": "ffmpeg", "Xvfb": "xvfb"}
TEST_TOOLS_ELSEWHERE = {"win32": "winget install Gyan.FFmpeg", "darwin": "brew install ffmpeg"}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts")
CHINESE_FONTS = ("NotoSansCJK", "NotoSansSC", "SourceHan", "wqy", "DroidSansFallback", "uming", "ukai")


class Stop(Exception):
    """Set-up cannot go on; holds the sentence that says why and what to do."""


class Steps:
    """Prints each step as it begins and ends, and the whole at the end."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    @contextlib.contextmanager
    def step(self, title: str):  # noqa: ANN201  (a generator context manager; typing it needs an import that says nothing)
        """One step: its title, then how long it took, even where it fails."""
        say(f"== {title}")
        began = time.monotonic()
        try:
            yield
        finally:
            say(f"   {title}: {time.monotonic() - began:.1f} s")

    def whole(self) -> str:
        return f"{time.monotonic() - self.began:.1f} s"


def say(text: str) -> None:
    print(text, flush=True)


def line_of(command: list[str]) -> str:
    """The command as a person would type it."""
    return " ".join(f'"{word}"' if " " in word else word for word in command)


def missing_packages(for_tests: bool) -> list[str]:
    """Debian packages for what this machine lacks, found by looking for the thing itself, whatever its package is called here."""
    wanted = {package for library, package in LIBRARIES.items() if not loads(library)}
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        wanted.add(venv_package())
    if for_tests:
        wanted |= {package for tool, package in TEST_TOOLS.items() if shutil.which(tool) is None}
        wanted |= set() if has_chinese_font() else {"fonts-noto-cjk"}
    return sorted(wanted)


def loads(library: str) -> bool:
    """Whether the system's loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def venv_package() -> str:
    """python3-venv belongs to the system's own python3; another version has a package of its own."""
    system = Path("/usr/bin/python3").resolve().name
    version = "python{}.{}".format(*sys.version_info[:2])
    return "python3-venv" if system == version else f"{version}-venv"


def has_chinese_font() -> bool:
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(file.name.startswith(CHINESE_FONTS) for folder in folders if folder.is_dir() for file in folder.rglob("*.[ot]t[cf]"))


def bring_system(for_tests: bool) -> None:
    """Install what is missing, or say the line that does. Raises Stop only where nothing can go on without it."""
    if not LINUX:
        return say_elsewhere(for_tests)
    missing = missing_packages(for_tests)
    if not missing:
        return None
    say(f"   missing: {' '.join(missing)}")
    if not installed_by_apt(missing):
        say_how(missing)
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop("Python cannot make environments here (its venv module is not complete): run the line above, then this again.")
    return None


def say_elsewhere(for_tests: bool) -> None:
    """Windows and macOS bring all libraries in the wheels; only the tests want ffmpeg."""
    if for_tests and shutil.which("ffprobe") is None:
        how = TEST_TOOLS_ELSEWHERE.get(sys.platform, "install ffmpeg")
        say(f"   ffmpeg is missing, so tests that need it are skipped; to have them: {how}")


def say_how(missing: list[str]) -> None:
    """The exact line, where it cannot be run from here."""
    if shutil.which("apt-get"):
        say(f"   run this, then start again:  sudo apt-get install -y --no-install-recommends {' '.join(missing)}")
    else:
        libraries = [library for library in LIBRARIES if not loads(library)]
        say(f"   install these with your system's package manager: {' '.join(missing)}")
        say(f"   (libraries that are missing: {' '.join(libraries) or 'none'})")


def installed_by_apt(packages: list[str]) -> bool:
    """Whether apt could be asked, and did it."""
    rights = apt_rights()
    if rights is None:
        return False
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=3"]
    with_patience([*apt, "update"])
    return with_patience([*apt, "install", "-y", "--no-install-recommends", *packages])


def apt_rights() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo where it asks no password; None where apt is not there or not allowed."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def with_patience(command: list[str]) -> bool:
    """Run apt; where another one holds its lock, wait and try again."""
    for wait in (5, 10, 20, 40, 0):
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
        locked = "could not get lock" in done.stderr.lower() or "unable to lock" in done.stderr.lower()
        if done.returncode == 0 or not locked:
            break
        say(f"   apt is busy with something else, trying again in {wait} s")
        time.sleep(wait)
    if done.returncode:
        say(f"   failed: {line_of(command)}\n{done.stderr.strip()[-1500:]}")
    return done.returncode == 0


def wanted_stamp() -> str:
    """What the environment depends on: equal stamps, equal environments."""
    parts = [
        LOCK.read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        sys.version.encode(),
        platform.machine().encode(),
        str(ROOT).encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_ready() -> bool:
    """Whether the environment was finished for just this lock and this Python, and still runs."""
    try:
        return STAMP.read_text(encoding="ascii") == wanted_stamp() and works()
    except (OSError, ValueError):
        return False


def works() -> bool:
    """Whether the environment's Python starts, is this version and has pip."""
    code = "import sys, pip; print(sys.version)"
    try:
        done = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.strip() == sys.version.strip()


def is_whole() -> bool:
    """Whether every package in the environment has all its files: an installer stopped half-way leaves them short, and pip would
    then call them installed."""
    site = next(iter([*VENV.glob("lib/python3*/site-packages"), *VENV.glob("Lib/site-packages")]), None)
    if site is None or any(site.glob("~*")):
        return False
    return all(has_its_files(site, record) for record in (folder / "RECORD" for folder in site.glob("*.dist-info")))


def has_its_files(site: Path, record: Path) -> bool:
    """Compare a package's own list (written last) with what lies there, by size. Compiled files come and go."""
    try:
        rows = [line.rsplit(",", 2) for line in record.read_text(encoding="utf-8").splitlines()]
        return all((site / name.strip('"')).stat().st_size == int(size) for name, _, size in rows if size and not name.endswith(".pyc"))
    except (OSError, ValueError):
        return False


def make_environment() -> None:
    """Make .venv, or go on with one that is whole. Raises Stop."""
    if VENV.exists() and not (works() and is_whole()):
        say("   .venv is half made or damaged: making it anew")
        remove(VENV)
    if not VENV.exists():
        run_logged([sys.executable, "-m", "venv", str(VENV)], "the environment .venv could not be made", log=None)
    STAMP.unlink(missing_ok=True)


def remove(folder: Path) -> None:
    """Move aside first, so that a stop in between leaves no half environment. Raises Stop."""
    aside = folder.with_name(f"{folder.name}.old")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise Stop(f"{folder} is damaged and cannot be removed ({error.strerror}): remove it by hand, then start again.") from error


def install_packages() -> None:
    """The lock, then the package itself, editable, built with what the lock brought. Raises Stop."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--progress-bar", "off", "--no-deps"]
    failed = "packages could not be installed: is the network there, and the disk not full?"
    run_logged([*pip, "--prefer-binary", "--requirement", str(LOCK)], failed, log=LOG)
    run_logged([*pip, "--no-build-isolation", "--editable", str(ROOT)], "vpstudio itself could not be installed", log=LOG)
    run_logged([str(PYTHON), "-m", "pip", "--disable-pip-version-check", "check"], "the installed packages do not fit together", log=LOG)
    STAMP.write_text(wanted_stamp(), encoding="ascii")


def run_logged(command: list[str], failed: str, log: Path | None) -> None:
    """Run, keep what it says in the log, show now and then what it is at. Raises Stop with the last lines it said."""
    said: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=ROOT) as child:
        assert child.stdout is not None
        shown = time.monotonic()
        for raw in child.stdout:
            said.append(raw.decode(errors="replace").rstrip())
            if time.monotonic() - shown > SHOW_EVERY_S:
                shown = time.monotonic()
                say(f"   {said[-1].strip()[:110]}")
    if log is not None:
        with log.open("a", encoding="utf-8") as file:
            file.write(f"$ {line_of(command)}\n" + "\n".join(said) + "\n")
    if child.returncode:
        last = "\n".join(said[-15:])
        raise Stop(f"{last}\n{failed} ({line_of(command[:4])} ... ended with {child.returncode})")


def bring_models() -> None:
    """Not having them stops nothing: green screen works, and the studio says what is missing."""
    done = subprocess.run([str(PYTHON), "-m", "vpstudio", "models", "--fetch"], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode:
        say(f"   {done.stderr.decode(errors='replace').strip()}\n   going on without: people are cut out only before a green screen")


def set_up(steps: Steps, for_tests: bool) -> None:
    """Everything up to a studio that starts. Raises Stop."""
    with steps.step("System libraries"):
        bring_system(for_tests)
    if is_ready():
        say("== Environment: ready")
    else:
        with steps.step("Environment .venv"):
            make_environment()
        with steps.step("Packages (some 260 MB the first time)"):
            install_packages()
    with steps.step("Person models"):
        bring_models()


def run(steps: Steps, arguments: list[str]) -> int:
    """Set up, then the window; without a display the same engine makes a take."""
    set_up(steps, for_tests=False)
    say(f"Set up in {steps.whole()}.")
    studio = [str(PYTHON), "-m", "vpstudio"]
    if has_display():
        say("Opening the studio.")
        return handed_over([*studio, "open", *arguments])
    say("There is no display here, so the studio runs without a window: the demo actor in a virtual set, recorded under out/")
    return handed_over([*studio, "demo", str(ROOT / "out")])


def handed_over(command: list[str]) -> int:
    """Run the program in our place. Ctrl-C reaches it by itself and it finishes its files, so we only wait; the third one ends it."""
    child = subprocess.Popen(command, cwd=ROOT)
    for _ in range(2):
        with contextlib.suppress(KeyboardInterrupt):
            return child.wait()
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.kill()
        raise


def has_display() -> bool:
    """Whether a window can open: a screen is named, and where its socket should lie here, it does."""
    if not LINUX:
        return True
    runtime, wayland = os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("WAYLAND_DISPLAY", "")
    if wayland and Path(runtime, wayland).exists():
        return True
    name = os.environ.get("DISPLAY", "")
    local = name.startswith((":", "unix:"))
    number = name.rpartition(":")[2].partition(".")[0]
    return bool(name) and (not local or Path(f"/tmp/.X11-unix/X{number}").exists())


def test(steps: Steps, arguments: list[str]) -> int:
    """Set up, then every check."""
    set_up(steps, for_tests=True)
    say(f"Set up in {steps.whole()}.")
    return handed_over([str(PYTHON), str(ROOT / "tests" / "everything.py"), *arguments])


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Set vpstudio up and run or test it.", epilog="More arguments go to the studio, or to pytest."
    )
    parser.add_argument("what", choices=("run", "test"))
    asked, more = parser.parse_known_args()
    steps = Steps()
    try:
        return {"run": run, "test": test}[asked.what](steps, [word for word in more if word != "--"])
    except Stop as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        say("\nStopped. The same command goes on from here.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
