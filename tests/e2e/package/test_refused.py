"""What cannot be built is refused with a message that says what to do, and nothing of anybody's is touched."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.freeze.building import run_build
from tests.freeze.disks import small_disk
from tests.freeze.launched import files_of

pytestmark = pytest.mark.e2e

APP = "from desktopdash import Dash, html\napp = Dash()\napp.layout = html.P('Hello')\n"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A small app in a folder of its own."""
    file = tmp_path / "source" / "app.py"
    file.parent.mkdir()
    file.write_text(APP)
    return file


Refused = Callable[..., str]


@pytest.fixture
def refused(app: Path, tmp_path: Path) -> Refused:
    """Builds what cannot be built; returns what was said, without line ends."""

    def build(*words: str, output: Path | None = None, code: int = 1, source: Path | None = None) -> str:
        place = tmp_path / "out" if output is None else output
        before = files_of(tmp_path)
        done = run_build(source or app, place, *words, env={"PYTHONDONTWRITEBYTECODE": "1"})
        assert done.returncode == code, done.stdout + done.stderr
        assert 'File "' not in done.stderr or str(app) in done.stderr.rpartition('File "')[2], done.stderr
        assert files_of(tmp_path) == before, "nothing is changed, and nothing is left"
        for row in ("found:", "expected:", "to do:"):
            assert re.search(rf"^  {row} +\S", done.stderr, re.MULTILINE), done.stderr
        return " ".join(done.stderr.split())

    return build


def fake_package(folder: Path) -> Path:
    """What looks like a package that an earlier build has made."""
    inside = folder / "_internal"
    inside.mkdir(parents=True)
    (folder / "app").write_text("program")
    (inside / "desktopdash-package.json").write_text("{}")
    files = ["app", "_internal/contents.txt", "_internal/desktopdash-package.json"]
    (inside / "contents.txt").write_text("\n".join(sorted(files)) + "\n")
    return folder


def test_an_app_that_is_not_there(refused: Refused, tmp_path: Path) -> None:
    said = refused(source=tmp_path / "source" / "none.py", code=2)
    assert f"{tmp_path}/source/none.py" in said


def test_icons(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture")
    for icon, found in {"none.png": "no such file", "text.png": "UnidentifiedImageError", "source": "a folder"}.items():
        said = refused("--icon", str(tmp_path / icon))
        assert f"The icon {tmp_path / icon} cannot be used" in said
        assert f"found: {found}" in said
        assert "expected: a picture: PNG" in said


def test_an_import_that_cannot_be_found(refused: Refused, app: Path) -> None:
    app.write_text("import no_such_module_of_anybody\n" + APP)
    said = refused()
    assert "No module named 'no_such_module_of_anybody'" in said


def test_an_app_without_an_app(refused: Refused, app: Path) -> None:
    app.write_text("print('nothing')\n")
    assert "app.py" in refused()


def test_an_app_that_ends_its_process(refused: Refused, app: Path) -> None:
    app.write_text(APP + "import os\nos._exit(3)\n")
    assert "The Python process of app.py ended" in refused()


def test_settings(refused: Refused, app: Path) -> None:
    for option, value in {
        "--name": "a/b",
        "--identifier": "..",
        "--version": "one two",
        "--hidden-import": "module.py!",
        "--include": "no-such-folder/*.csv",
    }.items():
        said = refused(option, value)
        assert value in said
    (app.parent / "pyproject.toml").write_text("[tool.desktopdash]\nonefiel = true\n")
    assert "did you mean onefile?" in refused()
    (app.parent / "pyproject.toml").write_text("[tool.desktopdash]\nonefile = 'yes'\n")
    assert "onefile = 'yes' expected: true or false" in refused()


def test_a_folder_with_other_files_in_the_way(refused: Refused, tmp_path: Path) -> None:
    place = tmp_path / "out" / "app"
    place.mkdir(parents=True)
    (place / "thesis.txt").write_text("mine")
    said = refused()
    assert f"{place} is in the way" in said
    assert "other files in it: thesis.txt" in said
    assert "choose another --output or --name" in said


def test_a_package_with_a_file_of_somebody_else(refused: Refused, tmp_path: Path) -> None:
    place = fake_package(tmp_path / "out" / "app")
    (place / "_internal" / "notes.txt").write_text("mine")
    assert "files that no build has put there: _internal/notes.txt" in refused()


def test_files_in_the_way(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "app").write_text("a file")
    assert f"{tmp_path}/out/app is in the way" in refused()
    assert "not a package of desktopdash" in refused("--onefile")
    assert f"{tmp_path}/out/app is in the way" in refused(output=tmp_path / "out" / "app" / "deeper")


def test_a_link_in_the_way(refused: Refused, tmp_path: Path) -> None:
    fake_package(tmp_path / "elsewhere")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "app").symlink_to(tmp_path / "elsewhere")
    assert "something that is no folder" in refused()


def test_files_beside_a_program_in_one_file_are_not_replaced(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "app.png").write_text("a picture of mine")
    assert f"{tmp_path}/out/app.png is in the way" in refused("--onefile")


def test_an_output_that_cannot_be_written(refused: Refused, tmp_path: Path) -> None:
    with small_disk(tmp_path / "closed", 1, "ro"):
        said = refused(output=tmp_path / "closed" / "out")
    assert f"Nothing can be written into {tmp_path}/closed" in said


def test_a_disk_that_is_too_small(refused: Refused, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 100):
        said = refused(output=tmp_path / "small" / "out")
    assert "There is no room for the package" in said
    assert "choose another --output" in said
