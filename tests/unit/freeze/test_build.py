"""The command from its words to its result; loading the app and PyInstaller are stood in for."""

import argparse
import errno
import json
import os
import shlex
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image
from PyInstaller.archive.writers import CArchiveWriter

from desktopdash.freeze import build as module
from desktopdash.freeze import found as found_module
from desktopdash.freeze.arguments import add_commands
from desktopdash.freeze.bundle import LEFT_OUT
from desktopdash.freeze.errors import BuildError
from desktopdash.freeze.facts import AppFacts
from desktopdash.freeze.output import CONTENTS, INSIDE, files_in
from desktopdash.freeze.runner import disk_full
from desktopdash.freeze.settings import find_settings
from desktopdash.freeze.vendoring.collecting import Collected, Missing
from desktopdash.processes.package import MANIFEST, Package
from desktopdash.protocol.problem import Problem
from desktopdash.records import replace
from desktopdash.shell.desktop_entry import identifier_in
from desktopdash.shell.loader import parse_spec

EXE = ".exe" if sys.platform == "win32" else ""
BAD = BuildError(Problem("bad", "It is bad.", "bad", "good", "Mend it."))


class Said(NamedTuple):
    code: int
    out: str
    err: str


class Bench:
    """A folder with an app, and what stands in for the tools."""

    def __init__(self, folder, monkeypatch, capsys):
        self.folder = folder
        self.app = folder / "app.py"
        self.app.write_text("import helper\n")
        (folder / "helper.py").write_text("")
        (folder / "assets").mkdir()
        self.facts = AppFacts("Sales «2026»", "<html></html>", folder / "assets", search_path=(folder,))
        self.steps = []
        self.work = None
        self.spec = ""
        self.copies = {}
        self._capsys = capsys
        monkeypatch.chdir(folder)
        monkeypatch.setattr(found_module, "inspect", self._inspect)
        monkeypatch.setattr(module, "run_pyinstaller", self._run)
        monkeypatch.setattr(module, "check_tools", lambda: self.steps.append("tools"))
        check = module.Output.check
        monkeypatch.setattr(module.Output, "check", lambda output: self.steps.append("output") or check(output))

    def _inspect(self, spec):
        self.steps.append("inspect")
        return self.facts

    def _run(self, work, tell):
        self.steps.append("pyinstaller")
        self.work = work
        self.spec = work.spec.read_text("utf-8")
        self.copies = json.loads(work.copies.read_text("utf-8"))
        self.make(work)

    def make(self, work):
        """What PyInstaller makes; tests replace it."""
        name = self.spec.partition("    name='")[2].partition("'")[0]
        if "COLLECT(" in self.spec:
            for place in (f"{name}{EXE}", f"{INSIDE}/{MANIFEST}", f"{INSIDE}/app/app.py"):
                write(work.result / name / place)
        else:
            program_in_one_file(work.result / f"{name}{EXE}")
        write(work.made() / LEFT_OUT, json.dumps({"pyarrow": 2**20}))
        write(work.warnings(), f"missing module named gone - imported by {self.app} (top-level)\n")

    def build(self, *words):
        parser = argparse.ArgumentParser()
        add_commands(parser.add_subparsers())
        arguments = parser.parse_args(["build", "app.py", *words])
        code = module.build(parse_spec(str(self.app)), arguments)
        return Said(code, *self._capsys.readouterr())

    def left(self):
        """All that is in the folder beside the app itself."""
        return [name for name in files_in(self.folder) if name not in ("app.py", "helper.py")]


def write(file, text="x"):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def program_in_one_file(file):
    source = write(file.parent / "source")
    CArchiveWriter(str(file), [(MANIFEST, str(source), True, "x")], "libpython3.11.so")
    source.unlink()


@pytest.fixture
def bench(tmp_path, monkeypatch, capsys):
    (tmp_path / "sales tool").mkdir()
    return Bench(tmp_path / "sales tool", monkeypatch, capsys)


def fail(error):
    def raise_it(*_, **__):
        raise error

    return raise_it


# The result.


def test_a_build_makes_a_folder_with_a_program(bench):
    said = bench.build("--name", "Sales")
    assert said.code == 0
    assert bench.steps == ["tools", "output", "inspect", "pyinstaller", "output"]
    made = [name.removeprefix("dist/Sales/") for name in bench.left()]
    linux = ["Sales.desktop", "Sales.png"] if sys.platform == "linux" else []
    assert made == sorted(
        [f"Sales{EXE}", *linux, f"{INSIDE}/{MANIFEST}", f"{INSIDE}/app/app.py", f"{INSIDE}/{CONTENTS}"]
    )
    assert f"Start it with {bench.folder / 'dist' / 'Sales' / f'Sales{EXE}'}" in said.out
    assert (bench.folder / "dist" / "Sales" / INSIDE / CONTENTS).read_text().splitlines() == made
    assert list((bench.folder / "dist").iterdir()) == [bench.folder / "dist" / "Sales"]


def test_a_build_makes_a_program_in_one_file(bench):
    said = bench.build("--onefile", "--output", "out/deep")
    assert said.code == 0
    linux = ["out/deep/app.desktop", "out/deep/app.png"] if sys.platform == "linux" else []
    assert bench.left() == sorted([f"out/deep/app{EXE}", *linux])
    assert "the program itself" in said.out


@pytest.mark.skipif(sys.platform != "linux", reason="desktops of Linux")
def test_the_entry_of_a_desktop_and_its_icon_stand_beside_the_program(bench):
    Image.new("RGB", (20, 10)).save(bench.folder / "i.jpg")
    bench.build("--name", "Sales", "--icon", "i.jpg", "--identifier", "org.x")
    place = bench.folder / "dist" / "Sales"
    text = (place / "Sales.desktop").read_text("utf-8")
    assert identifier_in(text) == "org.x"
    assert f"Icon={place / 'Sales.png'}" in text
    assert os.access(place / "Sales.desktop", os.X_OK)
    with Image.open(place / "Sales.png") as icon:
        assert (icon.format, icon.size) == ("PNG", (20, 20))


def test_what_goes_in_and_what_was_left_out_is_told(bench):
    write(bench.folder / "data.csv")
    said = bench.build("--version", "1.2", "--include", "data.csv")
    for text in (
        "app 1.2, «Sales «2026»»",
        "sales-tool-app",
        "2 modules, 0 assets, 1 files of data",
        "data.csv",
        "reaches no other host",
        "The largest parts of",
        "the app's own files",
        "Left out, since the app does not need it, 1.0 MiB",
        "pyarrow",
        "Not installed here, and so not in the package:",
        "gone (imported by app.py)",
    ):
        assert text in said.out
    assert "loading app.py" in said.err


def test_the_spec_says_what_was_found(bench):
    bench.facts = replace(bench.facts, requested_names=("orjson",))
    bench.build("--hidden-import", "x.y", "--title", "T", "--online")
    for text in ("'app/app.py': 'app.py'", "'app/helper.py': 'helper.py'", "'x.y'", "title='T'", "online=True"):
        assert text in bench.spec
    assert "/.building-" not in bench.spec, "nothing of the build's own folder"


def test_a_title_that_is_only_the_files_name_is_none(bench):
    bench.facts = replace(bench.facts, title="app")
    bench.build("--name", "Sales")
    assert "title='Sales'" in bench.spec


def test_celery_comes_with_apps_that_use_it(bench):
    bench.facts = replace(bench.facts, requested_names=("celery.app",))
    bench.build()
    assert "'desktopdash.jobs.celery_jobs'" in bench.spec
    bench.facts = replace(bench.facts, requested_names=("celeryx",))
    bench.build()
    assert "celery_jobs" not in bench.spec


def test_an_app_that_is_named_by_way_of_its_folder_is_built(bench):
    bench.app = bench.folder / ".." / bench.folder.name / "app.py"
    assert bench.build().code == 0
    assert "app='app/app.py'" in bench.spec


def test_an_app_behind_a_link_is_built(bench, tmp_path):
    (tmp_path / "link").symlink_to(bench.folder)
    bench.app = tmp_path / "link" / "app.py"
    assert bench.build().code == 0
    assert "app='app/app.py'" in bench.spec


def test_an_output_that_is_relative_or_a_link_or_the_apps_own_folder(bench, tmp_path):
    (tmp_path / "disk").mkdir()
    (bench.folder / "link").symlink_to(tmp_path / "disk")
    for given, made in (("../out", "out/app/app"), ("link", "disk/app/app"), (".", "sales tool/app/app")):
        assert bench.build("--output", given).code == 0
        assert (tmp_path / f"{made}{EXE}").is_file()


# The order of things, and what is not done.


def test_what_is_wrong_with_the_words_is_told_first(bench):
    said = bench.build("--name", "a/b")
    assert (said.code, bench.steps, bench.left()) == (1, [], [])
    assert "That is no name" in said.err
    assert said.out == ""


def test_missing_tools_are_told_before_anything_is_looked_at(bench, monkeypatch):
    monkeypatch.setattr(module, "check_tools", fail(BAD))
    assert bench.build().err == f"{BAD.problem.as_text()}\n"
    assert (bench.steps, bench.left()) == ([], [])


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["--icon", "missing.png"], "missing.png"),
        (["--spec", "missing.spec"], "missing.spec"),
        (["--write-spec", "app.py"], "app.py is there already"),
        (["--spec", "."], "There is no spec"),
    ],
)
def test_wrong_files_are_told_before_the_app_is_loaded(bench, words, text):
    said = bench.build(*words)
    assert said.code == 1
    assert text in said.err
    assert (bench.steps, bench.left()) == (["tools"], [])
    assert bench.app.read_text() == "import helper\n"


def test_what_is_in_the_way_is_told_before_the_app_is_loaded(bench):
    write(bench.folder / "dist" / "app" / "mine")
    said = bench.build()
    assert (said.code, bench.steps) == (1, ["tools", "output"])
    assert bench.left() == ["dist/app/mine"]


def test_a_disk_that_is_too_small_is_told_before_the_app_is_loaded(bench, monkeypatch):
    monkeypatch.setattr(module.shutil, "disk_usage", lambda place: argparse.Namespace(free=2**20))
    said = bench.build()
    assert (said.code, bench.steps) == (1, ["tools", "output"])
    assert f"the disk of {bench.folder} is full" in said.err
    assert bench.left() == []


@pytest.mark.parametrize("words", [[], ["--onefile"], ["--spec", "x.spec"], ["--write-spec", "new.spec"]])
def test_a_dry_run_makes_nothing(bench, words):
    write(bench.folder / "x.spec")
    write(bench.folder / "dist" / "app" / "mine")
    before = bench.left()
    said = bench.build("--dry-run", *words)
    assert said.code == 0
    assert bench.steps == ["tools", "inspect"]
    assert "2 modules" in said.out
    assert bench.left() == before


# Failures.


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (BAD, 1, "It is bad."),
        (disk_full(), 1, "There is no room"),
        (OSError(errno.ENOSPC, "No space left", "/x/y"), 1, "the disk of /x/y is full"),
        (OSError(errno.EACCES, "Permission denied", "/x"), 1, "desktopdash: [Errno 13] Permission denied: '/x'"),
    ],
)
@pytest.mark.parametrize("words", [[], ["--onefile"]])
def test_a_build_that_fails_leaves_nothing_and_says_why(bench, error, code, text, words):
    bench.make = fail(error)
    said = bench.build(*words)
    assert said.code == code
    assert text in said.err
    assert "Traceback" not in said.err
    assert bench.left() == []
    assert not (bench.folder / "dist").exists()


def test_a_build_that_fails_leaves_an_earlier_result_as_it_was(bench):
    bench.build()
    before = {name: (bench.folder / name).stat().st_mtime_ns for name in bench.left()}
    bench.make = fail(BAD)
    assert bench.build().code == 1
    assert {name: (bench.folder / name).stat().st_mtime_ns for name in bench.left()} == before


def test_ctrl_c_leaves_nothing(bench):
    bench.make = fail(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        bench.build()
    assert bench.left() == []


def test_an_app_that_cannot_be_loaded_is_told(bench, monkeypatch):
    monkeypatch.setattr(found_module, "inspect", fail(BAD))
    said = bench.build()
    assert (said.code, bench.left()) == (1, [])
    assert "It is bad." in said.err


def test_a_tool_that_makes_nothing_is_told(bench):
    bench.make = lambda work: None
    said = bench.build()
    assert said.code == 1
    assert "something else than the package" in said.err
    assert bench.left() == []


def test_titles_that_the_terminal_has_no_letters_for_are_told_all_the_same(bench, monkeypatch, tmp_path):
    with open(tmp_path / "log", "w", encoding="ascii") as log:
        monkeypatch.setattr(sys, "stdout", log)
        assert bench.build("--title", "売上").code == 0
        monkeypatch.undo()
    assert "\\u58f2\\u4e0a" in (tmp_path / "log").read_text("ascii")


# Again.


def test_a_build_replaces_what_an_earlier_one_has_made(bench):
    bench.build()
    first = bench.left()
    (bench.folder / "dist" / "app" / INSIDE / "app" / "app.py").write_text("old")
    assert bench.build().code == 0
    assert bench.left() == first
    assert (bench.folder / "dist" / "app" / INSIDE / "app" / "app.py").read_text() == "x"


def test_a_build_replaces_a_program_in_one_file(bench):
    bench.build("--onefile")
    first = bench.left()
    assert bench.build("--onefile").code == 0
    assert bench.left() == first


def test_a_file_of_the_persons_in_an_earlier_package_stops_a_build(bench):
    bench.build()
    write(bench.folder / "dist" / "app" / INSIDE / "app" / "mine.csv")
    before = bench.left()
    bench.steps.clear()
    said = bench.build()
    assert (said.code, bench.steps) == (1, ["tools", "output"])
    assert "mine.csv" in said.err
    assert bench.left() == before


def test_a_file_that_comes_in_while_it_builds_stops_it_too(bench):
    bench.build()
    make = bench.make

    def make_and_meet(work):
        make(work)
        write(bench.folder / "dist" / "app" / "mine.csv")

    bench.make = make_and_meet
    assert "mine.csv" in bench.build().err
    assert (bench.folder / "dist" / "app" / "mine.csv").is_file()
    assert [path.name for path in (bench.folder / "dist").iterdir()] == ["app"]


# Specs.


def test_a_spec_is_written_and_nothing_is_made(bench):
    said = bench.build("--write-spec", "my own.spec", "--name", "Sales")
    assert said.code == 0
    assert bench.steps == ["tools", "inspect"]
    assert bench.left() == ["my own.spec"]
    compile((bench.folder / "my own.spec").read_text("utf-8"), "x", "exec")
    command = shlex.split(said.out.splitlines()[-1].partition("Build with it: ")[2])
    assert command == ["desktopdash", "build", str(bench.app), "--spec", str(bench.folder / "my own.spec")]


def test_a_build_goes_by_a_spec(bench):
    bench.build("--write-spec", "x.spec", "--name", "Sales")
    text = (bench.folder / "x.spec").read_text("utf-8") + "# changed\n"
    (bench.folder / "x.spec").write_text(text, "utf-8")
    said = bench.build("--spec", "x.spec", "--name", "Sales")
    assert said.code == 0
    assert bench.spec == text
    assert bench.work.spec == bench.folder / "x.spec"
    assert (bench.folder / "dist" / "Sales" / f"Sales{EXE}").is_file()
    assert "gone (imported by app.py)" in said.out


@pytest.mark.skipif(sys.platform != "linux", reason="desktops of Linux")
@pytest.mark.parametrize("words", [[], ["--onefile"]])
def test_the_entry_of_a_desktop_says_what_the_spec_has_said(bench, words):
    make = bench.make

    def make_another(work):
        make(work)
        other = Package("app", "org.changed", "9", "app/app.py", None, "Changed", False, "0.1")
        write(work.made() / MANIFEST, other.to_json())
        Image.new("RGB", (33, 33)).save(work.made() / "desktopdash-icon.png")

    bench.build("--write-spec", "x.spec", *words)
    bench.make = make_another
    assert bench.build("--spec", "x.spec", *words).code == 0
    place = bench.folder / "dist" / ("" if words else "app")
    text = (place / "app.desktop").read_text("utf-8")
    assert identifier_in(text) == "org.changed"
    assert "Comment=Changed 9" in text
    with Image.open(place / "app.png") as icon:
        assert icon.size == (33, 33)


def test_a_spec_of_another_name_is_told(bench):
    bench.build("--write-spec", "x.spec", "--name", "Sales")
    said = bench.build("--spec", "x.spec")
    assert said.code == 1
    assert "Give --name and --onefile as the spec has them" in said.err


# Copies of what the page fetches.


@pytest.fixture
def fetched(bench, monkeypatch):
    """What copying comes to."""
    found = []

    def copies_for(facts, contents, source, home, tell):
        bench.steps.append("copies")
        assert source == bench.folder
        write(home / "vendored" / "x.css")
        return found[0]

    monkeypatch.setattr(module, "copies_for", copies_for)
    monkeypatch.setattr(
        module, "put_copies", lambda contents, facts, home: {"app/vendored/x.css": home / "vendored" / "x.css"}
    )
    found.append(Collected(1, 2048, ("https://x/x.css",), (), ()))
    return found


@pytest.mark.parametrize("words", [[], ["--spec", "x.spec"]])
def test_copies_go_in_with_any_spec(bench, fetched, words):
    bench.build("--write-spec", "x.spec")
    assert "vendored" not in (bench.folder / "x.spec").read_text()
    said = bench.build(*words)
    assert said.code == 0
    assert [Path(file).parts[-2:] for file in bench.copies.values()] == [("vendored", "x.css")]
    assert list(bench.copies) == ["app/vendored/x.css"]
    assert "1 copies of what the page fetches, 2.0 KiB" in said.err
    assert not (bench.folder / "vendored").exists()


def test_an_app_that_may_reach_the_web_needs_no_copies(bench, fetched):
    assert bench.build("--online").code == 0
    assert "copies" not in bench.steps
    assert bench.copies == {}


def test_what_cannot_be_copied_stops_a_build_that_nobody_watches(bench, fetched, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    fetched[0] = Collected(0, 0, (), (), (Missing("https://x/y.css", ("page",), "404"),))
    said = bench.build()
    assert (said.code, bench.left()) == (1, [])
    assert "https://x/y.css" in said.err
    assert "pyinstaller" not in bench.steps
    assert bench.build("--go-on").code == 0


def test_the_same_settings_are_found_by_whoever_asks(bench):
    (bench.folder / "pyproject.toml").write_text('[tool.desktopdash]\nname = "Sales"\n')
    assert find_settings(parse_spec(str(bench.app)), {}, bench.folder).name == "Sales"
    assert bench.build().code == 0
    assert (bench.folder / "dist" / "Sales").is_dir()
