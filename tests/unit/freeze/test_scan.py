from pathlib import Path

import pytest

from desktopdash.freeze.addresses import in_text
from desktopdash.freeze.errors import BuildError
from desktopdash.freeze.local_modules import local_modules
from desktopdash.freeze.scan import scan

ROOT = Path(__file__).parents[3]
APPS = sorted([*(ROOT / "tests" / "seeds").glob("*.py"), *(ROOT / "samples").glob("*.py")])


@pytest.fixture
def folder(tmp_path):
    """An app's folder with data in it, and things that no code means."""
    root = tmp_path / "tool"
    for name in [
        "x.json",
        "note.txt",
        "data/sales.csv",
        "data/x.csv",
        "data/2023/a.csv",
        "cache-directory/held",
        "other/b.csv",
        "pkg/__init__.py",
        "pkg/inner.csv",
        "pkg/deep/c.csv",
    ]:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("" if name.endswith(".py") else "1\n")
    return root


def look(folder, code, name="app.py", others=()):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, encoding="utf-8")
    return scan([path, *(folder / other for other in others)], folder)


def data_of(folder, code, **kwargs):
    return [path.relative_to(folder).as_posix() for path in look(folder, code, **kwargs).data]


DATA = ["data/2023/a.csv", "data/sales.csv", "data/x.csv"]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('"data/sales.csv"', []),  # a text that stands alone is a remark
        ('name = "data/sales.csv"', ["data/sales.csv"]),
        ('open("x.json")', ["x.json"]),
        ('with open("./x.json") as f: pass', ["x.json"]),
        ('pd.read_csv("data/x.csv", sep=";")', ["data/x.csv"]),
        ('load(source="data/x.csv")', ["data/x.csv"]),
        ('Path(__file__).parent / "data" / "x.csv"', ["data/x.csv"]),
        ('Path(__file__).resolve().parent.joinpath("data", "x.csv").read_text()', ["data/x.csv"]),
        ('Path(__file__).with_name("x.json")', ["x.json"]),
        ('Path("data/x.txt").with_suffix(".csv")', ["data/x.csv"]),
        ('os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "x.csv")', ["data/x.csv"]),
        ('os.path.join(folder(), "data", "x.csv")', ["data/x.csv"]),
        ('os.path.join(os.getcwd(), "data", "x.csv")', ["data/x.csv"]),
        ('base() / "data" / "x.csv"', ["data/x.csv"]),
        ('str(Path(__file__).parent) + "/data/x.csv"', ["data/x.csv"]),
        ('f"{Path(__file__).parent}/data/x.csv"', ["data/x.csv"]),
        ('HERE = Path(__file__).parent\nHERE.joinpath("data", "x.csv")', ["data/x.csv"]),
        ('HERE = Path(__file__).parent\nDATA = HERE / "data"\npd.read_csv(DATA / "x.csv")', ["data/x.csv"]),
        ('HERE = bundled() if frozen else Path(__file__).parent\n(HERE / "data" / "x.csv").open()', ["data/x.csv"]),
        ('Path("data") / name', DATA),
        ('def f(name):\n    return Path("data") / name / "x"', DATA),
        ('NAME = "x.csv"\ndef f(NAME):\n    return Path("data") / NAME', DATA),
        ('f"data/{year}.csv"', DATA),
        ('read(f"data/{year}.csv")', DATA),
        ('read(f"data/2023/{year}.csv")', ["data/2023/a.csv"]),
        ('read("data/" + name + ".csv")', DATA),
        ('read("data/{}.csv".format(name))', DATA),
        ('read("data/%s.csv" % name)', DATA),
        ('Path("data").glob("*.csv")', DATA),
        ('for path in Path("data").iterdir(): pass', DATA),
        ('glob.glob("data/*.csv")', DATA),
        ('glob.glob(os.path.join(os.path.dirname(__file__), "data", "**", "*.csv"))', DATA),
        ('Path(__file__).parent.glob("*.json")', ["x.json"]),
        ('Path("data")', DATA),
        ('read(base + "/data/x.csv")', ["data/x.csv"]),
        ('read(base + "/data/" + name + ".csv")', DATA),
        ('read(Path("data"))', DATA),
        ('os.listdir("data")', DATA),
        ('pd.read_parquet("data")', DATA),
        ('FOLDER = "data"\nos.walk(FOLDER)', DATA),
        ('Flask(__name__, static_folder="data")', DATA),
        ('class Settings:\n    data = Path("data")\ndef f():\n    open(Settings().data / "x.csv")', ["data/x.csv"]),
        ('class A:\n    def __init__(self):\n        self.d = Path("data")\n    def f(self, n): return self.d / n', DATA),
        ('importlib.resources.files("pkg") / "inner.csv"', ["pkg/inner.csv"]),
        ('files("pkg").joinpath("deep", "c.csv").read_text()', ["pkg/deep/c.csv"]),
        ('pkgutil.get_data("pkg", "inner.csv")', ["pkg/inner.csv"]),
        ('files("pandas") / "x.json"', ["x.json"]),
        ('SOURCES = {"a": "data/x.csv", "b": ["x.json"]}', ["data/x.csv", "x.json"]),
        ('open("note.txt", encoding="utf-8")', ["note.txt"]),
    ],
)  # fmt: skip
def test_data_that_code_names(folder, code, found):
    assert data_of(folder, code) == found


@pytest.mark.parametrize(
    "code",
    [
        'CACHE_DIR = "cache-directory"',
        'Cache(server, config={"CACHE_DIR": "cache-directory"})',
        'diskcache.Cache("./cache-directory")',
        'diskcache.Cache(Path(__file__).parent / "cache-directory")',
        'dcc.Store(id="data", data={"data": "data"})',
        'Input("data", "data")',
        'frame["data"]',
        'Path(".") / name',
        'Path(__file__).parent',
        'os.listdir(os.path.dirname(__file__))',
        'print("", ".", "..", "/", "./")',
        'frame.to_csv("x.json")',
        'open("x.json", "w")',
        'open("x.json", mode="ab")',
        'Path("x.json").open("w")',
        'Path("x.json").write_text("")',
        'Path("data").mkdir(exist_ok=True)',
        'DATA = Path("data")\nDATA.mkdir()\n(DATA / "new").exists()',
        'os.makedirs("data", exist_ok=True)',
        'logging.FileHandler("note.txt")',
        'Path.home() / "data" / "x.csv"',
        'open(os.path.expanduser("~/data/x.csv"))',
        'Path(tempfile.gettempdir()) / "data"',
        'sys.path.insert(0, "data")',
        '"""data/x.csv"""',
        'def f():\n    "x.json"',
        '"data/x.csv\\n"',
        f'"{"x" * 5000}"',
        '"x\\0y"',
        'DATA = Path("data")',
    ],
)  # fmt: skip
def test_what_is_not_data(folder, code):
    assert data_of(folder, code) == []


def test_paths_are_those_of_the_module_and_of_the_app(folder):
    code = 'open("inner.csv"); open("x.json"); Path(__file__).parent.parent / "note.txt"; read(f"deep/{x}")'
    assert data_of(folder, code, name="pkg/mod.py") == ["note.txt", "pkg/deep/c.csv", "pkg/inner.csv", "x.json"]


@pytest.mark.parametrize(
    "code",
    [
        "from config import DATA\nopen(DATA / 'x.csv')",
        "from config import *\nopen(DATA / 'x.csv')",
        "import config\nopen(config.DATA / 'x.csv')",
        "import config as c\nopen(c.DATA / 'x.csv')",
        "from lib import config\nopen(config.DATA / 'x.csv')",
        "from lib.again import DATA as D\nopen(D / 'x.csv')",
    ],
)
def test_names_of_other_modules_are_known(folder, code):
    for place, up in (("config.py", "parent"), ("lib/config.py", "parent.parent")):
        path = folder / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"from pathlib import Path\nDATA = Path(__file__).{up} / 'data'\n")
    (folder / "lib" / "again.py").write_text("from .config import DATA\n")
    assert data_of(folder, code, others=["config.py", "lib/config.py", "lib/again.py"]) == ["data/x.csv"]


def test_tools_hidden_folders_and_output_are_left(folder):
    for name in ["data/.git/x", "data/__pycache__/x.pyc", "data/node_modules/x", "data/.hidden", "data/venv/lib/x",
                 "data/venv/pyvenv.cfg", "build/x.csv", "dist/x.csv", "data/build/kept.csv", "data/code.py"]:  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    found = data_of(folder, 'read(Path("data") / name); read("build/x.csv"); read(Path("dist") / name)')
    assert found == sorted([*DATA, "data/build/kept.csv", "data/code.py"])


def test_links_are_followed_and_circles_end(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "far.csv").touch()
    (folder / "data" / "near.csv").symlink_to(tmp_path / "elsewhere" / "far.csv")
    (folder / "data" / "linked").symlink_to(tmp_path / "elsewhere")
    (folder / "data" / "round").symlink_to(folder / "data")
    (folder / "data" / "broken").symlink_to(folder / "nothing")
    found = data_of(folder, 'read(Path("data") / name)')
    assert found == sorted([*DATA, "data/near.csv", "data/linked/far.csv"])


def test_an_app_that_is_reached_by_a_link(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    (folder / "app.py").write_text('open("x.json")')
    found = scan([tmp_path / "link" / "app.py"], tmp_path / "link")
    assert found.data == (tmp_path / "link" / "x.json",)


def test_shape_files_come_together(folder):
    for suffix in (".shp", ".shx", ".dbf"):
        (folder / "data" / f"area{suffix}").touch()
    assert data_of(folder, 'geo.read_file("data/area.shp")') == ["data/area.dbf", "data/area.shp", "data/area.shx"]


def test_sources_that_are_named_are_sources(folder):
    (folder / "job.py").touch()
    found = look(folder, 'subprocess.run([sys.executable, "job.py"])')
    assert (found.data, found.named_sources) == ((), (folder / "job.py",))


def test_what_lies_outside_is_named_with_its_line(folder, tmp_path):
    (tmp_path / "near.csv").touch()
    (tmp_path / "shared").mkdir()
    code = (
        'open("../near.csv")\n'
        'DATA = Path(__file__).parent.parent / "shared"\n'
        "read(DATA / name)\n"
        'open("/srv/nowhere.csv")\n'
        'open("C:/Users/me/x.csv")\n'
        'read("/page-1")\n'
        "sys.path.append(str(Path(__file__).parent.parent))\n"
        'open("/etc/hosts"); open("/dev/null")\n'
    )
    found = look(folder, code)
    told = {(one.path, one.where, one.reason) for one in found.outside_data}
    assert told == {
        (str(tmp_path / "near.csv"), "app.py:1", "outside"),
        (str(tmp_path / "shared"), "app.py:3", "outside"),
        ("/srv/nowhere.csv", "app.py:4", "outside"),
        ("C:/Users/me/x.csv", "app.py:5", "outside"),
    } | {("/page-1", "app.py:6", "outside")}
    assert found.data == ()


def test_routes_are_no_paths(folder):
    code = 'dcc.Location(pathname="/page-1"); url = "/home"; html.A(href="/tmp"); Dash(url_base_pathname="/app/")'
    assert look(folder, code).outside_data == ()


def test_a_path_of_this_machine_and_settings_with_secrets(folder):
    (folder / ".env").touch()
    found = look(folder, f'open("{folder}/x.json")\nread(".env")\n')
    assert [path.name for path in found.data] == ["x.json"]
    assert {(Path(one.path).name, one.where, one.reason) for one in found.outside_data} == {
        ("x.json", "app.py:1", "fixed"),
        (".env", "app.py:2", "secret"),
    }


def test_addresses(folder):
    code = (
        '"""See https://docs.test/a."""\n'
        'sheets = ["https://a.test/s.css", "http://b.test/t.css"]\n'
        'again = "https://a.test/s.css"\n'
        'pd.read_csv(f"https://c.test/data/{year}.csv")\n'
        "js = \"fetch('https://d.test/x.json').then(f); // more\"\n"
        'html.A("x", href="https://e.test/page")\n'
        'html.Link(rel="stylesheet", href="https://f.test/s.css")\n'
        'svg = "http://www.w3.org/2000/svg"; x = "http://localhost:8050/a"; y = "http://127.0.0.1/b"; z = f"https://{h}"\n'
        "fig = px.scatter_map(frame); go.Figure(go.Scattermapbox()); dl.TileLayer()\n"
        "# https://g.test\n"
    )
    found = look(folder, code).addresses
    assert [(one.kind, one.text, one.where) for one in found] == [
        ("address", "http://b.test/t.css", "app.py:2"),
        ("address", "https://a.test/s.css", "app.py:2"),
        ("address", "https://c.test/data/", "app.py:4"),
        ("address", "https://d.test/x.json", "app.py:5"),
        ("address", "https://f.test/s.css", "app.py:7"),
        ("link", "https://e.test/page", "app.py:6"),
        ("map", "Scattermapbox", "app.py:9"),
        ("map", "TileLayer", "app.py:9"),
        ("map", "scatter_map", "app.py:9"),
    ]


@pytest.mark.parametrize(
    "text", ["http://", "https://[", "http://[::1]/x", "http://a b", "HTTP://LOCALHOST/x", "ftp://a.b/c"]
)
def test_what_is_no_address_elsewhere(text):
    assert in_text(text) in ([], ["http://a"])


def test_imports_by_value(folder):
    code = (
        'importlib.import_module("pkg.mod")\n'
        '__import__("sqlite3")\n'
        'importlib.import_module(".near", __package__)\n'
        "importlib.import_module(name)\n"
        'importlib.import_module(f"pkg.{name}")\n'
    )
    found = look(folder, code)
    assert found.dynamic_imports == (".near", "pkg.mod", "sqlite3") or found.dynamic_imports == (
        "near",
        "pkg.mod",
        "sqlite3",
    )
    assert found.unknown_imports == ("app.py:4",)


def test_imports_from_elsewhere(folder):
    code = "import os.path, pkg\nfrom json import loads\nfrom . import x\nif TYPE_CHECKING:\n    import never\ndef f():\n    import csv\n"
    assert look(folder, code).imports == ("csv", "json", "json.loads", "os.path")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"x = (\n", "line 1"),
        (b"x = '\xe4'\n", "utf-8"),
        (b"# coding: nothing-such\n", "nothing-such"),
        (b"x = '\0'\n", "null"),
        (b"x = " + b"(" * 300 + b")" * 300, "app.py"),
    ],
)
def test_what_is_no_python_is_told(folder, data, words):
    (folder / "app.py").write_bytes(data)
    with pytest.raises(BuildError) as caught:
        scan([folder / "app.py"], folder)
    problem = caught.value.problem
    assert (problem.kind, problem.message) == ("no_python", "app.py is no valid Python.")
    assert words in problem.found
    assert str(folder / "app.py") in problem.found
    assert problem.todo


def test_encodings_are_those_that_the_file_names(folder):
    (folder / "größe.csv").touch()
    (folder / "app.py").write_bytes('# -*- coding: latin-1 -*-\nopen("größe.csv")'.encode("latin-1"))
    assert scan([folder / "app.py"], folder).data == (folder / "größe.csv",)
    (folder / "app.py").write_bytes(b'\xef\xbb\xbfopen("x.json")')
    assert scan([folder / "app.py"], folder).data == (folder / "x.json",)


def test_odd_escapes_warn_of_nothing(folder):
    assert look(folder, 'x = "\\d"').data == ()


def test_long_sums_take_no_time(folder):
    code = "x = " + " + ".join(["name"] * 400 + ['"data/x.csv"'])
    assert data_of(folder, code) == ["data/x.csv"]


def test_a_source_that_is_not_there(folder):
    with pytest.raises(BuildError) as caught:
        scan([folder / "gone.py"], folder)
    assert caught.value.problem.kind == "unreadable_file"


@pytest.mark.parametrize("path", APPS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_apps_that_are_here_name_no_data(path):
    others = set(local_modules(path, path.parent)) - {path}
    found = scan([path, *others], path.parent)
    assert (others, found.data, found.named_sources, found.outside_data, found.unknown_imports) == (
        set(),
        (),
        (),
        (),
        (),
    )
    assert {one.text for one in found.addresses} <= {
        "https://codepen.io/chriddyp/pen/bWLwgP.css",
        "https://codepen.io/chriddyp/pen/brPBPO.css",
        "https://raw.githubusercontent.com/plotly/datasets/master/gapminderDataFiveYear.csv",
        "https://raw.githubusercontent.com/plotly/datasets/master/carshare_data.json",
        "https://raw.githubusercontent.com/plotly/datasets/master/iris_data.json",
    }
