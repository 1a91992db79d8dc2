"""`desktopdash build`: from an app's file to something to double-click."""

from __future__ import annotations

import argparse
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..processes.package import Package
from ..protocol.problem import Problem
from ..shell.loader import AppSpec
from ..shell.package_menu import beside_text
from ..version import __version__
from . import icons, report
from .bundle import LEFT_OUT
from .contents import Contents, find_contents
from .errors import BuildError
from .facts import AppFacts
from .inspect_app import inspect
from .library_data import library_data
from .offline import confirm_missing, copies_for, merged, put_copies
from .output import CONTENTS, INSIDE, Output, Staging, files_in, is_disk_full
from .runner import Work, check_tools, disk_full, missing_modules, run_pyinstaller
from .settings import BuildSettings, find_settings
from .spec import Plan, spec_text

EXIT_PROBLEM: Final = 1
LEAST_ROOM: Final = 600 * 2**20
"""Bytes without which no package with a window engine can be made."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of an app before anything is made."""

    settings: BuildSettings
    facts: AppFacts
    contents: Contents
    icon: Path
    package: Package


def build(spec: AppSpec, arguments: argparse.Namespace) -> int:
    """Run the command; returns its exit code."""
    try:
        settings = find_settings(spec, vars(arguments), Path.cwd())
        _build(settings, arguments)
    except BuildError as error:
        print(error.problem.as_text(), file=sys.stderr)
        return EXIT_PROBLEM
    except OSError as error:
        problem = disk_full(Path(error.filename) if error.filename else None) if is_disk_full(error) else None
        print(problem.problem.as_text() if problem else f"desktopdash: {error}", file=sys.stderr)
        return EXIT_PROBLEM
    return 0


def _build(settings: BuildSettings, arguments: argparse.Namespace) -> None:
    output = Output(settings.output, settings.name, settings.onefile)
    check_tools()
    if settings.icon is not None:
        icons.check_icon(settings.icon)
    makes = not (arguments.dry_run or arguments.write_spec)
    if makes:
        output.check()
        _check_room(settings.output)
    _tell(f"loading {settings.spec.path.name}")
    found = _find(settings)
    print(_plan_text(found, output))
    if arguments.write_spec:
        _write_spec(found, Path(arguments.write_spec).absolute())
    if makes:
        _make(found, output, arguments)


def _find(settings: BuildSettings) -> Found:
    facts = inspect(settings.spec)
    contents = find_contents(settings.spec, facts, settings.include)
    icon = icons.find_icon(settings.icon, facts.icon, facts.assets_folder)
    icons.check_icon(icon)
    app = next(packed.place for packed in contents.sources if packed.file == settings.spec.path)
    has_title = facts.title != settings.spec.path.stem.replace("_", " ")
    package = Package(
        name=settings.name,
        identifier=settings.identifier,
        version=settings.version,
        app=app,
        instance=settings.spec.name,
        title=settings.title or (facts.title if has_title else settings.name),
        online=settings.online,
        built_with=__version__,
    )
    return Found(settings, facts, contents, icon, package)


def _make(found: Found, output: Output, arguments: argparse.Namespace) -> None:
    with Staging(output) as staging:
        files = _files(found)
        if not found.settings.online:
            files = merged(files, _copies(found, staging.path, arguments.go_on))
        picture = icons.write_png(found.icon, staging.path / "icon.png")
        work = Work(staging.path / "package.spec", staging.path / "result", staging.path / "work")
        if arguments.spec:
            work = Work(_checked_spec(Path(arguments.spec)), work.result, work.folder)
        else:
            work.spec.write_text(spec_text(_plan(found, files, picture), work.spec), "utf-8")
        run_pyinstaller(work, _tell)
        made = work.result / output.result.name
        if not made.exists():
            raise BuildError(_made_nothing(made, work.spec))
        beside = _finish(found, output, made, picture, staging.path)
        parts = report.file_parts(made) if found.settings.onefile else report.folder_parts(made)
        texts = [report.largest_text(parts), report.left_out_text(work.made() / LEFT_OUT), *_missing_text(found, work)]
        staging.publish(made, beside)
    print("\n".join(text for text in texts if text))
    print(f"\nMade {output.result}\nStart it with {output.program}")


def _files(found: Found) -> dict[str, Path]:
    """Return what goes in beside the app's modules, copies for the page aside."""
    own = {packed.place: packed.file for packed in (*found.contents.assets, *found.contents.data)}
    return merged(library_data(found.facts), own)


def _copies(found: Found, home: Path, goes_on: bool) -> dict[str, Path]:
    """Copy what the page fetches; returns place -> file."""
    source = found.settings.spec.path.parent
    collected = copies_for(found.facts, found.contents, source, home, _tell)
    confirm_missing(collected.missing, (), goes_on, input)
    if collected.files:
        _tell(f"{collected.files} copies of what the page fetches, {report.size_text(collected.size)}")
    return put_copies(found.contents, found.facts.assets_url_path, home)


def _plan(found: Found, files: dict[str, Path], icon: Path) -> Plan:
    contents, settings = found.contents, found.settings
    hidden = dict.fromkeys((*contents.hidden_imports, *settings.hidden_imports, *_of_celery(contents)))
    return Plan(
        package=found.package,
        root=settings.spec.path.parent,
        sources={packed.place: packed.file for packed in contents.sources},
        files=files,
        hidden=tuple(hidden),
        search=contents.search_path,
        icon=icon,
        one_file=settings.onefile,
    )


def _of_celery(contents: Contents) -> tuple[str, ...]:
    """What an app with a CeleryManager needs of ours, which is left out elsewhere."""
    if not any(name.partition(".")[0] == "celery" for name in contents.hidden_imports):
        return ()
    return tuple(f"desktopdash.jobs.{name}" for name in ("celery_jobs", "celery_task", "redis_store"))


def _finish(found: Found, output: Output, made: Path, picture: Path, staging: Path) -> list[Path]:
    """Put what belongs beside the program there; returns what goes beside a package in one file."""
    one_file, name = found.settings.onefile, found.settings.name
    folder = staging if one_file else made
    beside: list[Path] = []
    if sys.platform == "linux":
        entry, icon = folder / f"{name}.desktop", folder / f"{name}.png"
        entry.write_text(beside_text(found.package, output.program), "utf-8")
        entry.chmod(0o755)
        shutil.copyfile(picture, icon)
        beside = [entry, icon]
    if one_file:
        return beside
    listed = made / INSIDE / CONTENTS
    listed.touch()
    listed.write_text("\n".join(files_in(made)) + "\n", "utf-8")
    return []


def _write_spec(found: Found, file: Path) -> None:
    """Write the spec beside the app or elsewhere; its icon is the one that was found."""
    if file.exists():
        raise BuildError(
            Problem("spec_there", f"{file} is there already.", "a file", "a new one", "Move it away, or name another.")
        )
    file.write_text(spec_text(_plan(found, _files(found), found.icon), file), "utf-8")
    print(f"\nWrote {file}\nBuild with it: desktopdash build {found.settings.spec.path.name} --spec {file.name}")


def _checked_spec(file: Path) -> Path:
    if not file.is_file():
        raise BuildError(
            Problem(
                "no_spec",
                f"There is no spec {file}.",
                "no such file",
                "a spec that --write-spec has written",
                "Correct the path.",
            )
        )
    return file.absolute()


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


def _plan_text(found: Found, output: Output) -> str:
    package, contents, settings = found.package, found.contents, found.settings
    version = f" {package.version}" if package.version else ""
    rows = [
        ("Program", f"{package.name}{version}, «{package.title}»"),
        ("Result", f"{output.result}{' (one file)' if settings.onefile else ''}"),
        ("Identifier", f"{package.identifier}   (its settings are kept by it)"),
        ("Icon", str(found.icon)),
        (
            "App",
            f"{len(contents.sources)} modules, {len(contents.assets)} assets, {len(contents.data)} files of data, "
            f"{report.size_text(contents.size)}",
        ),
        (
            "Data",
            ", ".join(packed.place.partition("/")[2] for packed in contents.data[:8])
            + (" …" if len(contents.data) > 8 else ""),
        ),
        ("Page", "may reach other hosts" if settings.online else "reaches no other host"),
    ]
    lines = [f"{name + ':':<12}{text}" for name, text in rows if text]
    findings = report.list_text("To be known:", contents.findings)
    return "\n".join([*lines, *([findings] if findings else [])])


def _tell(what: str) -> None:
    print(f"desktopdash: {what} …", file=sys.stderr, flush=True)


__all__ = ["build"]
