"""The text of a spec: it is run here, with stand-ins for what PyInstaller gives it."""

import os
import shlex
from pathlib import Path

import pytest

from desktopdash.freeze import bundle
from desktopdash.freeze.spec import Plan, spec_text
from desktopdash.processes.package import Package
from desktopdash.records import asdict, replace

HOSTILE = [
    "plain",
    "quo\"te's",
    '"""',
    "{brace} {} {{0}} }",
    "back\\slash \\n \\",
    "line\nfeed\r\nand\rmore # x",
    "Über 売上 🎉",
    "100% %s $x `y`",
    "\x00\x1b\x7f\u2028\x85",
    "raw\udcff",
]
SALES = Package("Sales", "org.example.sales", "1.2", "app/app.py", None, "Sales", False, "0.1")


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "tool"
    folder.mkdir()
    return folder


def plan(root, **given):
    made = Plan(
        package=SALES,
        root=root,
        sources={"app/app.py": root / "app.py", "app/pkg/__init__.py": root / "pkg" / "__init__.py"},
        files={"app/data/x.csv": root / "data" / "x.csv", "lib/y": Path("/elsewhere/y")},
        hidden=("a.b", "c"),
        search=(root / "vendor", Path("/elsewhere/lib")),
        icon=root / "icon.png",
        one_file=False,
    )
    return replace(made, **given)


class Run:
    """What a spec has called."""

    def __init__(self, text, folder):
        self.made = {}
        self.taken = None
        names = {
            "SPECPATH": str(folder),
            "workpath": str(folder / "work"),
            **{name: self._maker(name) for name in ("Analysis", "PYZ", "EXE", "COLLECT")},
        }
        exec(compile(text, "x.spec", "exec"), names)
        self.names = names

    def _maker(self, name):
        def make(*given, **named):
            self.made[name] = (given, named)
            return type(name, (), {"pure": "pure", "scripts": "s", "binaries": "b", "datas": "d"})()

        return make


@pytest.fixture
def run(monkeypatch):
    """Runs a spec, and hands back what it called."""

    def go(text, folder):
        taken = []
        monkeypatch.setattr(bundle, "take_app", lambda *given, **named: taken.append((given, named)))
        monkeypatch.setattr(bundle, "program_icon", lambda icon, work: ("icon", icon))
        monkeypatch.setattr(bundle, "version_resource", lambda package, work: ("version", package))
        done = Run(text, folder)
        ((done.taken, done.taken_named),) = taken
        return done

    return go


def test_a_spec_says_what_the_plan_says(root, run):
    done = run(spec_text(plan(root), root / "build.spec"), root)
    given, named = done.made["Analysis"]
    assert given == ([bundle.ENTRY, str(root / "app.py"), str(root / "pkg" / "__init__.py")],)
    assert named == {
        "pathex": [str(root), str(root / "vendor"), "/elsewhere/lib"],
        "hiddenimports": ["a.b", "c"],
        "excludes": list(bundle.EXCLUDED),
    }
    _, app, work, package, files, icon = done.taken
    assert (app, work, package, icon) == (str(root), str(root / "work" / "made"), SALES, str(root / "icon.png"))
    assert files == {
        "app/app.py": "app.py",
        "app/pkg/__init__.py": "pkg/__init__.py",
        "app/data/x.csv": "data/x.csv",
        "lib/y": "/elsewhere/y",
    }
    assert done.taken_named == {"hidden": ["a.b", "c"], "one_file": False}


def test_a_folder_is_collected_and_a_program_in_one_file_is_not(root, run):
    done = run(spec_text(plan(root), root / "x.spec"), root)
    assert done.made["COLLECT"][1] == {"name": "Sales", "upx": False}
    assert done.made["EXE"][1]["exclude_binaries"] is True
    done = run(spec_text(plan(root, one_file=True), root / "x.spec"), root)
    assert "COLLECT" not in done.made
    given, named = done.made["EXE"]
    assert given[1:] == ("s", "b", "d")
    assert named == {
        "name": "Sales",
        "icon": ("icon", str(root / "icon.png")),
        "version": ("version", SALES),
        "console": False,
        "upx": False,
    }
    assert done.taken_named["one_file"] is True


@pytest.mark.parametrize("text", HOSTILE)
def test_a_spec_is_right_whatever_things_are_called(tmp_path, run, text):
    root = tmp_path / text.replace("\x00", "")
    package = Package(text, text, text, f"app/{text}.py", text, text, True, text)
    given = plan(
        root,
        package=package,
        sources={f"app/{text}.py": root / f"{text}.py"},
        files={f"app/{text}": root / text / text, f"x/{text}": Path("/elsewhere", text)},
        hidden=(text,),
        search=(root / text, Path("/elsewhere", text)),
        icon=root / f"{text}.png",
    )
    written = spec_text(given, tmp_path / f"{text}.spec".replace("\x00", ""))
    written.encode()
    done = run(written, tmp_path)
    _, app, _, made, files, icon = done.taken
    assert (made, app, icon) == (package, str(root), str(root / f"{text}.png"))
    assert files == {f"app/{text}.py": f"{text}.py", f"app/{text}": f"{text}/{text}", f"x/{text}": f"/elsewhere/{text}"}
    assert done.made["Analysis"][0] == ([bundle.ENTRY, str(root / f"{text}.py")],)
    assert done.made["Analysis"][1]["pathex"] == [str(root), str(root / text), f"/elsewhere/{text}"]
    assert done.made["EXE"][1]["name"] == text


def test_the_same_plan_has_the_same_text(root):
    one = plan(root)
    other = replace(one, sources=dict(reversed(one.sources.items())), files=dict(reversed(one.files.items())))
    assert spec_text(one, root / "x.spec") == spec_text(other, root / "x.spec")


@pytest.mark.parametrize("place", ["x.spec", "../x.spec", "deep/er/x.spec", "../dist/.building-1/package.spec"])
def test_a_spec_finds_the_app_from_where_it_is(root, run, place):
    file = Path(os.path.normpath(root / place))
    text = spec_text(plan(root), file)
    assert run(text, file.parent).taken[1] == str(root)
    assert str(root) not in text, "it may be moved together with the app"


def test_an_app_in_the_root_folder(run):
    text = spec_text(plan(Path("/"), sources={"app/app.py": Path("/app.py")}), Path("/tmp/x.spec"))
    assert run(text, Path("/tmp")).taken[1] == "/"


def test_an_app_on_another_drive_is_named_as_it_is(root, run, monkeypatch):
    def refuse(*_):
        raise ValueError("path is on mount 'C:', start on mount 'D:'")

    monkeypatch.setattr(os.path, "relpath", refuse)
    assert run(spec_text(plan(root), root / "x.spec"), root).taken[1] == str(root)


def test_nothing_is_nothing(root, run):
    done = run(spec_text(plan(root, sources={}, files={}, hidden=(), search=()), root / "x.spec"), root)
    assert done.taken[4] == {}
    assert done.made["Analysis"][1]["hiddenimports"] == []


def test_its_first_lines_say_how_to_build_with_it(root):
    text = spec_text(plan(root, package=replace(SALES, app="app/my app.py")), root / "my own.spec")
    (line,) = [line for line in text.splitlines() if "desktopdash build" in line]
    assert shlex.split(line)[1:] == ["desktopdash", "build", "my app.py", "--spec", "my own.spec"]


def test_every_word_of_the_package_stands_on_its_line(root):
    lines = spec_text(plan(root), root / "x.spec").splitlines()
    assert {f"    {key}={value!r}," for key, value in asdict(SALES).items()} <= set(lines)
    assert max(map(len, lines)) < 200
