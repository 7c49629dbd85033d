"""Which machine this is, so that a copied database is told from the one it was copied from."""

import os
import sys
from pathlib import Path

from repcockpit import paths
from repcockpit.clock import random_bytes

_LINUX = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_OWN = "machine-id"


def machine_id() -> str:
    """The machine's own id in hex or as a UUID; where it has none, a random one kept in the state folder.

    Raises OSError where one had to be kept and the folder cannot be written.
    """
    return _of_system() or _kept()


def _of_system() -> str | None:
    if sys.platform == "win32":
        return _of_windows()
    if sys.platform == "darwin":
        return _of_mac()
    for place in _LINUX:
        try:
            found = place.read_text("ascii").strip()
        except (OSError, ValueError):
            continue
        if len(found) == 32:
            return found
    return None


def _of_windows() -> str | None:
    try:
        import winreg  # noqa: PLC0415 -- Windows alone has it

        place = "SOFTWARE\\Microsoft\\Cryptography"
        wide = winreg.KEY_READ | winreg.KEY_WOW64_64KEY  # type: ignore[attr-defined,unused-ignore]
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place, 0, wide) as key:  # type: ignore[attr-defined,unused-ignore]
            found, _ = winreg.QueryValueEx(key, "MachineGuid")  # type: ignore[attr-defined,unused-ignore]
    except (ImportError, OSError):
        return None
    return str(found) or None


def _of_mac() -> str | None:
    """The platform's UUID, by the call of the C library that gives it (gethostuuid)."""
    import ctypes  # noqa: PLC0415 -- only macOS needs it

    class Wait(ctypes.Structure):
        _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))

    raw = (ctypes.c_ubyte * 16)()
    try:
        status = ctypes.CDLL(None).gethostuuid(raw, ctypes.byref(Wait(1, 0)))
    except (OSError, AttributeError):
        return None
    return bytes(raw).hex() if status == 0 and any(raw) else None


def _kept() -> str:
    place = paths.state_folder() / _OWN
    try:
        found = place.read_text("ascii").strip()
    except (FileNotFoundError, ValueError):
        found = ""
    if len(found) == 32:
        return found
    fresh = random_bytes(16).hex()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = place.with_name(f"{_OWN}.{random_bytes(4).hex()}")
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(fresh)
    beside.replace(place)
    return fresh
