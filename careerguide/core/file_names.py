"""File names that are ignored, and names that Windows reserves for devices."""

from __future__ import annotations

# Windows's device names, with any extension: learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"]
)
OS_JUNK = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # created by file browsers in every folder they open


def is_device(name: str) -> bool:
    """Return whether Windows reserves a name for a device."""
    return name.split(".", 1)[0].rstrip(" ").casefold() in _DEVICES


def is_leftover(name: str) -> bool:
    """Return whether a name is that of a hidden file (other than .well-known), a backup or a temporary file."""
    hidden = name.startswith((".", "#", "~$")) and name != ".well-known"
    return hidden or name.endswith(("~", ".swp", ".swo", ".tmp", ".bak")) or name in OS_JUNK
