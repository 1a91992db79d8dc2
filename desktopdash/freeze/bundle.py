"""What the spec of a package calls while PyInstaller runs it."""

from __future__ import annotations

import importlib.util
import json
import os
import py_compile
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ..processes.package import APP_FOLDER, ICON, MANIFEST, UNPACKED_MARK, Package
from .icons import write_ico, write_png
from .trim import Entry, Trimmed, is_hook, trim

ENTRY: Final = str(Path(__file__).with_name("entry.py"))
"""The program's first script."""

EXCLUDED: Final = (
    "dash",
    "dash_core_components",
    "dash_html_components",
    "dash_table",
    "desktopdash.cli",
    "desktopdash.freeze",
    "PyQt5",
    "PyQt6",
    "PySide2",
)
"""Never taken in: Dash, in whose place desktopdash stands; what only builds; other bindings of Qt."""

LEFT_OUT: Final = "left-out.json"
"""The report of what was cut, in the folder that PyInstaller works in."""

COPIES_VARIABLE: Final = "DESKTOPDASH_COPIES"
"""Names a table in JSON, place -> file: what a build has copied of what the page fetches. No spec knows it."""


def scripts(root: str, sources: Iterable[str]) -> list[str]:
    """Return the files whose imports are followed.

    Args:
        root: the app's folder.
        sources: the app's own modules, relative to it.
    """
    return [str(Path(root) / source) for source in sources if source.endswith((".py", ".pyw"))]


def paths(root: str, folders: Iterable[str]) -> list[str]:
    """Return folders, relative to the app's where they are not absolute, as absolute ones."""
    return [str(Path(root) / folder) for folder in folders]


def program_icon(icon: str, work: str) -> str | None:
    """Return the picture as the program's file carries it; None on Linux, where no program does."""
    if sys.platform == "win32":
        return str(write_ico(Path(icon), Path(work) / "program.ico"))
    return icon if sys.platform == "darwin" else None


def version_resource(package: Package, work: str) -> str | None:
    """Return the file of what Windows shows as the program's properties; None elsewhere."""
    if sys.platform != "win32":
        return None
    numbers = [int(number) for number in re.findall(r"\d+", package.version)[:4]]
    four = tuple([*numbers, 0, 0, 0, 0][:4])
    texts = {
        "FileDescription": package.title,
        "FileVersion": package.version,
        "InternalName": package.name,
        "OriginalFilename": f"{package.name}.exe",
        "ProductName": package.title,
        "ProductVersion": package.version,
    }
    lines = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in texts.items())
    table = f"StringFileInfo([StringTable('040904B0', [{lines}])])"
    language = "VarFileInfo([VarStruct('Translation', [1033, 1200])])"
    numbers_of = f"FixedFileInfo(filevers={four}, prodvers={four})"
    return _write(Path(work) / "version.txt", f"VSVersionInfo(ffi={numbers_of}, kids=[{table}, {language}])\n")


def take_app(
    analysis: Any,
    root: str,
    work: str,
    package: Package,
    files: Mapping[str, str],
    icon: str,
    *,
    hidden: Sequence[str] = (),
    one_file: bool = False,
) -> None:
    """Put the app's own files into an analysis, and cut it down to what the program needs.

    Args:
        analysis: PyInstaller's.
        root: the app's folder.
        work: a folder for what is made.
        package: what the program says of itself.
        files: place in the package -> file, relative to `root` where it is not absolute.
        icon: a picture.
        hidden: modules that no import names.
        one_file: whether the package becomes one file.
    """
    folder = Path(work)
    entries = [(place, str(Path(root) / file), "DATA") for place, file in {**files, **_copies()}.items()]
    own = {file for place, file, _ in entries if place.startswith(f"{APP_FOLDER}/")}
    analysis.scripts = [entry for entry in analysis.scripts if entry[1] not in own]
    starts = [
        *(entry[1] for entry in analysis.scripts if not is_hook(entry[0])),
        *hidden,
        *(f for f in own if f.endswith((".py", ".pyw"))),
    ]
    trimmed = trim(analysis, starts, folder)
    analysis.pure[:] = [entry for entry in analysis.pure if entry[1] not in own]
    analysis.datas = [*analysis.datas, *entries, *_compiled(entries, folder / "compiled")]
    analysis.datas += _made(folder, package, icon)
    if one_file:
        # Of the kind that is unpacked first: by it a start that was killed while it unpacked is known later.
        analysis.binaries = [
            (UNPACKED_MARK, _write(folder / UNPACKED_MARK, package.identifier), "BINARY"),
            *analysis.binaries,
        ]
    _write(folder / LEFT_OUT, json.dumps(trimmed.bytes_by_part))


def _compiled(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """Return the byte code of the app's modules, so that no start compiles them.

    It is not checked against the sources: whoever unpacks a package may change their dates.
    """
    found: list[Entry] = []
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    for place, file, _ in entries:
        if place.startswith(f"{APP_FOLDER}/") and place.endswith(".py"):
            cached = importlib.util.cache_from_source(place)
            made = folder / cached
            made.parent.mkdir(parents=True, exist_ok=True)
            if py_compile.compile(file, str(made), place, quiet=2, invalidation_mode=mode) is not None:
                found.append((cached, str(made), "DATA"))  # a file of data may be no Python but by its name
    return found


def _copies() -> dict[str, str]:
    table = os.environ.get(COPIES_VARIABLE)
    copies: dict[str, str] = json.loads(Path(table).read_text("utf-8")) if table else {}
    return copies


def _made(folder: Path, package: Package, icon: str) -> list[Entry]:
    manifest = _write(folder / MANIFEST, package.to_json())
    return [(MANIFEST, manifest, "DATA"), (ICON, str(write_png(Path(icon), folder / ICON)), "DATA")]


def _write(file: Path, text: str) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return str(file)


__all__ = [
    "ENTRY",
    "EXCLUDED",
    "Package",
    "Trimmed",
    "paths",
    "program_icon",
    "scripts",
    "take_app",
    "version_resource",
]
