import json
import sys
from pathlib import Path

import pytest

from desktopdash.processes import package as module
from desktopdash.processes.package import MANIFEST, Package, is_one_file, package_folder, this_package
from desktopdash.records import asdict, replace

SALES = Package("Sales", "org.example.sales", "1.2.0", "app/app.py", None, "Sales «2026»", False, "0.1")


@pytest.fixture(autouse=True)
def forget():
    this_package.cache_clear()
    yield
    this_package.cache_clear()


@pytest.fixture
def frozen(tmp_path, monkeypatch):
    """This program as if it were a package's, in a folder."""
    folder = tmp_path / "Sales" / "_internal"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(folder), raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Sales" / "Sales"))
    return folder


@pytest.mark.parametrize(
    "package", [SALES, replace(SALES, instance="other", online=True, version="", title='"\n\\é{}\udc80')]
)
def test_a_manifest_says_what_the_package_said(package):
    assert Package.from_json(package.to_json()) == package


def test_what_a_later_version_adds_to_a_manifest_is_passed_over():
    assert Package.from_json(json.dumps({**asdict(SALES), "new": [1]})) == SALES


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        json.dumps({key: value for key, value in asdict(SALES).items() if key != "app"}),
        json.dumps({**asdict(SALES), "app": None}),
        json.dumps({**asdict(SALES), "name": 7}),
        json.dumps({**asdict(SALES), "instance": []}),
        json.dumps({**asdict(SALES), "online": "no"}),
        "[" * 100_000,
    ],
)
def test_a_damaged_manifest_is_none(text):
    with pytest.raises(ValueError):  # noqa: PT011  its text is json's own where it is no JSON
        Package.from_json(text)


def test_python_itself_is_no_package():
    assert package_folder() is None
    assert this_package() is None
    assert not is_one_file()


def test_a_frozen_program_that_is_not_made_by_a_build_is_none(frozen):
    assert package_folder() == frozen
    assert this_package() is None


def test_a_program_knows_its_package(frozen):
    (frozen / MANIFEST).write_text(SALES.to_json(), "utf-8")
    assert this_package() == SALES
    (frozen / MANIFEST).unlink()
    assert this_package() == SALES, "it is read once"


def test_a_damaged_manifest_of_this_program_is_said(frozen):
    (frozen / MANIFEST).write_bytes(b"\xff{")
    with pytest.raises(ValueError, match="utf-8"):
        this_package()


def test_a_program_beside_its_folder_is_not_one_file(frozen):
    assert not is_one_file()


def test_a_program_that_was_unpacked_is_one_file(frozen, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "temporary" / "_MEIab12"))
    assert is_one_file()


def test_a_program_that_was_unpacked_where_it_stands_is_one_file_too(frozen, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Sales"))
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "_MEIab12"))
    assert is_one_file()


def test_a_program_behind_a_link_is_not_one_file(frozen, tmp_path, monkeypatch):
    (tmp_path / "menu").symlink_to(tmp_path / "Sales" / "Sales")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "menu"))
    assert not is_one_file()


def test_the_places_in_a_package_are_what_other_versions_call_them():
    assert (module.MANIFEST, module.UNPACKED_MARK, module.APP_FOLDER) == (
        "desktopdash-package.json",
        ".desktopdash",
        "app",
    )
    assert Path(SALES.app).parts[0] == module.APP_FOLDER
