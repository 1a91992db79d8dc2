"""What a spec calls; PyInstaller's analysis is stood in for."""

import importlib.util
import json
import marshal
import sys
from pathlib import Path

import pytest
from PIL import Image

from desktopdash.freeze import bundle as module
from desktopdash.freeze.bundle import (
    COPIES_VARIABLE,
    ENTRY,
    LEFT_OUT,
    paths,
    program_icon,
    scripts,
    take_app,
    version_resource,
)
from desktopdash.freeze.trim import Trimmed
from desktopdash.processes.package import MANIFEST, UNPACKED_MARK, Package

SALES = Package("Sales", "org.x", "1.2.0rc3", "app/app.py", None, 'Sales "2026"', False, "0.1")
ICON = "desktopdash-icon.png"


class Analysis:
    def __init__(self, root):
        self.scripts = [("entry", ENTRY, "PYSOURCE"), ("app", f"{root}/app.py", "PYSOURCE")]
        self.scripts += [("pyi_rth_pkgres", "/hooks/pkgres.py", "PYSOURCE")]
        self.pure = [("helper", f"{root}/helper.py", "PYMODULE"), ("pandas", "/lib/pandas.py", "PYMODULE")]
        self.datas = [("lib/x", "/lib/x", "DATA")]
        self.binaries = [("libz.so", "/lib/libz.so", "BINARY")]


@pytest.fixture
def root(tmp_path, monkeypatch):
    """An app's folder; what is cut off is not looked at."""
    monkeypatch.delenv(COPIES_VARIABLE, raising=False)
    monkeypatch.setattr(
        module, "trim", lambda analysis, starts, work: given.append((starts, work)) or Trimmed({"x": 1})
    )
    given = []
    folder = tmp_path / "tool"
    (folder / "data").mkdir(parents=True)
    (folder / "app.py").write_text("import helper\n")
    (folder / "helper.py").write_text("x = 1\n")
    (folder / "data" / "x.csv").write_text("1")
    (folder / "template.py").write_text("{{ no python }}")
    Image.new("RGB", (20, 20)).save(folder / "icon.jpg")
    folder.parent.joinpath("given").mkdir()
    monkeypatch.setattr(module, "trimmed_by", given, raising=False)
    return folder


def take(root, files=None, **more):
    analysis = Analysis(root)
    before = analysis.pure
    files = files or {"app/app.py": "app.py", "app/helper.py": "helper.py", "app/data/x.csv": "data/x.csv"}
    take_app(analysis, str(root), str(root.parent / "made"), SALES, files, str(root / "icon.jpg"), **more)
    assert analysis.pure is before
    return analysis


def places(entries):
    return {place: file for place, file, _ in entries}


def test_the_apps_own_modules_are_files_and_no_modules(root):
    found = take(root, hidden=["named.later"])
    assert [entry[0] for entry in found.scripts] == ["entry", "pyi_rth_pkgres"]
    assert [entry[0] for entry in found.pure] == ["pandas"]
    data = places(found.datas)
    assert data["app/app.py"] == str(root / "app.py")
    assert data["app/data/x.csv"] == str(root / "data" / "x.csv")
    assert data["lib/x"] == "/lib/x"
    ((starts, work),) = module.trimmed_by
    assert sorted(starts) == sorted([ENTRY, "named.later", str(root / "app.py"), str(root / "helper.py")])
    assert work == root.parent / "made"


def test_they_come_with_their_byte_code_which_no_date_makes_old(root):
    data = places(take(root).datas)
    place = importlib.util.cache_from_source("app/helper.py")
    code = Path(data[place]).read_bytes()
    assert code[:4] == importlib.util.MAGIC_NUMBER
    assert int.from_bytes(code[4:8], "little") == 0b01, "by hash, and not checked"
    assert marshal.loads(code[16:]).co_filename == "app/helper.py", "nothing of this machine"
    assert sum("__pycache__" in place for place in data) == 2


def test_data_that_is_python_only_by_its_name_is_data(root, capfd):
    data = places(take(root, {"app/app.py": "app.py", "app/template.py": "template.py"}).datas)
    assert data["app/template.py"] == str(root / "template.py")
    assert importlib.util.cache_from_source("app/template.py") not in data


def test_files_from_elsewhere_go_where_they_belong(root):
    data = places(
        take(root, {"app/app.py": "app.py", "library/x.json": "/lib/x.json", "lib/own.py": "helper.py"}).datas
    )
    assert data["library/x.json"] == "/lib/x.json"
    assert importlib.util.cache_from_source("lib/own.py") not in data


def test_a_package_has_its_manifest_and_its_icon(root):
    data = places(take(root).datas)
    assert Package.from_json(Path(data[MANIFEST]).read_text("utf-8")) == SALES
    with Image.open(data[ICON]) as icon:
        assert icon.format == "PNG"


def test_what_a_build_has_copied_goes_in_and_wins(root, monkeypatch):
    table = root.parent / "copies.json"
    table.write_text(json.dumps({"app/vendored/x.css": "/copies/x.css", "app/data/x.csv": "/copies/x.csv"}))
    monkeypatch.setenv(COPIES_VARIABLE, str(table))
    data = places(take(root).datas)
    assert data["app/vendored/x.css"] == "/copies/x.css"
    assert data["app/data/x.csv"] == "/copies/x.csv"


@pytest.mark.parametrize("one_file", [True, False])
def test_what_is_unpacked_is_marked_first(root, one_file):
    found = take(root, one_file=one_file).binaries
    assert (found[0][0] == UNPACKED_MARK) is one_file
    assert found[-1][0] == "libz.so"
    if one_file:
        assert found[0][2] == "BINARY"
        assert Path(found[0][1]).read_text() == "org.x"


def test_what_was_cut_is_written_down(root):
    take(root)
    assert json.loads((root.parent / "made" / LEFT_OUT).read_text()) == {"x": 1}


def test_paths_of_a_spec_are_below_the_apps_folder():
    assert scripts("/x", ["a.py", "b.PYW", "c.so", "d.pyw", "/y/e.py"]) == ["/x/a.py", "/x/d.pyw", "/y/e.py"]
    assert paths("/x", ["lib", "/y"]) == ["/x/lib", "/y"]


def test_a_program_carries_its_icon_where_programs_do(tmp_path, monkeypatch):
    Image.new("RGB", (300, 200)).save(tmp_path / "i.png")
    icon, work = str(tmp_path / "i.png"), str(tmp_path)
    for platform, expected in (("linux", None), ("darwin", icon), ("win32", str(tmp_path / "program.ico"))):
        monkeypatch.setattr(module.sys, "platform", platform)
        assert program_icon(icon, work) == expected
    assert (tmp_path / "program.ico").is_file()


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("1.2.0rc3", (1, 2, 0, 3)), ("", (0, 0, 0, 0)), ("2026.11", (2026, 11, 0, 0)), ("1.2.3.4.5", (1, 2, 3, 4))],
)
def test_windows_shows_the_programs_properties(tmp_path, monkeypatch, version, numbers):
    monkeypatch.setattr(module.sys, "platform", "win32")
    package = Package("Sales", "org.x", version, "app/a.py", None, "Ü \"quoted\" 'x' \\", False, "0.1")
    text = Path(version_resource(package, str(tmp_path))).read_text("utf-8")
    made = {}

    def info(**given):
        made.update(given)

    names = {name: lambda *given: given for name in ("StringTable", "StringFileInfo", "VarFileInfo", "VarStruct")}
    eval(text, {**names, "StringStruct": lambda key, value: made.update({key: value}), "FixedFileInfo": info,
                "VSVersionInfo": lambda **given: None})  # fmt: skip
    assert made["filevers"] == made["prodvers"] == numbers
    assert (made["FileDescription"], made["OriginalFilename"]) == (package.title, "Sales.exe")
    monkeypatch.setattr(module.sys, "platform", "linux")
    assert version_resource(package, str(tmp_path)) is None


def test_what_only_builds_is_never_taken_in():
    assert {"dash", "desktopdash.freeze", "desktopdash.cli"} <= set(module.EXCLUDED)
    assert Path(ENTRY).is_file()
    assert sys.modules["desktopdash.freeze.bundle"] is module
