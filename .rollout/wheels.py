"""Make a folder of wheels from which repcockpit is installed without an index: ours, and everything it needs.

    python3 .rollout/wheels.py FOLDER [--platform windows linux ...] [--python 3.12 3.13 ...] [--extra keyring]

Runs where an index can be reached, with Python 3.11 or newer and its pip. The folder also gets SHA256SUMS and a
README.txt with the lines that install from it. What it holds can be copied to a share or a stick.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "linux": (
        (
            "manylinux_2_28_x86_64",
            "manylinux_2_27_x86_64",
            "manylinux_2_24_x86_64",
            "manylinux_2_17_x86_64",
            "manylinux2014_x86_64",
        ),
        {
            "sys_platform": "linux",
            "platform_system": "Linux",
            "os_name": "posix",
            "platform_machine": "x86_64",
        },
    ),
    "macos-arm": (
        ("macosx_13_0_arm64",),
        {
            "sys_platform": "darwin",
            "platform_system": "Darwin",
            "os_name": "posix",
            "platform_machine": "arm64",
        },
    ),
    "macos-intel": (
        ("macosx_13_0_x86_64",),
        {
            "sys_platform": "darwin",
            "platform_system": "Darwin",
            "os_name": "posix",
            "platform_machine": "x86_64",
        },
    ),
    "windows": (
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    ),
}
"""Name -> the tags of wheels that run there, and what its markers say."""
OURS = ("*.whl", "SHA256SUMS", "README.txt")
Runner = Callable[[list[str]], None]


def main(words: list[str] | None = None, run: Runner | None = None) -> int:
    """Make the folder; 0, or 1 where pip could not."""
    asked = _parser().parse_args(words)
    folder = Path(asked.folder).expanduser().resolve()
    try:
        empty(folder, force=asked.force)
        make(folder, asked.platform, asked.python, asked.extra, run or pip)
    except FileExistsError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    except subprocess.CalledProcessError:
        sys.stderr.write("pip could not get every wheel; its own lines above say which\n")
        return 1
    wheels = sorted(folder.glob("*.whl"))
    size = sum(one.stat().st_size for one in wheels) / 1e6
    sys.stdout.write(f"{len(wheels)} wheels, {size:.1f} MB: {folder}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="wheels.py", description="Make a folder of wheels to install from.")
    parser.add_argument("folder", metavar="FOLDER", help="a new or empty folder")
    parser.add_argument(
        "--platform", nargs="+", choices=sorted(PLATFORMS), default=sorted(PLATFORMS), help="all by default"
    )
    parser.add_argument("--python", nargs="+", metavar="X.Y", default=list(PYTHONS), help=" ".join(PYTHONS))
    parser.add_argument("--extra", nargs="*", default=[], choices=["keyring"], help="what is optional")
    parser.add_argument("--force", action="store_true", help="replace the wheels of an earlier run")
    return parser


def pip(words: list[str]) -> None:
    """Run pip of this Python; its complaints are shown."""
    subprocess.run([sys.executable, "-m", "pip", "-q", *words], check=True)  # noqa: S603 -- our own words


def empty(folder: Path, *, force: bool) -> None:
    """Make the folder, or with `force` take an earlier run's files out. Raises FileExistsError for anything else."""
    folder.mkdir(parents=True, exist_ok=True)
    held = set(folder.iterdir())
    earlier = {one for pattern in OURS for one in folder.glob(pattern)}
    if held - earlier:
        raise FileExistsError(f"{folder} holds something else: {min(held - earlier).name}")
    if held and not force:
        raise FileExistsError(f"{folder} is not empty; --force replaces the wheels in it")
    for one in earlier:
        one.unlink()


def make(
    folder: Path, platforms: Iterable[str], pythons: Iterable[str], extras: Iterable[str], run: Runner
) -> None:
    """Build our wheel, bring in what it needs on every platform and Python, and write sums and README.txt."""
    platforms, pythons, extras = list(platforms), list(pythons), list(extras)
    with tempfile.TemporaryDirectory(prefix="repcockpit-wheels-") as apart:
        run(["wheel", "--no-deps", "--wheel-dir", apart, str(ROOT)])
        (built,) = Path(apart).glob("repcockpit-*.whl")
        ours = Path(shutil.copy2(built, folder))
    for platform in platforms:
        for python in pythons:
            complete(folder, ours, (platform, python), extras, run)
    (folder / "README.txt").write_text(readme(ours.name, platforms, pythons, extras), "utf-8")
    write_sums(folder)


def complete(folder: Path, ours: Path, target: tuple[str, str], extras: list[str], run: Runner) -> None:
    """Bring in the wheels of one platform and Python.

    pip asks markers of the machine it runs on, whatever --platform says: what it left out for that is named to it.
    """
    tags, _ = PLATFORMS[target[0]]
    wanted = [f"{ours}[{','.join(extras)}]" if extras else str(ours)]
    with tempfile.TemporaryDirectory(prefix="repcockpit-wheels-") as apart:
        here = Path(apart)
        while True:
            run([
                "download", "--only-binary=:all:", "--implementation", "cp", "--python-version", target[1],
                *(word for tag in tags for word in ("--platform", tag)), "--dest", str(here), *wanted,
            ])  # fmt: skip
            lacking = missing(here, ours, environment(*target), extras)
            if not lacking - set(wanted):
                break
            wanted += sorted(lacking - set(wanted))
        for one in here.glob("*.whl"):
            if not (folder / one.name).exists():
                shutil.copy2(one, folder)


def environment(platform: str, python: str) -> dict[str, str]:
    """What markers say on a platform with a Python."""
    return PLATFORMS[platform][1] | {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
    }


def missing(folder: Path, ours: Path, there: Mapping[str, str], extras: list[str]) -> set[str]:
    """The requirements that hold on a platform and have no wheel in the folder, reached from our own wheel."""
    held = {_folded(one.name.partition("-")[0]): one for one in folder.glob("*.whl")}
    held["repcockpit"] = ours
    waiting, seen, lacking = [("repcockpit", frozenset(extras))], set(), set()
    while waiting:
        name, wished = step = waiting.pop()
        if step in seen:
            continue
        seen.add(step)
        for one in needs(held[name], there, wished):
            if _folded(one.name) in held:
                waiting.append((_folded(one.name), frozenset(one.extras)))
            else:
                lacking.add(f"{one.name}{one.specifier}")
    return lacking


def needs(wheel: Path, there: Mapping[str, str], extras: Iterable[str]) -> Iterator[Any]:
    """The requirements in a wheel's metadata whose markers hold there."""
    from pip._vendor.packaging.requirements import Requirement  # noqa: PLC0415 -- pip is there, packaging may not be

    with zipfile.ZipFile(wheel) as archive:
        name = next(one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        head = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    for line in head.get_all("Requires-Dist", []):
        one = Requirement(line)
        if one.marker is None or any(
            one.marker.evaluate({**there, "extra": extra}) for extra in ("", *extras)
        ):
            yield one


def _folded(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS as `sha256sum --check` and `shasum -a 256 --check` read it."""
    names = sorted(one for pattern in ("*.whl", "README.txt") for one in folder.glob(pattern))
    lines = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in names]
    (folder / "SHA256SUMS").write_bytes("".join(lines).encode())


def readme(wheel: str, platforms: list[str], pythons: list[str], extras: list[str]) -> str:
    """What the folder is and how to install from it, for who finds it on a stick."""
    wish = f"repcockpit[{','.join(extras)}]" if extras else "repcockpit"
    return f"""repcockpit, to be installed without an index
===========================================

{wheel} and everything it needs, for {", ".join(platforms)}
with Python {", ".join(pythons)}. No administrator's rights are needed.

FOLDER below is the path of this folder. Python must be on the machine: one of the
versions above. (uv brings a Python of its own where it may download one.)

With uv:
    uv tool install --offline --no-index --find-links FOLDER "{wish}"

With pipx:
    pipx install --pip-args "--no-index --find-links FOLDER" "{wish}"

With pip, in a venv of its own (Windows: py for python3, Scripts for bin):
    python3 -m venv repcockpit-env
    repcockpit-env/bin/pip install --no-index --find-links FOLDER "{wish}"

A newer folder later: the same line with --reinstall (uv), --force (pipx), --upgrade (pip).
The files are whole:
    sha256sum --check SHA256SUMS        (macOS: shasum -a 256 --check SHA256SUMS)

Then, once per laptop:
    repcockpit join PATH/team.rcsync --rep "Ana Ruiz"
    repcockpit
"""


if __name__ == "__main__":
    raise SystemExit(main())
