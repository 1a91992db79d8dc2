"""`desktopdash build`: from an app's file to something to double-click."""

from __future__ import annotations

import argparse
import io
import json
import os
import shlex
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from ..processes.package import ICON, MANIFEST, Package
from ..protocol.problem import Problem
from ..shell.loader import AppSpec
from ..shell.package_menu import beside_text
from . import icons, report
from .bundle import LEFT_OUT
from .errors import BuildError
from .found import Found, find, plan_of
from .offline import confirm_missing, copies_for, put_copies
from .output import INSIDE, Output, Staging, is_disk_full, write_contents
from .overview import overview
from .places import absolute
from .runner import Work, disk_full, missing_modules, run_pyinstaller
from .settings import BuildSettings, find_settings
from .spec import spec_text
from .tools import check_tools

EXIT_PROBLEM: Final = 1
LEAST_ROOM: Final = 600 * 2**20
"""Bytes without which no package with a window engine can be made."""


def build(spec: AppSpec, arguments: argparse.Namespace) -> int:
    """Run the command; returns its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # names of files and titles may be anything
    previous = signal.signal(signal.SIGTERM, _leave)
    try:
        _build(find_settings(spec, vars(arguments), Path.cwd()), arguments)
    except BuildError as error:
        print(error.problem.as_text(), file=sys.stderr)
        return EXIT_PROBLEM
    except OSError as error:
        problem = disk_full(Path(error.filename) if error.filename else None) if is_disk_full(error) else None
        print(problem.problem.as_text() if problem else f"desktopdash: {error}", file=sys.stderr)
        return EXIT_PROBLEM
    finally:
        signal.signal(signal.SIGTERM, previous)
    return 0


def _build(settings: BuildSettings, arguments: argparse.Namespace) -> None:
    output = Output(settings.output, settings.name, settings.onefile)
    check_tools()
    if settings.icon is not None:
        icons.check_icon(settings.icon)
    makes = not (arguments.dry_run or arguments.write_spec)
    _check_specs(arguments)
    if makes:
        output.check()
        _check_room(settings.output)
    _tell(f"loading {settings.spec.path.name}")
    found = find(settings)
    print(overview(found, output))
    if arguments.write_spec and not arguments.dry_run:
        _write_spec(found, absolute(arguments.write_spec))
    if makes:
        _make(found, output, arguments)


def _make(found: Found, output: Output, arguments: argparse.Namespace) -> None:
    with Staging(output) as staging:
        work = _work(found, staging.path, arguments)
        run_pyinstaller(work, _tell)
        made = work.result / output.result.name
        if not made.exists():
            raise BuildError(_made_nothing(made, work.spec))
        beside = _finish(found, output, made, work, staging.path)
        parts = report.file_parts(made) if found.settings.onefile else report.folder_parts(made)
        texts = [report.largest_text(parts), report.left_out_text(work.made() / LEFT_OUT), *_missing_text(found, work)]
        staging.publish(made, beside)
    print("\n".join(text for text in texts if text))
    print(f"\nMade {output.result}\nStart it with {output.program}")


def _work(found: Found, home: Path, arguments: argparse.Namespace) -> Work:
    """Write what PyInstaller reads: the spec, where none was given, and what goes in beside what the spec names."""
    spec = absolute(arguments.spec) if arguments.spec else home / "package.spec"
    if not arguments.spec:
        spec.write_text(spec_text(plan_of(found), spec), "utf-8")
    copies = {} if found.settings.online else _copies(found, home, arguments.go_on)
    table = home / "copies.json"
    table.write_text(json.dumps({place: str(file) for place, file in copies.items()}), "utf-8")
    return Work(spec, home / "result", home / "work", table)


def _copies(found: Found, home: Path, goes_on: bool) -> dict[str, Path]:
    """Copy what the page fetches; returns place -> file."""
    source = found.settings.spec.path.parent
    collected = copies_for(found.facts, found.contents, source, home, _tell)
    confirm_missing(collected.missing, (), goes_on, input)
    if collected.files:
        _tell(f"{collected.files} copies of what the page fetches, {report.size_text(collected.size)}")
    return put_copies(found.contents, found.facts, home)


def _finish(found: Found, output: Output, made: Path, work: Work, staging: Path) -> list[Path]:
    """Put what belongs beside the program there; returns what goes beside a package in one file."""
    one_file, name = found.settings.onefile, found.settings.name
    folder = staging if one_file else made
    beside: list[Path] = []
    if sys.platform == "linux":
        entry, icon = folder / f"{name}.desktop", folder / f"{name}.png"
        package, picture = _as_made(found, work)
        entry.write_text(beside_text(package, output.program), "utf-8")
        entry.chmod(0o755)
        icons.write_png(picture, icon)
        beside = [entry, icon]
    if one_file:
        return beside
    resources = made / INSIDE / "PySide6" / "Qt" / "resources"
    if resources.is_dir():  # the engine makes it at its first start otherwise, and a package stays as it is
        (resources / "locales").mkdir(exist_ok=True)
    write_contents(made)
    return []


def _as_made(found: Found, work: Work) -> tuple[Package, Path]:
    """Return what the program says of itself and its picture: a spec that was given may say what it likes."""
    manifest, picture = work.made() / MANIFEST, work.made() / ICON
    if not (manifest.is_file() and picture.is_file()):
        return found.package, found.icon
    return Package.from_json(manifest.read_text("utf-8")), picture


def _write_spec(found: Found, file: Path) -> None:
    """Write the spec beside the app or elsewhere; its icon is the one that was found."""
    file.write_text(spec_text(plan_of(found), file), "utf-8")
    command = ["desktopdash", "build", found.settings.spec.argument(), "--spec", str(file)]
    print(f"\nWrote {file}\nBuild with it: {shlex.join(command)}")


def _check_specs(arguments: argparse.Namespace) -> None:
    """See that a spec can be written, or is there, before anything takes time."""
    if arguments.write_spec and os.path.lexists(absolute(arguments.write_spec)):
        file = absolute(arguments.write_spec)
        raise BuildError(
            Problem("spec_there", f"{file} is there already.", "a file", "a new one", "Move it away, or name another.")
        )
    if arguments.spec and not absolute(arguments.spec).is_file():
        raise BuildError(
            Problem(
                "no_spec",
                f"There is no spec {absolute(arguments.spec)}.",
                "no such file",
                "a spec that --write-spec has written",
                "Correct the path.",
            )
        )


def _made_nothing(made: Path, spec: Path) -> Problem:
    return Problem(
        "nothing_made",
        "PyInstaller has made something else than the package. Nothing was changed.",
        f"no {made.name} in its result",
        f"a result of that name from {spec.name}",
        "Give --name and --onefile as the spec has them.",
    )


def _check_room(output: Path) -> None:
    place = next(place for place in (output, *output.parents) if place.exists())
    if shutil.disk_usage(place).free < LEAST_ROOM:
        raise disk_full(place)


def _missing_text(found: Found, work: Work) -> list[str]:
    own = {str(packed.file) for packed in found.contents.sources}
    own |= {packed.file.stem for packed in found.contents.sources}
    title = "Not installed here, and so not in the package:"
    return [report.list_text(title, missing_modules(work, own))]


def _leave(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    """End as after Ctrl-C: what was begun is cleared away."""
    raise SystemExit(128 + number)


def _tell(what: str) -> None:
    print(f"desktopdash: {what} …", file=sys.stderr, flush=True)


__all__ = ["build"]
