import json
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from desktopdash import dcc, html
from desktopdash.freeze.errors import BuildError
from desktopdash.freeze.facts import (
    AppFacts,
    ComponentPackage,
    OutsideAddress,
    OutsideModule,
    read_report,
    write_report,
)
from desktopdash.freeze.inspect_app import inspect
from desktopdash.freeze.outside import outside_addresses
from desktopdash.protocol.problem import Problem
from desktopdash.shell.loader import AppSpec

APP = "from desktopdash import Dash, html, dcc\napp = Dash(__name__)\napp.layout = html.Div(id='a')\n"
PACKAGES = Path(__file__).parents[2] / "packages"


@pytest.fixture
def write(tmp_path):
    def write(name, text=""):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write


@pytest.fixture
def look(write, monkeypatch, tmp_path):
    (tmp_path / "working").mkdir()
    monkeypatch.chdir(tmp_path / "working")

    def look(code="", name="tool/my_app.py", *, app=None, timeout_s=60):
        return inspect(AppSpec(write(name, APP + code if app is None else app)), timeout_s)

    return look


@pytest.fixture
def problem(look):
    def problem(**kwargs):
        with pytest.raises(BuildError) as caught:
            look(**kwargs)
        return caught.value.problem

    return problem


def test_facts_of_a_plain_app(look, tmp_path):
    facts = look()
    assert facts.title == "my app"
    assert "react-entry-point" in facts.page
    assert facts.assets_folder == tmp_path / "tool" / "assets"
    assert facts.modules == (tmp_path / "tool" / "my_app.py",)
    assert facts.search_path[0] == tmp_path / "tool"
    nothing = (facts.icon, facts.packages, facts.read_files, facts.outside, facts.layout_error, facts.outside_modules)
    assert nothing == (None, (), (), (), "", ())


def test_title_icon_and_modules(look, write, tmp_path):
    icon = write("tool/assets/own.png")
    write("tool/helper.py", "import lib.deep")
    write("tool/lib/__init__.py")
    write("tool/lib/deep.py")
    write("tool/never.py")
    code = (
        "import helper, sqlite3, dill\n"
        "from desktopdash import WindowOptions\n"
        "app = Dash(__name__, window=WindowOptions(title='A title', icon='own.png'))\n"
        "app.layout = html.Div()\n"
    )
    facts = look(code)
    assert (facts.title, facts.icon) == ("A title", icon)
    names = [path.relative_to(tmp_path / "tool").as_posix() for path in facts.modules]
    assert names == ["helper.py", "lib/__init__.py", "lib/deep.py", "my_app.py"]
    assert {"dill", "dill.session"} <= set(facts.requested_names)
    assert not {"sqlite3", "desktopdash", "dash"} & set(facts.requested_names)


def test_files_that_are_read_while_it_is_loaded(look, write, tmp_path):
    for name in ("tool/a.csv", "tool/data/b.json", "tool/c.db", "outside.txt", "tool/venv/pyvenv.cfg"):
        write(name)
    write("tool/late.txt")
    code = f"""
import json, os, sqlite3, tempfile, diskcache, plotly.data
from importlib.metadata import version
from pathlib import Path
HERE = Path(__file__).parent
open(HERE / "a.csv").close()
os.close(os.open(HERE / "data" / "b.json", os.O_RDONLY))
sqlite3.connect(HERE / "c.db").close()
sqlite3.connect(":memory:").close()
open({str(tmp_path / "outside.txt")!r}, "rb").close()
open(HERE / "log.txt", "a").close()
(HERE / "made.txt").write_text("x")
(HERE / "made.txt").read_text()
(HERE / "my_app.py").read_text()
diskcache.Cache(HERE / "cache").close()
open("/etc/passwd").close()
with tempfile.TemporaryFile() as f: pass
open(os.devnull).close()
version("waitress")
plotly.data.iris()
def layout():
    open(HERE / "late.txt").close()
    return html.Div()
app.layout = layout
"""
    facts = look(code)
    names = {path.relative_to(tmp_path).as_posix() for path in facts.read_files}
    # What lies outside of the app's folder counts only where no temporary files are kept, and tests are run there.
    assert names - {"outside.txt"} == {"tool/a.csv", "tool/c.db", "tool/data/b.json", "tool/late.txt"}
    assert any(path.name.startswith("iris.csv") for path in facts.library_files)
    assert any(path.name.startswith("waitress-") for path in facts.metadata)


def test_a_component_package_and_what_it_declares(look, write, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(PACKAGES))
    facts = look("import dash_sketch\nclass Own(html.Div): pass\n")
    (package,) = facts.packages
    assert (package.module, package.folder) == ("dash_sketch", PACKAGES / "dash_sketch")
    assert {"dash_sketch.min.js", "dash_sketch.css"} <= set(package.files)
    assert "secret.js" not in package.files
    assert facts.outside_modules == (OutsideModule("dash_sketch", PACKAGES / "dash_sketch" / "__init__.py"),)


def test_modules_that_are_found_by_the_machines_search_path(look, write, tmp_path):
    write("shared/common.py")
    facts = look(
        "import sys\nsys.path.append(str(__import__('pathlib').Path(__file__).parents[1] / 'shared'))\nimport common\n"
    )
    assert facts.outside_modules == (OutsideModule("common", tmp_path / "shared" / "common.py"),)


def test_a_layout_function_is_called_and_may_fail(look):
    assert look("app.layout = lambda: html.Img(src='https://a.test/x.png')\n").outside[0].prop == "src"
    facts = look("def layout():\n    raise LookupError('no database')\napp.layout = layout\n")
    assert (facts.layout_error, facts.outside) == ("LookupError: no database", ())
    assert look("import sys\napp.layout = lambda: sys.exit(3)\n").layout_error == "SystemExit: 3"


def test_what_the_app_prints_goes_where_it_goes(look, capfd):
    look("print('hello')\n")
    assert "hello" in capfd.readouterr().out


def test_an_app_that_runs_itself_and_has_threads(look):
    code = "import threading\nthreading.Thread(target=threading.Event().wait).start()\napp.run()\n"
    assert look(code).title == "my app"


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("x = (\n", "syntax_error", "line 4"),
        ("import helper\n", "import_error", "helper.py, line 3 imports no_such_thing, which is not installed"),
        ("import no_such\n", "import_error", "my_app.py, line 4 imports no_such, which is not installed"),
        ("from json import nothing\n", "import_error", "The import in"),
        ("1 / 0\n", "import_crash", "ZeroDivisionError"),
        ("import sys\nsys.exit(4)\n", "exited", "sys.exit(4)"),
        ("import os\nos._exit(0)\n", "crashed", "exit code 0"),
        ("import os\nos._exit(7)\n", "crashed", "exit code 7"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n", "crashed", "signal SIGKILL"),
        ("del app\n", "no_app", "Dash(__name__)"),
        ("app.layout = [html.Div(id='a'), html.Div(id='a')]\n", "app_refused", "DuplicateIdError"),
        ("app.interpolate_index = lambda **_: 1 / 0\n", "import_crash", "ZeroDivisionError"),
        ("app.interpolate_index = lambda **_: ''\n", "app_refused", "InvalidIndexException"),
        ("input()\n", "import_crash", "EOFError"),
    ],
)
def test_what_cannot_be_loaded_is_told_in_one_message(problem, write, code, kind, words):
    write("tool/helper.py", "\n\nimport no_such_thing.part\n")
    told = problem(code=code)
    assert told.kind == kind
    assert words in told.as_text()
    assert all((told.message, told.found, told.expected, told.todo))


def test_a_missing_module_says_what_to_do(problem):
    told = problem(code="import no_such.part\n")
    assert f"{sys.executable} -m pip install no_such" in told.todo
    assert "put it beside the app" in told.todo


def test_an_app_that_is_not_there(tmp_path):
    with pytest.raises(BuildError) as caught:
        inspect(AppSpec(tmp_path / "gone.py"))
    assert caught.value.problem.kind == "missing_file"


def test_the_named_app_is_looked_at(write):
    path = write("two.py", APP + "other = Dash(__name__, title='Other')\nother.layout = html.Div()\ndel app.title\n")
    assert inspect(AppSpec(path, "other")).title == "Other"


def test_an_app_that_does_not_come_to_its_end(problem, tmp_path):
    code = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE, start_new_session=True)\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(child.pid))\n"
        "child.wait()\n"
    )
    told = problem(app=code, timeout_s=1.5)
    assert told.kind == "endless"
    assert "1.5 seconds" in told.found
    assert not runs(int((tmp_path / "pid").read_text()))


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_ctrl_c_ends_the_process_tree(write, tmp_path):
    path = write("app.py", "import os, threading\nprint(os.getpid(), flush=True)\nthreading.Event().wait()\n")
    code = (
        "from pathlib import Path\n"
        "from desktopdash.freeze.inspect_app import inspect\n"
        "from desktopdash.shell.loader import AppSpec\n"
        f"inspect(AppSpec(Path({str(path)!r})))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        pid = int(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert b"KeyboardInterrupt" in said
    assert not runs(pid)


def runs(pid):
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_outside_addresses_of_components():
    layout = html.Div(
        [
            html.Img(src="https://a.test/a.png", id="pic"),
            html.Img(src="/assets/a.png"),
            html.Img(src="data:image/png;base64,xyz"),
            html.Script(src="//b.test/b.js"),
            html.Link(rel="stylesheet", href="http://c.test/c.css"),
            html.A("x", href="https://link.test"),
            html.Video([html.Source(src="https://d.test/d.mp4")], poster="https://d.test/d.png"),
            html.Iframe(src="https://e.test", id={"type": "frame", "index": 1}),
            html.Div(style={"backgroundImage": "url('https://f.test/f.png')"}),
            dcc.Markdown("![x](https://g.test/g.png) [y](https://link.test)"),
            dcc.Tabs([dcc.Tab(dcc.Dropdown([{"label": html.Img(src="https://h.test/h.png"), "value": 1}]))]),
            dcc.Graph(figure={"data": [{"type": "scattermap"}]}, id="map"),
            dcc.Graph(figure={"data": [{"type": "scattergeo"}]}),
            dcc.Graph(figure={"data": {"x": 1}}),
            None,
            "https://text.test",
        ]
    )
    found = outside_addresses(layout)
    assert set(found) == {
        OutsideAddress("html.Img", "pic", "src", "https://a.test/a.png"),
        OutsideAddress("html.Script", "", "src", "//b.test/b.js"),
        OutsideAddress("html.Link", "", "href", "http://c.test/c.css"),
        OutsideAddress("html.Source", "", "src", "https://d.test/d.mp4"),
        OutsideAddress("html.Video", "", "poster", "https://d.test/d.png"),
        OutsideAddress("html.Iframe", '{"index":1,"type":"frame"}', "src", "https://e.test"),
        OutsideAddress("html.Div", "", "style", "https://f.test/f.png"),
        OutsideAddress("dcc.Markdown", "", "children", "https://g.test/g.png"),
        OutsideAddress("html.Img", "", "src", "https://h.test/h.png"),
        OutsideAddress("dcc.Graph", "map", "figure", "map tiles"),
    }
    assert found == tuple(sorted(found, key=lambda one: (one.component, one.id, one.prop, one.address)))


def test_layouts_without_components():
    assert outside_addresses(None) == outside_addresses(lambda: 1 / 0) == outside_addresses([]) == ()
    ring = []
    ring.append(ring)
    assert outside_addresses(html.Div(ring)) == ()
    deep = html.Img(src="https://a.test")
    for _ in range(3000):
        deep = html.Div([deep])
    assert len(outside_addresses(deep)) == 1


def test_facts_go_through_json(tmp_path):
    facts = AppFacts(
        "t\udce4", "<p>", Path("/a"), "files", "lib", Path("/i.png"), (Path("/m.py"),), (OutsideModule("o", Path("/o.py")),),
        (Path("/s"),), (ComponentPackage("c", None, ("x.js",)), ComponentPackage("d", Path("/d"))), (Path("/r"),),
        (Path("/l"),), (Path("/l.dist-info"),), ("pandas",), (OutsideAddress("html.Img", "", "src", "https://a"),), "E: no",
    )  # fmt: skip
    assert AppFacts.from_json(facts.to_json()) == facts
    file = tmp_path / "report.json"
    assert read_report(file) is None
    write_report(file, facts)
    assert read_report(file) == facts
    problem = Problem("k", "m", "f", "e", "t", "trace")
    write_report(file, problem)
    assert read_report(file) == problem
    assert list(tmp_path.iterdir()) == [file]
    assert json.loads(file.read_text())["problem"]["kind"] == "k"
