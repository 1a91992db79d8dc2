"""What a person has to know of an app's package before others get it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from .facts import AppFacts
from .places import is_left_out, relative_to_app
from .scan import OutsideData, Scan
from .source import shown

_INCLUDE: Final = "Put it into the app's folder and name it relative to that, or take it along with --include"


def find(folder: Path, facts: AppFacts, found: Scan, taken: Collection[Path]) -> tuple[str, ...]:
    """Return what is named and not taken, each in words that say where and what to do.

    Args:
        folder: the app's folder.
        facts: what loading the app told.
        found: what its sources name.
        taken: the files that go into the package.
    """
    return tuple(
        dict.fromkeys(
            [
                *(_outside_data(one, folder) for one in found.outside_data if _is_open(one, taken)),
                *_read(folder, facts, found, taken),
                *(_unknown_import(where) for where in found.unknown_imports),
                *_assets(folder, facts),
                *_layout(facts),
            ]
        )
    )


def _is_open(one: OutsideData, taken: Collection[Path]) -> bool:
    """Tell whether it is still to be told: who includes a secret wants it."""
    return one.reason != "secret" or Path(one.path) not in taken


def _outside_data(one: OutsideData, folder: Path) -> str:
    name = shown(Path(one.path), folder)
    if one.reason == "fixed":
        return (
            f"{one.where} names {one.path} by a path that is true on this machine only. It goes into the package, and "
            'the app there will not find it: name it relative to the module, as Path(__file__).parent / "…"'
        )
    if one.reason == "secret":
        return _secret(name, one.where)
    return f"{one.where} names {one.path}, which is outside of the app's folder and not in the package. {_INCLUDE}"


def _secret(name: str, where: str) -> str:
    return (
        f"{where} reads {name}, which is not in the package: such files hold secrets, and whoever gets the package can "
        f"read it. Set the variables otherwise, or take it along with --include {name}"
    )


def _read(folder: Path, facts: AppFacts, found: Scan, taken: Collection[Path]) -> Iterator[str]:
    told = {Path(one.path) for one in found.outside_data}
    for file in facts.read_files:
        if file in told or file in taken:
            continue
        relative = relative_to_app(file, folder)
        if relative is None:
            yield f"loading the app reads {file}, which is outside of its folder and not in the package. {_INCLUDE}"
        elif relative.name.startswith(".env"):
            yield _secret(relative.as_posix(), "loading the app")
        elif is_left_out(relative, folder):
            yield (
                f"loading the app reads {relative.as_posix()}, which is hidden or made by a tool, and not in the "
                f"package. Take it along with --include {relative.as_posix()} if the app needs it"
            )


def _unknown_import(where: str) -> str:
    return (
        f"{where} imports a module whose name is not known before the app runs. It is in the package if something else "
        "imports it, too: add a plain import of each module that may be meant"
    )


def _assets(folder: Path, facts: AppFacts) -> Iterator[str]:
    root = facts.assets_folder
    if not root.is_dir() or facts.assets_module is not None:
        return
    relative = relative_to_app(root, folder)
    if relative is None:
        yield (
            f"the assets folder {root} is outside of the app's folder and not in the package, and the app there will "
            'not find it. Put it beside the app, and give its name: Dash(assets_folder="assets")'
        )
    elif relative == Path():
        yield (
            "the assets folder is the app's folder itself, so that its sources would be served to the page. Nothing of "
            "it is taken as assets. Put the assets into a folder of their own"
        )


def _layout(facts: AppFacts) -> Iterator[str]:
    if facts.layout_error:
        yield (
            f"the function that makes the layout could not be called here ({facts.layout_error}). What its components "
            "name on other hosts is not known"
        )
