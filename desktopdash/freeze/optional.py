"""Libraries that others load by name when something of theirs is called: nobody imports them in so many words."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ..records import dataclass
from .elsewhere import is_installed
from .source import last_name, read_source

_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "read_excel": ("openpyxl", "xlrd", "python_calamine", "pyxlsb", "odf"),
    "to_excel": ("openpyxl", "xlsxwriter", "odf"),
    "ExcelFile": ("openpyxl", "xlrd", "python_calamine", "pyxlsb", "odf"),
    "ExcelWriter": ("openpyxl", "xlsxwriter", "odf"),
    "read_parquet": ("pyarrow", "fastparquet"),
    "to_parquet": ("pyarrow", "fastparquet"),
    "read_feather": ("pyarrow",),
    "to_feather": ("pyarrow",),
    "read_orc": ("pyarrow",),
    "to_orc": ("pyarrow",),
    "read_html": ("lxml", "bs4", "html5lib"),
    "read_xml": ("lxml",),
    "to_xml": ("lxml",),
    "read_hdf": ("tables",),
    "to_hdf": ("tables",),
    "read_sql": ("sqlalchemy",),
    "read_sql_query": ("sqlalchemy",),
    "read_sql_table": ("sqlalchemy",),
    "to_sql": ("sqlalchemy",),
    "to_markdown": ("tabulate",),
    "read_sas": ("pyreadstat",),
    "read_spss": ("pyreadstat",),
    "write_image": ("kaleido",),
    "to_image": ("kaleido",),
}
"""What is called, and the modules of which one or several are loaded for it. Source: pandas' and plotly's own lists."""

# Without any of the others these work all the same, on another way.
_ENOUGH_ALONE: Final = frozenset({"read_sql", "read_sql_query", "to_sql", "read_sas", "read_xml", "to_xml"})


@dataclass(frozen=True, slots=True)
class Optional:
    """What an app's calls need.

    Attributes:
        modules: those that are installed here, sorted.
        findings: calls for which nothing is installed, in words that say where and what to do.
    """

    modules: tuple[str, ...]
    findings: tuple[str, ...]


def optional_modules(sources: Iterable[Path], folder: Path) -> Optional:
    """Return what the calls in an app's sources need.

    Args:
        sources: its Python files.
        folder: the app's folder.

    Raises:
        BuildError: a source that is no Python.
    """
    calls: dict[str, str] = {}
    for path in sources:
        source = read_source(path)
        for node in source.nodes():
            if isinstance(node, ast.Call) and (name := last_name(node.func)) in _NEEDED:
                calls.setdefault(name, source.where(node, folder))
    there = {name: [module for module in _NEEDED[name] if is_installed(module)] for name in calls}
    findings = [
        f"{where} calls {name}, for which {' or '.join(_NEEDED[name])} has to be installed, and none is"
        for name, where in calls.items()
        if not there[name] and name not in _ENOUGH_ALONE
    ]
    return Optional(tuple(sorted({module for found in there.values() for module in found})), tuple(findings))
