"""The README's commands install what they then use."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Packages by what is imported, where the names differ; `plotly.data` makes data frames, and plotly does not bring pandas.
PACKAGES = {"flask_caching": "flask-caching", "numpy": "pandas", "plotly.data": "pandas"}


def commands() -> dict[str, str]:
    """The README's shell commands by their marks."""
    found = re.findall(r"<!-- (run|test) command -->\n```sh\n(.+)\n```", (ROOT / "README.md").read_text())
    return dict(found)


def listed(name: str) -> set[str]:
    """The packages of a list in pyproject.toml. (Python 3.10 has no tomllib.)"""
    text = re.search(rf"^{name} = \[(.*?)\]$", (ROOT / "pyproject.toml").read_text(), re.DOTALL | re.MULTILINE)[1]
    return {re.match(r"[\w-]+", item)[0].lower() for item in re.findall(r'"([^"]+)"', text)}


def needed(path: Path) -> set[str]:
    """The packages that an app imports beside Python's own and desktopdash."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module)
    roots = {PACKAGES.get(name, name.partition(".")[0]) for name in names}
    return roots - set(sys.stdlib_module_names) - {"desktopdash"}


def installed_by(command: str) -> set[str]:
    extras = re.search(r'"\.\[([\w,]+)\]"', command)[1].split(",")
    found = listed("dependencies").union(*(listed(extra) for extra in extras))
    return found | (listed("samples") if "desktopdash" in found else set())


def test_there_are_two_set_up_commands_of_one_line() -> None:
    assert set(commands()) == {"run", "test"}


def test_the_run_command_installs_what_its_sample_imports() -> None:
    command = commands()["run"]
    sample = ROOT / re.search(r"run (samples/\w+\.py)$", command)[1]
    assert needed(sample) <= installed_by(command)
    assert "pandas" in needed(sample)


@pytest.mark.parametrize("path", sorted((ROOT / "samples").glob("*.py")), ids=lambda path: path.stem)
@pytest.mark.parametrize("which", ["run", "test"])
def test_every_sample_runs_after_either_command(path: Path, which: str) -> None:
    assert needed(path) <= installed_by(commands()[which])


def test_the_readme_names_the_libraries_that_packages_are_tested_with() -> None:
    script = (ROOT / "packaging" / "linux" / "system-packages.sh").read_text()
    plain = re.search(r'^packages="(lib[^"]+)"', script, re.MULTILINE)[1].split()
    plain += re.findall(r"first_known lib\S+ (lib[^)]+)\)", script)
    named = re.search(
        r"<!-- libraries of a package -->\n```sh\napt-get install (.+)\n```", (ROOT / "README.md").read_text()
    )
    assert sorted(named[1].split()) == sorted(plain)
