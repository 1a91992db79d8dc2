import pytest

from desktopdash.freeze import optional
from desktopdash.freeze.optional import optional_modules


@pytest.fixture
def look(tmp_path, monkeypatch):
    def look_at(code, installed=()):
        monkeypatch.setattr(optional, "is_installed", lambda name: name in installed)
        (tmp_path / "app.py").write_text(code)
        return optional_modules([tmp_path / "app.py"], tmp_path)

    return look_at


def test_what_pandas_loads_for_a_call_is_taken_where_it_is_installed(look) -> None:
    found = look("import pandas as pd\ndf = pd.read_excel('a.xlsx')\ndf.to_parquet('b')\n", {"openpyxl", "pyarrow"})
    assert found.modules == ("openpyxl", "pyarrow")
    assert found.findings == ()


def test_a_call_for_which_nothing_is_installed_is_told_with_its_place(look) -> None:
    found = look("def save(df):\n    df.to_excel('a.xlsx')\n")
    assert found.modules == ()
    assert found.findings == (
        "app.py:2 calls to_excel, for which openpyxl or xlsxwriter or odf has to be installed, and none is",
    )


def test_a_call_that_works_without_is_not_told(look) -> None:
    assert look("import pandas\npandas.read_sql('x', connection)\n").findings == ()


def test_a_name_that_is_not_called_counts_for_nothing(look) -> None:
    assert look("to_excel = 1\nprint('read_excel')\n", {"openpyxl"}).modules == ()
