"""What a build is about to make, told before it begins."""

from __future__ import annotations

from typing import Final

from .found import Found
from .output import Output
from .report import list_text, size_text

_MOST_DATA: Final = 8


def overview(found: Found, output: Output) -> str:
    """Return what would go in, where the result goes, and what a person should know: several lines."""
    lines = [f"{name + ':':<12}{text}" for name, text in _rows(found, output) if text]
    findings = list_text("To be known:", found.findings())
    return "\n".join([*lines, *([findings] if findings else [])])


def _rows(found: Found, output: Output) -> list[tuple[str, str]]:
    package, contents, settings = found.package, found.contents, found.settings
    version = f" {package.version}" if package.version else ""
    return [
        ("Program", f"{package.name}{version}, «{package.title}»"),
        ("Result", f"{output.result}{' (one file)' if settings.onefile else ''}"),
        ("Identifier", f"{package.identifier}   (its settings are kept by it)"),
        ("Icon", str(found.icon)),
        (
            "App",
            f"{len(contents.sources)} modules, {len(contents.assets)} assets, {len(contents.data)} files of data, "
            f"{size_text(contents.size)}",
        ),
        ("Data", _data_text([packed.place.partition("/")[2] for packed in contents.data])),
        ("Page", "may reach other hosts" if settings.online else "reaches no other host"),
    ]


def _data_text(places: list[str]) -> str:
    return ", ".join(places[:_MOST_DATA]) + (" …" if len(places) > _MOST_DATA else "")
