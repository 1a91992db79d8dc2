"""Copies of what the page fetches, for a package; what is fetched is stood in for."""

import hashlib
import io
import json
import re
import sys

import pytest

from desktopdash.errors import ResourceException
from desktopdash.freeze import offline as module
from desktopdash.freeze.contents import Contents
from desktopdash.freeze.errors import BuildError
from desktopdash.freeze.facts import AppFacts
from desktopdash.freeze.offline import confirm_missing, copies_for, keep_copies, put_copies
from desktopdash.freeze.packed import Packed
from desktopdash.freeze.vendoring.collecting import Collected, Missing
from desktopdash.server.lock import FOLDER_NAME

FONT = "https://cdn.example/font.woff2"
NOTHING = Collected(0, 0, (), (), ())


@pytest.fixture
def home(tmp_path):
    (tmp_path / "staging").mkdir()
    return tmp_path / "staging"


@pytest.fixture
def tool(tmp_path):
    (tmp_path / "tool").mkdir()
    return tmp_path / "tool"


def facts(tool, page="<html></html>"):
    return AppFacts("t", page, tool / "assets")


def contents(tool, *names, place="app/assets"):
    packed = tuple(Packed(tool / "assets" / name, f"{place}/{name}") for name in names)
    return Contents((), packed, (), (), (), (), (), 0)


def write(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def lock(folder, *names):
    """A folder of copies, each of https://cdn.example/<name>."""
    files = {}
    for name in names:
        data = write(folder / name, name).read_bytes()
        files[f"https://cdn.example/{name}"] = {
            "file": name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "type": "font/woff2",
            "from": ["page"],
        }
    write(folder / "lock.json", json.dumps({"version": 1, "files": files}))


# What goes into the package.


def test_without_copies_nothing_goes_in(tool, home):
    assert put_copies(contents(tool), facts(tool), home) == {}


def test_the_copies_and_their_lock_file_go_in(tool, home):
    lock(home / FOLDER_NAME, "font.woff2", "x.css")
    (home / FOLDER_NAME / "folder").mkdir()
    found = put_copies(contents(tool), facts(tool), home)
    assert found == {f"app/vendored/{name}": home / FOLDER_NAME / name for name in ("font.woff2", "lock.json", "x.css")}


@pytest.mark.parametrize(
    ("names", "up"),
    [
        (["style.css"], "../"),
        (["css/style.css"], "../../"),
        (["css/style.css", "css/deep/other.css"], "../../"),
        (["css/style.css", "top.css"], "../../"),
        (["a/b/c/style.css"], "../../../../"),
    ],
)
def test_a_style_sheet_names_its_copies_from_where_it_is_served(tool, home, names, up):
    for name in names:
        write(tool / "assets" / name, f"@font-face {{ src: url({FONT}) }}")
    lock(home / FOLDER_NAME, "font.woff2")
    found = put_copies(contents(tool, *names), facts(tool), home)
    made = found[f"app/assets/{names[0]}"]
    assert made.is_relative_to(home)
    (link,) = re.findall(r"url\(\"?(.*?)\"?\)", made.read_text())
    assert link == f"{up}_desktopdash-vendored/font.woff2"
    assert FONT in (tool / "assets" / names[0]).read_text(), "the app's own file stays"


def test_assets_that_an_installed_library_brings_are_told_by_their_folder_too(tool, home):
    write(tool / "assets" / "css" / "x.css", f"a {{ src: url({FONT}) }}")
    lock(home / FOLDER_NAME, "font.woff2")
    found = put_copies(contents(tool, "css/x.css", place="library/assets"), facts(tool), home)
    assert "../../_desktopdash-vendored" in found["library/assets/css/x.css"].read_text()


def test_assets_that_name_nothing_elsewhere_stay(tool, home):
    write(tool / "assets" / "style.css", "a { color: red }")
    write(tool / "assets" / "picture.png", "x")
    lock(home / FOLDER_NAME, "font.woff2")
    found = put_copies(contents(tool, "picture.png", "style.css"), facts(tool), home)
    assert not [place for place in found if place.startswith("app/assets")]


def test_two_assets_of_one_name_do_not_meet(tool, home):
    for name in ("a/x.css", "b/x.css"):
        write(tool / "assets" / name, f"/* {name} */ a {{ src: url({FONT}) }}")
    lock(home / FOLDER_NAME, "font.woff2")
    found = put_copies(contents(tool, "a/x.css", "b/x.css"), facts(tool), home)
    assert "a/x.css" in found["app/assets/a/x.css"].read_text()
    assert "b/x.css" in found["app/assets/b/x.css"].read_text()


# Keeping them.


def test_copies_are_kept_beside_what_is_made_and_not_beside_the_app(tool, home, monkeypatch):
    given = []
    monkeypatch.setattr(module, "collect", lambda *args, **named: given.append((args, named)) or NOTHING)
    lock(tool / FOLDER_NAME, "font.woff2")
    before = sorted(path.name for path in (tool / FOLDER_NAME).iterdir())
    assert copies_for(facts(tool, "PAGE"), contents(tool, "x.css"), tool, home, print) is NOTHING
    ((page, assets, folder), named) = given[0]
    assert (page, assets, folder) == ("PAGE", [tool / "assets" / "x.css"], home / FOLDER_NAME)
    assert named["refresh"] is False
    assert sorted(path.name for path in folder.iterdir()) == before
    assert sorted(path.name for path in (tool / FOLDER_NAME).iterdir()) == before


def test_an_app_that_fetches_nothing_needs_no_network_and_no_folder(tool, home):
    assert copies_for(facts(tool), contents(tool), tool, home, print) == NOTHING
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("error", [ResourceException("damaged"), PermissionError(13, "damaged")])
def test_copies_that_cannot_be_kept_are_a_problem(tool, home, monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(module, "collect", fail)
    with pytest.raises(BuildError) as caught:
        keep_copies(facts(tool), contents(tool), home, False, print)
    found = caught.value.problem
    assert found.kind == "no_copies"
    assert "damaged" in found.found
    assert str(home / FOLDER_NAME) in found.todo


def test_a_damaged_lock_file_beside_the_app_is_a_problem(tool, home):
    write(tool / FOLDER_NAME / "lock.json", "{")
    with pytest.raises(BuildError) as caught:
        copies_for(facts(tool), contents(tool), tool, home, print)
    assert str(tool / FOLDER_NAME) in caught.value.problem.todo, "the one that a person can remove"


# What could not be copied.

GONE = Missing("https://cdn.example/x.css", ("page", "assets/a.css", "b", "c"), "404 Not Found")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def asked(monkeypatch):
    questions = []

    def answer(text):
        def ask(question):
            questions.append(question)
            if isinstance(text, BaseException):
                raise text
            return text

        return ask

    answer.questions = questions
    monkeypatch.setattr(sys, "stdin", Terminal())
    return answer


def test_where_nothing_is_missing_nobody_is_asked(asked, capsys):
    confirm_missing((), (), False, asked("n"))
    assert asked.questions == []
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("text", ["y", "Yes", " YES \n"])
def test_a_person_may_go_on(asked, text, capsys):
    confirm_missing((GONE,), ("  and more",), False, asked(text))
    assert len(asked.questions) == 1
    told = capsys.readouterr().err
    assert GONE.url in told
    assert "404 Not Found; named by page, assets/a.css, b\n" in told
    assert "  and more" in told


@pytest.mark.parametrize("text", ["", "n", "no", "yess", EOFError()])
def test_else_the_build_ends(asked, text):
    with pytest.raises(BuildError) as caught:
        confirm_missing((GONE,), (), False, asked(text))
    found = caught.value.problem
    assert found.kind == "not_fetched"
    assert "Nothing was changed" in found.message
    assert GONE.url in found.found
    assert "--go-on" in found.todo


def test_a_person_who_has_decided_is_not_asked(asked, capsys):
    confirm_missing((GONE,), (), True, asked("n"))
    assert asked.questions == []
    assert GONE.url in capsys.readouterr().err, "but told"


def test_ctrl_c_at_the_question_is_ctrl_c(asked):
    with pytest.raises(KeyboardInterrupt):
        confirm_missing((GONE,), (), False, asked(KeyboardInterrupt()))


@pytest.mark.parametrize("kind", ["none", "closed", "pipe"])
def test_where_nobody_sits_nobody_is_asked(asked, monkeypatch, kind):
    stream = {"none": None, "closed": io.StringIO(), "pipe": io.StringIO("y\n")}[kind]
    if kind == "closed":
        stream.close()
    monkeypatch.setattr(sys, "stdin", stream)
    with pytest.raises(BuildError):
        confirm_missing((GONE,), (), False, asked("y"))
    assert asked.questions == []
