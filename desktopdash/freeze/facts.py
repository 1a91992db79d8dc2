"""What loading an app tells of it, as one process hands it to another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..protocol.problem import Problem
from ..records import asdict, dataclass


@dataclass(frozen=True, slots=True)
class OutsideAddress:
    """A component of the layout that has the page fetch something from elsewhere.

    Attributes:
        component: its class as apps write it, as "html.Img".
        id: its id as text; "" where it has none.
        prop: the prop that names the address.
        address: the address; "map tiles" for a figure with a map, whose tiles come from a server.
    """

    component: str
    id: str
    prop: str
    address: str


@dataclass(frozen=True, slots=True)
class ComponentPackage:
    """An imported package of components.

    Attributes:
        module: its name.
        folder: where it is; None where it has no file.
        files: the scripts and style sheets that it declares, relative to the folder, with slashes.
    """

    module: str
    folder: Path | None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutsideModule:
    """A module that is neither below the app's folder nor installed.

    Attributes:
        name: its name.
        file: its file.
    """

    name: str
    file: Path


@dataclass(frozen=True, slots=True)
class AppFacts:
    """What is known of an app once it has been loaded. All paths are absolute, all tuples sorted.

    Attributes:
        title: the window's title.
        page: the index page, as HTML.
        assets_folder: where the app looks for its assets; need not exist.
        assets_url_path: where they are served, relative to the app's prefix.
        assets_module: the installed package in whose folder they are; None for the app's own.
        icon: the picture of the window, if there is one.
        modules: the files of the loaded modules below the app's folder, its own among them.
        outside_modules: modules that are neither there nor installed.
        search_path: what `sys.path` holds when the app is loaded.
        packages: component packages, those of desktopdash itself left out.
        read_files: files that were read while it was loaded; no Python, nothing of Python's own or of libraries.
        library_files: files of installed libraries that were read, no Python.
        metadata: the folders of the distributions that were asked for their own metadata, as for their version.
        requested_names: the names of the modules from elsewhere that were imported for it, Python's own left out.
        outside: components of the layout that name outside addresses.
        layout_error: why the layout's function could not be called here; "" where it could, or is none.
    """

    title: str
    page: str
    assets_folder: Path
    assets_url_path: str = "assets"
    assets_module: str | None = None
    icon: Path | None = None
    modules: tuple[Path, ...] = ()
    outside_modules: tuple[OutsideModule, ...] = ()
    search_path: tuple[Path, ...] = ()
    packages: tuple[ComponentPackage, ...] = ()
    read_files: tuple[Path, ...] = ()
    library_files: tuple[Path, ...] = ()
    metadata: tuple[Path, ...] = ()
    requested_names: tuple[str, ...] = ()
    outside: tuple[OutsideAddress, ...] = ()
    layout_error: str = ""

    def to_json(self) -> str:
        """Return the facts as JSON."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> AppFacts:
        """Return the facts that `to_json` wrote."""
        told: dict[str, Any] = json.loads(text)
        paths = ("modules", "search_path", "read_files", "library_files", "metadata")
        return cls(
            title=told["title"],
            page=told["page"],
            assets_folder=Path(told["assets_folder"]),
            assets_url_path=told["assets_url_path"],
            assets_module=told["assets_module"],
            icon=_path(told["icon"]),
            outside_modules=tuple(OutsideModule(one["name"], Path(one["file"])) for one in told["outside_modules"]),
            packages=tuple(
                ComponentPackage(one["module"], _path(one["folder"]), tuple(one["files"])) for one in told["packages"]
            ),
            requested_names=tuple(told["requested_names"]),
            outside=tuple(OutsideAddress(**one) for one in told["outside"]),
            layout_error=told["layout_error"],
            **{name: tuple(map(Path, told[name])) for name in paths},
        )


def write_report(file: Path, told: AppFacts | Problem) -> None:
    """Write what came of loading an app; whoever sees the file sees the whole of it."""
    kind, text = ("facts", told.to_json()) if isinstance(told, AppFacts) else ("problem", json.dumps(asdict(told)))
    part = file.with_name(f"{file.name}.part")
    part.write_text(f'{{"{kind}": {text}}}', encoding="utf-8")
    part.replace(file)


def read_report(file: Path) -> AppFacts | Problem | None:
    """Return what `write_report` wrote; None where it wrote nothing."""
    if not file.is_file():
        return None
    told = json.loads(file.read_text(encoding="utf-8"))
    return Problem(**told["problem"]) if "problem" in told else AppFacts.from_json(json.dumps(told["facts"]))


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)
