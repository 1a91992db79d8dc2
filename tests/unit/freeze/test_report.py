import json

import pytest
from PyInstaller.archive.writers import CArchiveWriter

from desktopdash.freeze import report as module
from desktopdash.freeze.report import (
    file_parts,
    folder_parts,
    largest_text,
    left_out_text,
    list_text,
    size_text,
)


def write(file, size):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x" * size)
    return file


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0.0 KiB"),
        (1024, "1.0 KiB"),
        (100 * 1024, "100.0 KiB"),
        (2**20 // 10, "0.1 MiB"),
        (2**20, "1.0 MiB"),
        (1234 * 2**20, "1,234.0 MiB"),
    ],
)
def test_sizes(size, text):
    assert size_text(size) == text


def test_a_folder_is_told_by_parts_that_people_know(tmp_path):
    for name, size in (
        ("Sales", 1),
        ("_internal/app/app.py", 10),
        ("_internal/app/data/x.csv", 20),
        ("_internal/pandas/_libs/lib.so", 100),
        ("_internal/pandas.libs/libz.so", 200),
        ("_internal/pandas-2.0.dist-info/METADATA", 400),
        ("_internal/libssl.so.3", 1000),
        ("_internal/PySide6/Qt/lib/libQt6Core.so.6", 5000),
        ("_internal/base_library.zip", 7),
    ):
        write(tmp_path / name, size)
    (tmp_path / "_internal" / "libQt6Core.so.6").symlink_to("PySide6/Qt/lib/libQt6Core.so.6")
    (tmp_path / "_internal" / "dangling").symlink_to("nowhere")
    (tmp_path / "_internal" / "folder").symlink_to("pandas")
    assert folder_parts(tmp_path) == {
        "the program and its modules": 1,
        "the app's own files": 30,
        "pandas": 700,
        "libraries of the system": 1000,
        "PySide6/Qt/lib/libQt6Core.so.6": 5000,
        "base_library.zip": 7,
    }


def test_a_program_in_one_file_is_told_by_what_is_in_it(tmp_path):
    source = write(tmp_path / "source", 1000)
    names = ["PYZ.pyz", "app/app.py", "app/x.csv", "pandas/lib.so", "libssl.so.3"]
    CArchiveWriter(str(tmp_path / "Sales"), [(name, str(source), False, "x") for name in names], "libpython3.11.so")
    (tmp_path / "Sales").write_bytes(b"loader" * 100 + (tmp_path / "Sales").read_bytes())
    parts = file_parts(tmp_path / "Sales")
    assert {name: size for name, size in parts.items() if name != "the program itself"} == {
        "the program and its modules": 1000,
        "the app's own files": 2000,
        "pandas": 1000,
        "libraries of the system": 1000,
    }
    assert parts["the program itself"] >= 600
    assert sum(parts.values()) == (tmp_path / "Sales").stat().st_size


def test_places_of_windows_are_told_as_those_of_others(tmp_path, monkeypatch):
    write(tmp_path / "Sales.exe", 100)
    monkeypatch.setattr(
        module, "sizes_in", lambda file: {"app\\app.py": 3, "PySide6\\Qt6Core.dll": 5, "pandas\\x.pyd": 7}
    )
    assert file_parts(tmp_path / "Sales.exe") == {
        "the app's own files": 3,
        "PySide6/Qt6Core.dll": 5,
        "pandas": 7,
        "the program itself": 85,
    }


def test_the_largest_come_first_and_the_rest_is_one_line():
    text = largest_text({"b": 2**20, "a": 2**20, "small": 1024, "smaller": 1024}, most=2)
    assert text.splitlines() == [
        "The largest parts of 2.0 MiB:",
        "       1.0 MiB  a",
        "       1.0 MiB  b",
        "       2.0 KiB  2 smaller ones",
    ]
    assert "smaller ones" not in largest_text({"a": 1}, most=1)
    assert largest_text({}) == "The largest parts of 0.0 KiB:"


def test_what_was_left_out_is_told_in_groups(tmp_path):
    parts = {
        "PySide6/Qt/lib/libQt6Quick.so.6": 2**20,
        "PySide6/Qt/lib/libQt6Charts.so.6": 2**20,
        "PySide6/Qt/qml": 2**20,
        "PySide6/Qt/plugins/designer": 1024,
        "PySide6/QtCharts.abi3.so": 1024,
        "pyarrow": 2**23,
    }
    (tmp_path / "left.json").write_text(json.dumps(parts))
    lines = left_out_text(tmp_path / "left.json").splitlines()
    assert lines == [
        "Left out, since the app does not need it, 11.0 MiB:",
        "       8.0 MiB  pyarrow",
        "       2.0 MiB  libraries of Qt that no window needs",
        "       1.0 MiB  Qt Quick's files",
        "       1.0 KiB  plugins of Qt",
        "       1.0 KiB  modules of Qt",
    ]
    assert len(left_out_text(tmp_path / "left.json", most=2).splitlines()) == 3


def test_where_nothing_was_left_out_or_nobody_knows_nothing_is_told(tmp_path):
    assert left_out_text(tmp_path / "missing.json") == ""
    (tmp_path / "left.json").write_text("{}")
    assert left_out_text(tmp_path / "left.json") == ""


def test_lists():
    assert list_text("Title:", []) == ""
    assert list_text("Title:", (text for text in "ab")) == "Title:\n  a\n  b"
    assert list_text("Title:", "abcd", most=2) == "Title:\n  a\n  b\n  … and 2 more"


def test_lines_end_alike_everywhere(monkeypatch):
    monkeypatch.setattr("os.linesep", "\r\n")
    assert "\r" not in list_text("Title:", ["a"])
