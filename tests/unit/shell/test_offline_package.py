"""What is different for an app in a package: its page stays at home, and shows nothing to developers."""

import json
from pathlib import Path

import pytest

from desktopdash import Dash
from desktopdash.app import serving
from desktopdash.errors import ResourceException
from desktopdash.processes.package import Package
from desktopdash.server.lock import FOLDER_NAME
from desktopdash.shell import copies, runtime
from desktopdash.shell.loader import AppSpec

SALES = Package("Sales", "sales", "", "app/app.py", None, "Sales", False, "0.1")
ONLINE = Package("Sales", "sales", "", "app/app.py", None, "Sales", True, "0.1")
ADDRESS = "https://cdn.example/x.css"
COPY = {"file": "x.css", "sha256": "0" * 64, "type": "text/css", "from": ["page"]}
LOCK = json.dumps({"version": 1, "files": {ADDRESS: COPY}})


class App:
    """Writes down what it is told."""

    def __init__(self):
        self.told = []

    def enable_offline(self):
        self.told.append("offline")

    def enable_vendored(self, vendored):
        self.told.append(vendored.url(ADDRESS, "/"))


@pytest.fixture
def told(tmp_path, monkeypatch):
    def begin(package):
        app = App()
        monkeypatch.setattr(runtime, "this_package", lambda: package)
        runtime._be_offline(app, AppSpec(tmp_path / "app.py"))
        return app.told

    return begin


@pytest.mark.parametrize("package", [None, ONLINE])
def test_outside_of_packages_and_in_those_that_are_online_nothing_changes(told, tmp_path, package):
    (tmp_path / FOLDER_NAME).mkdir()
    (tmp_path / FOLDER_NAME / "lock.json").write_text(LOCK)
    assert told(package) == []


def test_the_page_of_a_package_reaches_no_other_host(told, tmp_path):
    assert told(SALES) == ["offline"]
    (tmp_path / FOLDER_NAME).mkdir()
    assert told(SALES) == ["offline"], "a folder without a lock file"


def test_it_has_the_copies_that_came_with_it(told, tmp_path):
    (tmp_path / FOLDER_NAME).mkdir()
    (tmp_path / FOLDER_NAME / "lock.json").write_text(LOCK)
    assert told(SALES) == ["offline", "/_desktopdash-vendored/x.css"]


def test_a_damaged_lock_file_is_said(told, tmp_path):
    (tmp_path / FOLDER_NAME).mkdir()
    (tmp_path / FOLDER_NAME / "lock.json").write_text("{")
    with pytest.raises(ResourceException, match=r"lock\.json"):
        told(SALES)


def test_the_folder_of_copies_has_one_name():
    assert copies.FOLDER_NAME == FOLDER_NAME
    assert copies.load_copies(Path("/nowhere")) is None


@pytest.mark.parametrize("given", [{"debug": True}, {"dev_tools_ui": True}, {"debug": False}, {}])
def test_a_package_has_no_tools_for_developers(monkeypatch, given):
    monkeypatch.setenv("DASH_DEBUG", "true")
    app = Dash("unit.packaged")
    monkeypatch.setattr(serving, "this_package", lambda: None)
    assert app.enable_dev_tools(**given) is (given.get("debug") is not False)
    monkeypatch.setattr(serving, "this_package", lambda: SALES)
    assert app.enable_dev_tools(**given) is False
