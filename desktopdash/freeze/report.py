"""What a build tells: what goes in, what the largest parts are, what was left out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ..processes.package import APP_FOLDER
from .archive import sizes_in
from .output import INSIDE, files_in
from .trim import part_of

MOST: Final = 20


def size_text(size: int) -> str:
    """Return a size as people read it."""
    return f"{size / 2**20:,.1f} MiB" if size >= 2**20 // 10 else f"{size / 2**10:,.1f} KiB"


def folder_parts(folder: Path) -> Counter[str]:
    """Return the bytes of each part of a package; what is linked counts once."""
    found: Counter[str] = Counter()
    for place in files_in(folder):
        file = folder / place
        if not file.is_symlink():
            found[_part(place)] += file.stat().st_size
    return found


def file_parts(file: Path) -> Counter[str]:
    """Return the bytes that each part has in a package in one file, compressed."""
    found: Counter[str] = Counter()
    for place, size in sizes_in(file).items():
        found[_part(f"{INSIDE}/{place}".replace("\\", "/"))] += size
    found["the program itself"] = file.stat().st_size - sum(found.values())
    return found


def _part(place: str) -> str:
    if not place.startswith(f"{INSIDE}/"):
        return "the program and its modules"
    inside = place.removeprefix(f"{INSIDE}/")
    if inside.startswith(f"{APP_FOLDER}/"):
        return "the app's own files"
    if inside == "PYZ.pyz":
        return "the program and its modules"
    return part_of(inside)


def largest_text(parts: Mapping[str, int], most: int = MOST) -> str:
    """Return the largest parts, one on a line."""
    total = sum(parts.values())
    lines = [f"The largest parts of {size_text(total)}:"]
    ordered = sorted(parts.items(), key=lambda item: (-item[1], item[0]))
    lines += [f"  {size_text(size):>12}  {name}" for name, size in ordered[:most]]
    if len(ordered) > most:
        lines.append(f"  {size_text(sum(size for _, size in ordered[most:])):>12}  {len(ordered) - most} smaller ones")
    return "\n".join(lines)


def left_out_text(file: Path, most: int = MOST) -> str:
    """Return what was left out of what PyInstaller had found, one part on a line; "" where that is not known."""
    if not file.is_file():
        return ""
    parts: dict[str, int] = json.loads(file.read_text("utf-8"))
    if not parts:
        return ""
    groups: Counter[str] = Counter()
    for name, size in parts.items():
        groups[_group(name)] += size
    lines = [f"Left out, since the app does not need it, {size_text(sum(groups.values()))}:"]
    lines += [f"  {size_text(size):>12}  {name}" for name, size in groups.most_common(most)]
    return "\n".join(lines)


def _group(name: str) -> str:
    for beginning, what in (
        ("PySide6/Qt/lib/", "libraries of Qt that no window needs"),
        ("PySide6/Qt/qml", "Qt Quick's files"),
        ("PySide6/Qt/translations", "Qt's texts in other languages"),
        ("PySide6/Qt/resources", "the engine's developer tools"),
        ("PySide6/Qt/plugins", "plugins of Qt"),
        ("PySide6/", "modules of Qt"),
    ):
        if name.startswith(beginning):
            return what
    return name


def list_text(title: str, items: Iterable[str], most: int = MOST) -> str:
    """Return a list under a title; "" for an empty one."""
    found = list(items)
    if not found:
        return ""
    more = [f"  … and {len(found) - most} more"] if len(found) > most else []
    return "\n".join([title, *(f"  {item}" for item in found[:most]), *more])
