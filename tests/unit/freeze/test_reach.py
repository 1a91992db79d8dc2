from importlib import metadata

import pytest

from desktopdash.freeze.reach import WELL_KNOWN, Distributions, counts, normal, reached, with_parents

REQUIRES = {
    "pandas": [
        "numpy>=1.26.0; python_version < '3.14'",
        "python-dateutil>=2.8.2",
        "PyArrow>=13; extra == 'pyarrow'",
        'lxml>=4; python_version>="3" and extra=="xml"',
        "Typing_Extensions",
    ],
    "plotly": ["narwhals>=1.15.1", "packaging"],
    "flask": None,
    "helper": ["numpy"],
}
OWNERS = {
    "pandas": ["pandas"],
    "numpy": ["numpy", "numpy"],
    "pyarrow": ["pyarrow"],
    "lxml": ["lxml"],
    "dateutil": ["python-dateutil"],
    "typing_extensions": ["typing_extensions"],
    "plotly": ["plotly"],
    "helper": ["helper"],
    "flask": ["Flask"],
    "google": ["google-auth", "Google.Cloud_Storage"],
    "shared": ["some-tool", "numpy"],
}


@pytest.fixture
def known():
    return Distributions(OWNERS, REQUIRES.get)


def test_names_are_compared_as_elsewhere():
    assert {normal(name) for name in ("Typing_Extensions", "typing.extensions", "typing-_.extensions")} == {
        "typing-extensions"
    }
    assert {normal(name) for name in WELL_KNOWN} == WELL_KNOWN


def test_it_is_known_who_has_a_module(known):
    assert known.owners("pandas.core.frame") == {"pandas"}
    assert known.owners("numpy") == {"numpy"}
    assert known.owners("flask") == {"flask"}
    assert known.owners("json") == known.owners("app") == known.owners("") == frozenset()


def test_a_folder_of_several_distributions_is_that_of_all_of_them(known):
    assert known.owners("google.cloud") == {"google-auth", "google-cloud-storage"}


def test_requirements_are_those_without_extras(known):
    needed = ("numpy", "python-dateutil", "typing-extensions")
    assert all(known.needs("pandas", name) for name in needed)
    assert not any(known.needs("pandas", name) for name in ("pyarrow", "lxml", "pandas"))
    assert not known.needs("flask", "numpy")
    assert not known.needs("unknown", "numpy")


def test_metadata_is_read_once_for_each(known):
    asked = []
    found = Distributions(OWNERS, lambda name: asked.append(name) or ["numpy"])
    assert found.needs("pandas", "numpy")
    assert found.needs("pandas", "numpy")
    assert asked == ["pandas"]


def test_a_distribution_without_metadata_requires_nothing():
    def none(name):
        raise metadata.PackageNotFoundError(name)

    assert not Distributions(OWNERS, none).needs("pandas", "numpy")


def test_by_itself_it_asks_python():
    found = Distributions()
    assert found.owners("flask") == {"flask"}
    assert found.needs("flask", "werkzeug")
    assert not found.needs("flask", "python-dotenv")


@pytest.mark.parametrize(
    ("importer", "imported", "expected"),
    [
        ("app", "pyarrow", True),
        ("helper", "pyarrow", True),
        ("json", "pyarrow", True),
        ("pandas.io.parquet", "pyarrow", False),
        ("pandas.io.xml", "lxml.etree", False),
        ("pandas.core", "numpy.linalg", True),
        ("pandas.core", "pandas.io", True),
        ("pandas.core", "dateutil.parser", True),
        ("pandas.core", "sqlite3", True),
        ("pandas.util", "tkinter", False),
        ("pandas.util", "tkinter.ttk", False),
        ("pandas.util", "doctest", False),
        ("app", "tkinter", True),
        ("plotly.io", "pandas", False),
        ("plotly.io", "numpy", False),
        ("google.auth", "pyarrow", True),
        ("pandas.core", "google.auth", False),
        ("pandas.core", "shared.part", True),
        ("shared.part", "pyarrow", True),
        ("qtpy", "qtpy.QtCore", False),
        ("qtpy", "qtpy.compat", True),
        ("qtpy.sub", "qtpy.QtCore", True),
        ("webview.guilib", "webview.platforms.gtk", False),
        ("webview.window", "webview.platforms.qt", True),
        ("numpy.testing._private.utils", "unittest", False),
        ("numpy.testing", "numpy", False),
        ("numpy.testing_more", "numpy", True),
        ("numpy.lib._utils_impl", "pydoc", False),
        ("werkzeug.debug.console", "code", False),
        ("flask.cli", "click", False),
        ("flask.client", "click", True),
        ("/home/me/app.py", "pyarrow", True),
    ],
)
def test_which_imports_count(known, importer, imported, expected):
    assert counts(importer, imported, known) is expected


def test_with_a_module_come_the_packages_that_it_is_in():
    assert with_parents("a.b.c") == ["a", "a.b", "a.b.c"]
    assert with_parents("a") == ["a"]
    assert with_parents("/x/y.z/app.py") == ["/x/y.z/app.py"]
    assert with_parents("C:\\x\\app.py") == ["C:\\x\\app.py"]


def test_what_is_reached_is_what_counts(known):
    edges = {
        "/x/app.py": ["pandas.io.api", "helper"],
        "pandas": ["pandas.core", "pyarrow"],
        "pandas.io.api": ["pandas"],
        "pandas.core": ["numpy", "pyarrow.lib"],
        "pyarrow": ["everything"],
        "helper": ["helper", "numpy"],
        "numpy": ["numpy.core", "pandas"],
        "unused": ["more"],
    }
    found = reached(edges, ["/x/app.py", "named.later"], known)
    assert found == {
        "/x/app.py",
        "pandas",
        "pandas.io",
        "pandas.io.api",
        "pandas.core",
        "helper",
        "numpy",
        "numpy.core",
        "named",
        "named.later",
    }


def test_what_an_app_imports_itself_counts_though_a_library_only_tries_it(known):
    edges = {"/x/app.py": ["pandas", "pyarrow"], "pandas": ["pyarrow"], "pyarrow": ["pyarrow.lib"]}
    assert reached(edges, ["/x/app.py"], known) == {"/x/app.py", "pandas", "pyarrow", "pyarrow.lib"}


def test_a_long_chain_and_a_circle_come_to_an_end(known):
    edges = {f"m{number}": [f"m{number + 1}", "m0"] for number in range(20_000)}
    assert len(reached(edges, ["m0"], known)) == 20_001
