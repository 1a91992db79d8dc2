"""What a build is told, and by whom."""

import argparse
from pathlib import Path

import pytest

from desktopdash.freeze.arguments import add_commands
from desktopdash.freeze.errors import BuildError
from desktopdash.freeze.settings import find_settings
from desktopdash.shell.loader import AppSpec, parse_spec

OPTIONS = ("name", "title", "identifier", "icon", "version", "output", "onefile", "online", "include", "hidden-import")


@pytest.fixture
def tool(tmp_path):
    """The folder of an app, below one that is the working folder."""
    (tmp_path / "repo" / "sales tool").mkdir(parents=True)
    (tmp_path / "repo" / "sales tool" / "app.py").touch()
    return tmp_path / "repo" / "sales tool"


def parsed(*words):
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    return vars(parser.parse_args(["build", "app.py", *words]))


def settings(tool, *words, file="app.py"):
    return find_settings(AppSpec(tool / file), parsed(*words), tool.parent)


def project(folder, text, encoding="utf-8"):
    (folder / "pyproject.toml").write_text(text, encoding)


def problem(tool, *words, **given):
    with pytest.raises(BuildError) as caught:
        settings(tool, *words, **given)
    found = caught.value.problem
    assert all((found.message, found.found, found.expected, found.todo))
    return found


def test_an_app_needs_no_settings(tool):
    found = settings(tool)
    assert found.spec == AppSpec(tool / "app.py")
    assert (found.name, found.title, found.identifier, found.version) == ("app", None, "sales-tool-app", "")
    assert (found.icon, found.onefile, found.online) == (None, False, False)
    assert (found.include, found.hidden_imports) == ((), ())
    assert found.output == tool.parent / "dist"


def test_the_command_line_says_it_all(tool):
    found = settings(tool, "--name", "Sales 2026", "--title", "«Sales»", "--identifier", "org.example.Sales_1", "--icon",
                     "i.png", "--version", "1.2.0rc1+x", "--onefile", "--online", "--include", "a", "--include", "b/*",
                     "--hidden-import", "x.y", "--hidden-import", "z", "--output", "out/deep")  # fmt: skip
    assert (found.name, found.title, found.identifier) == ("Sales 2026", "«Sales»", "org.example.Sales_1")
    assert (found.version, found.onefile, found.online) == ("1.2.0rc1+x", True, True)
    assert (found.icon, found.output) == (tool.parent / "i.png", tool.parent / "out" / "deep")
    assert (found.include, found.hidden_imports) == (("a", "b/*"), ("x.y", "z"))


def test_a_file_says_it_all_relative_to_itself(tool):
    project(
        tool,
        '[tool.desktopdash]\nname = "Sales"\ntitle = "T"\nidentifier = "org.x"\nicon = "art/i.png"\nversion = "3"\n'
        'output = "../made"\nonefile = true\nonline = true\ninclude = ["data/*.csv"]\nhidden-import = ["x"]\n',
    )
    found = settings(tool)
    assert (found.name, found.title, found.identifier, found.version) == ("Sales", "T", "org.x", "3")
    assert (found.icon, found.output) == (tool / "art" / "i.png", tool.parent / "made")
    assert (found.onefile, found.online) == (True, True)
    assert (found.include, found.hidden_imports) == ((str(tool / "data/*.csv"),), ("x",))


def test_the_command_line_wins_and_lists_grow(tool):
    project(
        tool,
        '[tool.desktopdash]\nname = "Old"\nicon = "i.png"\noutput = "o"\ninclude = ["a"]\nhidden-import = ["x", "y"]\n',
    )
    found = settings(
        tool, "--name", "New", "--icon", "j.png", "--output", "p", "--include", "b", "--hidden-import", "y"
    )
    assert (found.name, found.icon, found.output) == ("New", tool.parent / "j.png", tool.parent / "p")
    assert (found.include, found.hidden_imports) == ((str(tool / "a"), "b"), ("x", "y"))


def test_empty_texts_are_none(tool):
    found = settings(tool, "--name", "", "--title", "", "--identifier", "", "--version", "")
    assert (found.name, found.title, found.identifier, found.version) == ("app", None, "sales-tool-app", "")


def test_globs_of_a_file_are_below_its_folder_whatever_that_is_called(tmp_path):
    folder = tmp_path / "[tools]"
    folder.mkdir()
    for name in ("app.py", "data.csv", "odd[1].txt"):
        (folder / name).touch()
    project(folder, '[tool.desktopdash]\ninclude = ["*.csv", "odd[1].txt", "none"]\n')
    found = settings(folder).include
    assert found == (f"{tmp_path}/[[]tools]/*.csv", str(folder / "odd[1].txt"), str(folder / "none"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("out", "{repo}/out"),
        ("./out/", "{repo}/out"),
        ("../out", "{top}/out"),
        ("missing/../out", "{repo}/out"),
        ("/abs/out", "/abs/out"),
        ("~/out", "{home}/out"),
        ("~nobody-of-that-name/out", "{repo}/~nobody-of-that-name/out"),
        (".", "{repo}"),
        ("sales tool", "{repo}/sales tool"),
    ],
)
def test_paths_of_the_command_line_are_those_of_the_working_folder(tool, monkeypatch, given, expected):
    monkeypatch.setenv("HOME", str(tool.parent / "home"))
    places = {"repo": tool.parent, "top": tool.parent.parent, "home": tool.parent / "home"}
    found = settings(tool, "--output", given, "--icon", given)
    assert str(found.output) == str(found.icon) == expected.format(**places)


# Which file.


def test_the_nearest_file_is_the_one(tool):
    project(tool.parent, '[tool.desktopdash]\nname = "Far"\nversion = "1"\n')
    assert settings(tool).name == "Far"
    project(tool, "[tool.other]\nx = 1\n")
    assert settings(tool).name == "app"
    assert settings(tool).version == ""


def test_paths_of_a_file_above_are_relative_to_that(tool):
    project(tool.parent, '[tool.desktopdash]\nicon = "i.png"\noutput = "made"\ninclude = ["d"]\n')
    found = settings(tool)
    assert (found.icon, found.output) == (tool.parent / "i.png", tool.parent / "made")
    assert found.include == (str(tool.parent / "d"),)


def test_the_version_of_a_project_is_that_of_an_app_beside_it_only(tool):
    project(tool.parent, '[project]\nname = "repo"\nversion = "9.9"\n')
    assert settings(tool).version == ""
    project(tool, '[project]\nversion = "1.2"\n')
    assert settings(tool).version == "1.2"
    assert settings(tool, "--version", "2").version == "2"
    project(tool, '[project]\ndynamic = ["version"]\n')
    assert settings(tool).version == ""


@pytest.mark.parametrize(
    "text", ["", "[project]\nversion = 3\n", "project = 1\ntool = 2\n", "[tool]\ndesktopdash = {}"]
)
def test_a_file_that_says_nothing_changes_nothing(tool, text):
    project(tool, text)
    found = settings(tool)
    assert (found.name, found.version) == ("app", "")


@pytest.mark.parametrize(
    ("text", "encoding"), [("[tool", "utf-8"), ("x = 'ä'", "latin-1"), ("a = 1\na = 2", "utf-8"), ("\0", "utf-8")]
)
def test_a_file_that_is_no_toml_is_named(tool, text, encoding):
    project(tool.parent, text, encoding)
    found = problem(tool)
    assert found.kind == "bad_pyproject"
    assert str(tool.parent / "pyproject.toml") in found.message


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("hidden_import", "hidden-import"),
        ("hidden-imports", "hidden-import"),
        ("one-file", "onefile"),
        ("includes", "include"),
        ("Name", "name"),
        ("offline", "online"),
        ("xyz", None),
    ],
)
def test_a_key_that_is_none_gets_a_hint(tool, key, hint):
    project(tool, f"[tool.desktopdash]\n{key} = 1\n")
    found = problem(tool)
    assert found.kind == "unknown_setting"
    assert f"`{key}`" in found.found
    assert (f"did you mean {hint}?" in found.found) if hint else ("did you mean" not in found.found)
    assert all(option in found.expected for option in OPTIONS)


@pytest.mark.parametrize(
    "line",
    [
        "name = 1",
        "version = 1.2",
        "icon = ['a']",
        "onefile = 'yes'",
        "online = 1",
        "include = 'data'",
        "include = [1]",
        "hidden-import = {}",
    ],
)
def test_a_value_that_is_none_is_named(tool, line):
    project(tool, f"[tool.desktopdash]\n{line}\n")
    found = problem(tool)
    assert found.kind == "bad_setting"
    assert line.partition(" ")[0] in found.found


def test_a_table_that_is_none_is_named(tool):
    project(tool, "[tool]\ndesktopdash = 1\n")
    assert problem(tool).kind == "bad_setting"


# Names, identifiers, versions, modules.


@pytest.mark.parametrize("name", ["Sales", "Über 売上", "a.b-c_d", "it's {100%} $x", "x" * 100, "-x"[1:], "ü" * 80])
def test_names_of_programs(tool, name):
    assert settings(tool, "--name", name).name == name


@pytest.mark.parametrize(
    "name",
    ["a/b", "a\\b", "..", ".", ".hidden", "a.", " a", "a ", "a:b", "a*", "a?", 'a"', "a<", "a|b", "a\nb", "a\x7fb", "a\x00",
     "x" * 101, "売" * 100, "_internal", "CON", "nul", "Com1", "LPT9", "a\udc80"],
)  # fmt: skip
def test_what_is_no_name_of_a_program(tool, name):
    found = problem(tool, f"--name={name}")
    assert found.kind == "bad_name"
    found.as_text().encode()


def test_a_name_is_no_option(tool):
    assert problem(tool, "--name=-x").kind == "bad_name"


def test_a_file_whose_name_is_none_of_a_program_wants_another(tool):
    (tool / "a:b.py").touch()
    assert "--name" in problem(tool, file="a:b.py").todo


@pytest.mark.parametrize(
    ("folder", "file", "name", "expected"),
    [
        ("tool", "app.py", None, "tool-app"),
        ("tool", "app.py", "Sales 2026!", "sales-2026"),
        ("", "app.py", None, "app"),
        ("Q1 & Q2", "my_app.py", None, "q1-q2-my-app"),
        ("tool", "app.py", "-".join(["a"] * 50), "-".join(["a"] * 50)),
    ],
)
def test_identifiers_are_made_of_names(folder, file, name, expected):
    spec = AppSpec(Path("/nowhere", folder, file) if folder else Path("/", file))
    assert find_settings(spec, {"name": name}, Path("/")).identifier == expected


def test_names_in_other_scripts_have_identifiers_of_their_own():
    spec = AppSpec(Path("/nowhere/tool/app.py"))
    found = [
        find_settings(spec, {"name": name}, Path("/")).identifier for name in ("売上", "在庫", "Übersicht", "Ärger")
    ]
    assert len(set(found)) == 4
    assert found == [
        find_settings(spec, {"name": n}, Path("/")).identifier for n in ("売上", "在庫", "Übersicht", "Ärger")
    ]
    assert all(text.isascii() for text in found)


def test_long_names_have_identifiers_too():
    spec = AppSpec(Path("/nowhere", "f" * 200, "a" * 90 + ".py"))
    other = AppSpec(Path("/nowhere", "f" * 200, "a" * 89 + "b.py"))
    found = {find_settings(one, {}, Path("/")).identifier for one in (spec, other)}
    assert len(found) == 2


@pytest.mark.parametrize("text", ["..", "a b", "a/b", "-a", "ü", "x" * 101, "a\n"])
def test_what_is_no_identifier(tool, text):
    assert problem(tool, f"--identifier={text}").kind == "bad_identifier"


@pytest.mark.parametrize("text", ["1 0", "1/2", "x" * 41, "1\n", "$x", " "])
def test_what_is_no_version(tool, text):
    assert problem(tool, f"--version={text}").kind == "bad_version"


def test_a_projects_version_is_looked_at_too(tool):
    project(tool, '[project]\nversion = "1.0 beta"\n')
    assert "1.0 beta" in problem(tool).found


@pytest.mark.parametrize("name", ["", "a.", "a-b", "a.py/b", "a b", "1a", ".a"])
def test_what_is_no_module(tool, name):
    assert problem(tool, f"--hidden-import={name}").kind == "bad_module"


def test_an_app_that_was_named_by_another_way_is_the_same(tool, monkeypatch):
    monkeypatch.chdir(tool.parent)
    spec = parse_spec("sales tool/../sales tool/app.py")
    found = find_settings(spec, {}, tool.parent)
    assert found.spec.path == tool / "app.py"
    assert found.identifier == "sales-tool-app"
