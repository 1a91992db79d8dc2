"""The scripts and style sheets of component packages, as the packages declare them (`_js_dist`, `_css_dist`).

A package is known from the moment when its classes exist. What it declares is read anew each time: some packages
change their lists after they were imported.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from ..errors import InvalidResourceError
from ..model.component import ComponentRegistry
from ..records import dataclass, field
from ..typing import Attributes

Kind = Literal["_js_dist", "_css_dist"]
KINDS: Final[tuple[Kind, ...]] = ("_js_dist", "_css_dist")


@dataclass(frozen=True, slots=True)
class Resource:
    """What one entry of a package's list comes to.

    Attributes:
        package: the module in whose folder the files are.
        paths: the files, relative to that folder, with slashes; () where the entry names addresses only.
        urls: addresses elsewhere, used in place of files.
        is_first: whether the page loads it at its start. The rest the package's own scripts ask for, when they need it.
        attributes: further ones of the tag.
    """

    package: str
    paths: tuple[str, ...]
    urls: tuple[str, ...] = ()
    is_first: bool = True
    attributes: Attributes = field(default_factory=dict)


def resources(kind: Kind, serve_locally: bool = True, modules: Iterable[str] | None = None) -> list[Resource]:
    """Return what the packages declare, in the order in which they were imported.

    Args:
        kind: scripts or style sheets.
        serve_locally: False: what has no file may come from elsewhere.
        modules: ask these only.

    Raises:
        InvalidResourceError: an entry that cannot be understood; it names the package.
    """
    names = list(ComponentRegistry.registry) if modules is None else list(modules)
    found = []
    for module in names:
        for entry in ComponentRegistry.get_resources(kind, [module]):
            resource = _read(module, entry, kind, serve_locally)
            if resource is not None:
                found.append(resource)
    return found


def packages() -> list[str]:
    """Return the names under which packages have files."""
    return list(
        dict.fromkeys(resource.package for kind in KINDS for resource in resources(kind, False) if resource.paths)
    )


def folder_of(package: str) -> Path | None:
    """Return the folder of a package that is imported; None where there is no such folder."""
    file = getattr(sys.modules.get(package), "__file__", None)
    return Path(file).parent if file else None


def version_of(package: str) -> str:
    """Return a package's version as it says it itself."""
    return str(getattr(sys.modules.get(package), "__version__", "0"))


def files_of(package: str) -> frozenset[str]:
    """Return the paths that a package names, and that may therefore be served."""
    return frozenset(_named(package))


def _named(package: str) -> Iterator[str]:
    for kind in KINDS:
        for resource in resources(kind, serve_locally=False):
            if resource.package == package:
                yield from resource.paths


def _read(module: str, entry: Mapping[str, Any], kind: Kind, serve_locally: bool) -> Resource | None:
    """Return None for an entry that is for the package's own developers, or that nothing can be made of here."""
    if not isinstance(entry, Mapping):
        raise InvalidResourceError(f"{module}.{kind} holds {entry!r}; expected dicts such as {_EXAMPLE}")
    if entry.get("dev_only"):
        return None
    paths, urls = _texts(entry.get("relative_package_path")), _texts(entry.get("external_url"))
    if entry.get("external_only"):
        paths = ()
    if not paths and serve_locally and not entry.get("external_only"):
        warnings.warn(
            f"{module}.{kind} names {', '.join(urls) or repr(entry)} and no file: with serve_locally=True that is not "
            "loaded. Name it in external_scripts or external_stylesheets of the app",
            stacklevel=2,
        )
        return None
    package = str(entry.get("namespace", module))
    return Resource(package, paths, () if paths else urls, _is_first(entry, kind), dict(entry.get("attributes", {})))


_EXAMPLE: Final = '{"relative_package_path": "a.min.js", "namespace": "a_package"}'


def _is_first(entry: Mapping[str, Any], kind: Kind) -> bool:
    if "async" in entry:
        # A style sheet has nobody who would ask for it later, but where the entry says so.
        return entry["async"] in (False, None) or (kind == "_css_dist" and entry["async"] != "lazy")
    return not entry.get("dynamic")


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
