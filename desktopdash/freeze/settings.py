"""What a build is told: by its command line, and by [tool.desktopdash] in the app's pyproject.toml."""

from __future__ import annotations

import difflib
import glob
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ..protocol.problem import Problem
from ..records import dataclass, replace
from ..shell.loader import AppSpec
from .checked import checked_identifier, checked_module, checked_name, checked_version, identifier_of
from .errors import BuildError
from .places import absolute

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # the extra [build]

OUTPUT: Final = "dist"

_TEXTS: Final = ("name", "title", "identifier", "icon", "version", "output")
_SWITCHES: Final = ("onefile", "online")
_LISTS: Final = ("include", "hidden-import")
_KEYS: Final = (*_TEXTS, *_SWITCHES, *_LISTS)


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """How an app is to be built. All paths are absolute.

    Attributes:
        spec: which app.
        name: the program's name.
        title: what people call it; None: the app's own title.
        identifier: by which the profile of the program is found, in every version.
        version: the app's; "" for none.
        icon: a picture; None: the app's own.
        onefile: one file, and not a folder.
        online: its page may reach the web, and nothing is copied.
        include: paths and patterns, as they were given.
        hidden_imports: modules.
        output: the folder that the result goes into.
    """

    spec: AppSpec
    name: str
    title: str | None
    identifier: str
    version: str
    icon: Path | None
    onefile: bool
    online: bool
    include: tuple[str, ...]
    hidden_imports: tuple[str, ...]
    output: Path


def find_settings(spec: AppSpec, given: Mapping[str, Any], working_folder: Path) -> BuildSettings:
    """Return the settings of a build.

    Args:
        spec: which app.
        given: the command line's, by the names of its options; None where one is not given.
        working_folder: what its paths are relative to. Those in a pyproject.toml are relative to that.

    Raises:
        BuildError: a pyproject.toml that cannot be read, a key or a value that is none.
    """
    spec = replace(spec, path=absolute(spec.path))
    file = _find_pyproject(spec.path.parent)
    table, project = _read_pyproject(file) if file is not None else ({}, {})

    def value(key: str) -> Any:
        chosen = given.get(key.replace("-", "_"))
        return table.get(key) if chosen is None else chosen

    def path(key: str) -> Path | None:
        if given.get(key) is not None:
            return absolute(working_folder / os.path.expanduser(given[key]))
        found = table.get(key)
        return absolute(file.parent / found) if found and file is not None else None

    name = checked_name(value("name") or spec.path.stem)
    return BuildSettings(
        spec=spec,
        name=name,
        title=value("title") or None,
        identifier=checked_identifier(value("identifier") or identifier_of(spec.path, value("name"))),
        version=checked_version(value("version") or _own_version(file, project, spec)),
        icon=path("icon"),
        onefile=bool(value("onefile")),
        online=bool(value("online")),
        include=(*_absolute(table.get("include", ()), file), *(given.get("include") or ())),
        hidden_imports=tuple(
            dict.fromkeys(map(checked_module, (*table.get("hidden-import", ()), *(given.get("hidden_import") or ()))))
        ),
        output=path("output") or absolute(working_folder / OUTPUT),
    )


def _own_version(file: Path | None, project: Mapping[str, Any], spec: AppSpec) -> str:
    """Return the version of [project], where that is the app's and not that of a repository round it."""
    return project.get("version", "") if file is not None and file.parent == spec.path.parent else ""


def _absolute(patterns: Any, file: Path | None) -> list[str]:
    """Make paths and globs of a pyproject.toml independent of the working folder."""
    if file is None:
        return []
    below = glob.escape(str(file.parent))  # of a glob only what the person wrote is one
    return [
        os.path.join(below, pattern)
        if glob.has_magic(pattern) and not (file.parent / pattern).exists()
        else str(file.parent / pattern)
        for pattern in patterns
    ]


def _find_pyproject(folder: Path) -> Path | None:
    """Return the nearest pyproject.toml, as other tools find it."""
    return next((file for place in (folder, *folder.parents) if (file := place / "pyproject.toml").is_file()), None)


def _read_pyproject(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return [tool.desktopdash] and [project]; of the second only what is text is of use."""
    try:
        read = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BuildError(
            Problem(
                "bad_pyproject",
                f"{file} cannot be read.",
                str(error),
                "a TOML file in UTF-8",
                "Correct it, or move it away.",
            )
        ) from error
    tool, project = read.get("tool", {}), read.get("project", {})
    table = tool.get("desktopdash", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise _bad_value(file, "[tool.desktopdash]", table, "a table")
    _check_table(file, table)
    texts = (
        {key: value for key, value in project.items() if isinstance(value, str)} if isinstance(project, dict) else {}
    )
    return table, texts


def _check_table(file: Path, table: Mapping[str, Any]) -> None:
    for key, value in table.items():
        if key not in _KEYS:
            near = difflib.get_close_matches(key.replace("_", "-"), _KEYS, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise BuildError(
                Problem(
                    "unknown_setting",
                    f"{file} has a setting that is none.",
                    f"`{key}` in [tool.desktopdash]{hint}",
                    f"one of {', '.join(_KEYS)}",
                    "Correct its name, or remove it.",
                )
            )
        if key in _TEXTS and not isinstance(value, str):
            raise _bad_value(file, key, value, "a text")
        if key in _SWITCHES and not isinstance(value, bool):
            raise _bad_value(file, key, value, "true or false")
        if key in _LISTS and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            raise _bad_value(file, key, value, "a list of texts")


def _bad_value(file: Path, key: str, value: Any, expected: str) -> BuildError:
    return BuildError(
        Problem("bad_setting", f"{file} has a value that is none.", f"{key} = {value!r}", expected, "Correct it.")
    )
