"""Entries for desktops: read by the rules of the specification, checked by its tool, and really run."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest

from desktopdash.processes.package import Package
from desktopdash.shell.desktop_entry import command_beside, command_of, entry_text, identifier_in

SALES = Package("Sales", "org.example.sales", "1.2", "app/app.py", None, "Sales", False, "0.1")
NAMES = [
    "plain",
    "with blank  twice",
    'quo"te',
    "apo'strophe",
    "$HOME ${x} $(touch hacked)",
    "`touch hacked`",
    "back\\slash\\\\two",
    "100% %k %%f %20",
    "Über 売上 🎉",
    "-n --help",
    "semi;colon & pipe | <x> (1) [2] {3} * ? # !",
    "trailing ",
    "tab\there",
    "~",
]
FOLDERS = NAMES


def value_of(text, key):
    """Read a key as desktops do: backslashes in values are escapes."""
    (raw,) = re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)
    return re.sub(r"\\(.)", lambda found: {"s": " ", "n": "\n", "t": "\t", "r": "\r"}.get(found[1], found[1]), raw)


def argv_of(command, place):
    """Split a command into words by the specification, and put the entry's own place in."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', command, re.DOTALL)
    argv = []
    for quoted, plain in words:
        if plain == "%k":
            argv.append(place)
        else:
            word = plain if plain else re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL)
            assert not re.search(r"(?<!%)(?:%%)*%(?!%)", word), "no code of the specification in quotes"
            argv.append(word.replace("%%", "%"))
    return argv


def program_in(folder, name):
    """Put a program there that says where it is."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$0" "$#"\n')
    program.chmod(0o755)
    return program


def run(command, place, cwd):
    done = subprocess.run(argv_of(command, place), cwd=cwd, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert not (cwd / "hacked").exists()
    return done.stdout


@pytest.fixture
def elsewhere(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "elsewhere"


def entry(package=SALES, command="true", icon="icon"):
    return entry_text(package, command, icon)


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("how", ["path", "uri"])
def test_an_entry_beside_its_program_starts_it_wherever_the_two_are(tmp_path, elsewhere, folder, how):
    program = program_in(tmp_path / folder, "Sales")
    text = entry(command=command_beside(Path("/opt/x/Sales")))
    place = str(program.with_name("Sales.desktop"))
    place = place if how == "path" else "file://" + quote(place)
    assert run(value_of(text, "Exec"), place, elsewhere) == f"{program}\n0\n"


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if "\t" not in folder])
def test_where_a_desktop_does_not_say_where_the_entry_is_the_program_is_where_it_was(tmp_path, elsewhere, folder):
    program = program_in(tmp_path / folder, "Sales")
    command = value_of(entry(command=command_beside(program)), "Exec")
    done = subprocess.run(
        argv_of(command, "")[:-1], cwd=elsewhere, capture_output=True, text=True, check=True
    )  # an empty `%k` is no argument at all
    assert done.stdout == f"{program}\n0\n"


def test_a_program_with_per_cent_signs_in_its_path_is_started_by_another(tmp_path, elsewhere):
    program = program_in(tmp_path / "100% new", "Sales")
    command = value_of(entry(command=command_of(program)), "Exec")
    assert argv_of(command, "")[:2] == ["sh", "-c"]
    assert run(command, "", elsewhere) == f"{program}\n0\n"
    assert argv_of(command_of(Path("/opt/x/Sales")), "") == ["/opt/x/Sales"]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "tab\there"])
def test_an_entry_beside_a_program_of_any_name_starts_it(tmp_path, elsewhere, name):
    program = program_in(tmp_path / "here", name)
    command = value_of(entry(command=command_beside(Path("/opt/x", name))), "Exec")
    assert run(command, str(tmp_path / "here" / "x.desktop"), elsewhere) == f"{program}\n0\n"


@pytest.mark.parametrize("folder", [name for name in FOLDERS if name != "tab\there"])
def test_an_entry_in_the_menu_starts_a_program_where_it_is(tmp_path, elsewhere, folder):
    program = program_in(tmp_path / folder, "Sales")
    assert run(value_of(entry(command=command_of(program)), "Exec"), "", elsewhere) == f"{program}\n0\n"


@pytest.mark.parametrize("text", ["Sales", "A;B\\C\nD", "%k $x `y` \"z\" 'w'", "Ü 売上", "\x00\x1b[31mred\x7f", "=x"])
def test_texts_are_one_line_and_what_they_were(text):
    written = entry(Package("n", "i", text, "app/a", None, text, False, ""), icon=f"/x/{text}.png")
    plain = re.sub(r"[\x00-\x1f\x7f]+", " ", text)
    assert value_of(written, "Name") == plain
    assert value_of(written, "Comment") == f"{plain} {plain}"
    assert value_of(written, "Icon") == f"/x/{plain}.png"
    assert [line.partition("=")[0] for line in written.splitlines()] == [
        "[Desktop Entry]",
        "Type",
        "Version",
        "Name",
        "Comment",
        "Exec",
        "Icon",
        "Terminal",
        "Categories",
        "StartupNotify",
        "StartupWMClass",
        "X-Desktopdash-Identifier",
    ]


def test_without_a_version_there_is_none():
    assert value_of(entry(Package("n", "i", "", "app/a", None, "Sales", False, "")), "Comment") == "Sales"


def test_an_entry_of_ours_is_known_by_its_identifier():
    assert identifier_in(entry()) == "org.example.sales"
    assert identifier_in("[Desktop Entry]\nName=Firefox\n") is None
    assert identifier_in("") is None


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
@pytest.mark.parametrize("name", NAMES)
def test_the_specifications_own_tool_finds_nothing(tmp_path, name):
    package = Package(name, "org.example.sales", "1.2", "app/a", None, name, False, "")
    for number, command in enumerate((command_beside(Path("/opt/x", name)), command_of(Path("/opt") / name / name))):
        file = tmp_path / f"{number}.desktop"
        file.write_text(entry_text(package, command, f"/opt/{name}/x.png"), "utf-8")
        done = subprocess.run(["desktop-file-validate", file], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.skipif(os.name != "posix", reason="shells")
@pytest.mark.parametrize("shell", ["dash", "bash", "busybox"])
def test_every_shell_understands_the_command(tmp_path, elsewhere, shell):
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    program = program_in(tmp_path / "100% Über's", "Sales")
    place = "file://" + quote(str(program.with_name("Sales.desktop")))
    word, *more = argv_of(value_of(entry(command=command_beside(Path("/opt/x/Sales"))), "Exec"), place)
    assert word == "sh"
    command = [shell, "sh", *more] if shell == "busybox" else [shell, *more]
    done = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=True)
    assert done.stdout == f"{program}\n0\n"
