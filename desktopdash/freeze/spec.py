"""The spec of a package: what PyInstaller runs, as a text that people can read and change."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ..processes.package import Package
from ..records import asdict, dataclass
from ..version import __version__

_TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a spec says.

    Attributes:
        package: what the program says of itself.
        root: the app's folder.
        sources: the app's modules, place in the package -> file.
        files: its other files, likewise.
        hidden: modules that no import names.
        search: further folders that modules are looked for in.
        icon: a PNG picture.
        one_file: whether the package becomes one file.
    """

    package: Package
    root: Path
    sources: Mapping[str, Path]
    files: Mapping[str, Path]
    hidden: tuple[str, ...]
    search: tuple[Path, ...]
    icon: Path
    one_file: bool


def spec_text(plan: Plan, file: Path) -> str:
    """Return the text of a spec.

    Args:
        plan: what it says.
        file: where it is going to be; it names the app's folder relative to that.
    """
    icon = _file(plan.icon, plan.root)
    program = (_TEMPLATES / ("one_file.txt" if plan.one_file else "folder.txt")).read_text("utf-8")
    return (
        (_TEMPLATES / "app.spec.txt")
        .read_text("utf-8")
        .format(
            name=_one_line(plan.package.name),
            desktopdash=__version__,
            app=shlex.quote(_one_line(Path(plan.package.app).name)),
            file=shlex.quote(_one_line(file.name)),
            root=_text(_relative(plan.root, file.parent)),
            package="\n".join(f"    {key}={_text(value)}," for key, value in asdict(plan.package).items()),
            sources=_table((place, _file(path, plan.root)) for place, path in plan.sources.items()),
            files=_table((place, _file(path, plan.root)) for place, path in plan.files.items()),
            hidden=_list(plan.hidden),
            search=_list(_file(path, plan.root) for path in plan.search),
            icon=_text(icon),
            one_file=plan.one_file,
            program=program.rstrip(),
        )
    )


def _relative(path: Path, start: Path) -> str:
    try:
        return os.path.relpath(path, start).replace(os.sep, "/")
    except ValueError:  # another drive
        return str(path)


def _file(path: Path, root: Path) -> str:
    """Name a file relative to the app's folder where it is below it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _text(value: object) -> str:
    return repr(value)


def _one_line(text: str) -> str:
    """Return what can stand in a remark: no control characters, and nothing that is no text."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).encode("utf-8", "replace").decode()


def _table(items: Iterable[tuple[str, str]]) -> str:
    lines = [f"    {_text(key)}: {_text(value)}," for key, value in sorted(items)]
    return "{\n" + "\n".join(lines) + "\n}" if lines else "{}"


def _list(items: Iterable[str]) -> str:
    lines = [f"    {_text(item)}," for item in items]
    return "[\n" + "\n".join(lines) + "\n]" if lines else "[]"
