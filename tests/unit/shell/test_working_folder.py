import os
from pathlib import Path

import pytest

from desktopdash.shell import working_folder


@pytest.fixture
def package(tmp_path):
    app = tmp_path / "package" / "app"
    for name in ("app.py", "data/sales.csv", "__pycache__/app.pyc", "vendored/lock.json", "notes.db", "lib/fast.so"):
        (app / name).parent.mkdir(parents=True, exist_ok=True)
        (app / name).write_text(name)
    return app


@pytest.fixture(autouse=True)
def back(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # undone afterwards


def test_what_the_app_names_is_there_and_what_it_writes_stays(package, tmp_path):
    folder = working_folder.enter(package, tmp_path / "profile")
    assert os.getcwd() == str(folder) == str(tmp_path / "profile" / "files")
    assert Path("data/sales.csv").read_text() == "data/sales.csv"
    assert sorted(path.name for path in folder.rglob("*")) == ["data", "notes.db", "sales.csv"]
    Path("data/new.csv").write_text("mine")
    working_folder.enter(package, tmp_path / "profile")
    assert Path("data/new.csv").read_text() == "mine"
    assert not (package / "data" / "new.csv").exists()


def test_a_later_version_is_seen_wherever_it_stands(package, tmp_path):
    working_folder.enter(package, tmp_path / "profile")
    later = package.rename(tmp_path / "later")
    (later / "data" / "sales.csv").write_text("later")
    (later / "data" / "more.csv").write_text("more")
    working_folder.enter(later, tmp_path / "profile")
    assert Path("data/sales.csv").read_text() == "later"
    assert Path("data/more.csv").read_text() == "more"
    (later / "data" / "more.csv").unlink()
    working_folder.enter(later, tmp_path / "profile")
    assert not os.path.lexists("data/more.csv")


def test_a_file_of_the_persons_own_is_never_replaced(package, tmp_path):
    folder = tmp_path / "profile" / "files"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "sales.csv").write_text("mine")
    working_folder.enter(package, tmp_path / "profile")
    assert Path("data/sales.csv").read_text() == "mine"
    assert (package / "data" / "sales.csv").read_text() == "data/sales.csv"


def test_a_database_is_written_in_the_profile_and_kept(package, tmp_path):
    working_folder.enter(package, tmp_path / "profile")
    Path("notes.db").write_text("changed")
    working_folder.enter(package, tmp_path / "profile")
    assert Path("notes.db").read_text() == "changed"
    assert (package / "notes.db").read_text() == "notes.db"


def test_where_no_links_can_be_made_the_package_itself_is_the_place(package, tmp_path, monkeypatch):
    def refuse(self, target):
        raise OSError("a privilege is missing")

    monkeypatch.setattr("pathlib.Path.symlink_to", refuse)
    assert working_folder.enter(package, tmp_path / "profile") == package
    assert os.getcwd() == str(package)
