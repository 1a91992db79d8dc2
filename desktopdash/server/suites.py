"""`_dash-component-suites`: the files of packages that the page loads, from an explicit table of folders.

A file has two URLs: its plain one, and one with a fingerprint ("renderer.v0_1_0m1700000000.js") that changes
with the file and may therefore be kept by the browser for a year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ..errors import InvalidResourceError
from ..records import dataclass
from ..version import __version__
from . import packages

# For files whose URL changes with them: a year, in seconds.
KEPT: Final = "public, max-age=31536000, immutable"
# The system's own table (the registry on Windows) may know better, and be wrong.
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
# In the last part of a path, before its endings. Scripts compiled for Dash write it themselves, for their own chunks.
_PRINT: Final = re.compile(r"(?<=[^/.])\.v[\w-]+m[0-9a-fA-F]+(?=\.[^/]+$)")


@dataclass(frozen=True, slots=True)
class SuitePackage:
    """The servable files of one package.

    Attributes:
        folder: what the URL's path is relative to.
        files: the only paths that are served; None for all in the folder.
        version: part of the fingerprint.
    """

    folder: Path
    files: frozenset[str] | None
    version: str


def _own() -> SuitePackage:
    return SuitePackage(Path(__file__).parent.parent / "static", None, __version__)


def _plotly() -> SuitePackage | None:
    spec = find_spec("plotly")  # finds it without importing it
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations))) / "package_data"
    return SuitePackage(folder, frozenset({"plotly.min.js"}), "0")


def _table() -> Mapping[str, SuitePackage]:
    found = {"desktopdash": _own(), "plotly": _plotly()}
    return {name: suite for name, suite in found.items() if suite is not None}


PACKAGES: Final = _table()


def suite_names() -> list[str]:
    """Return the packages that have files."""
    return [*PACKAGES, *packages.packages()]


def _find_suite(package: str) -> SuitePackage | None:
    known = PACKAGES.get(package)
    if known is not None:
        return known
    folder, files = packages.folder_of(package), packages.files_of(package)
    return SuitePackage(folder, files, packages.version_of(package)) if folder is not None and files else None


def find_file(package: str, path: str) -> tuple[Path, bool]:
    """Return (file, whether the path carried a fingerprint).

    Raises:
        InvalidResourceError: no such package or file, or one outside the package's table.
    """
    suite = _find_suite(package)
    if suite is None:
        known = ", ".join(suite_names())
        raise InvalidResourceError(f"no package `{package[:80]}` with files; expected one of {known}. Is it imported?")
    plain = path if suite.files and path in suite.files else _PRINT.sub("", path, count=1)
    parts = plain.split("/")
    bad = any(part in ("", ".", "..") or "\\" in part or "\0" in part or ":" in part for part in parts)
    file = suite.folder.joinpath(*parts) if not bad else None
    if file is None or (suite.files is not None and plain not in suite.files) or not file.is_file():
        raise InvalidResourceError(f"package `{package}` has no file `{path[:120]}`")
    return file, plain != path


def content_type(name: str) -> str:
    """Return the content type of a file by its name; bytes for one that is not known."""
    return _TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def has_own_type(name: str) -> bool:
    """Tell whether `content_type` knows a file's kind."""
    return Path(name).suffix.lower() in _TYPES


def file_url(package: str, path: str) -> str:
    """Return a file's fingerprinted URL, relative to the app's prefix; the plain one while the file is not
    there.
    """
    suite = _find_suite(package)
    base = f"_dash-component-suites/{package}/"
    if suite is None or not (suite.folder / path).is_file():
        return base + path
    folder, slash, name = path.rpartition("/")
    stem, dot, rest = name.partition(".")
    version = re.sub(r"[^\w-]", "_", suite.version)
    modified = int((suite.folder / path).stat().st_mtime)
    return f"{base}{folder}{slash}{stem}.v{version}m{modified}{dot}{rest}"
