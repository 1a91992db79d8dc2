"""Where a result goes: what may be replaced, and what is left when a build fails."""

import errno
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PyInstaller.archive.writers import CArchiveWriter

from desktopdash.freeze import output as module
from desktopdash.freeze.archive import is_package_file
from desktopdash.freeze.errors import BuildError
from desktopdash.freeze.output import (
    CONTENTS,
    INSIDE,
    Output,
    Staging,
    files_in,
    is_disk_full,
    write_contents,
)
from desktopdash.processes.package import MANIFEST

EXE = ".exe" if sys.platform == "win32" else ""


@pytest.fixture
def dist(tmp_path):
    return tmp_path / "work" / "dist"


def folder_output(dist, name="Sales"):
    return Output(dist, name, one_file=False)


def file_output(dist, name="Sales"):
    return Output(dist, name, one_file=True)


def write(file, text="x"):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def package(place, more=()):
    """A package as a build leaves it."""
    for name in ("Sales", f"{INSIDE}/{MANIFEST}", f"{INSIDE}/app/app.py", f"{INSIDE}/{CONTENTS}", *more):
        write(place / name)
    (place / INSIDE / "link").symlink_to("app")
    write_contents(place)
    return place


def package_file(file, names=(MANIFEST,)):
    """A program in one file: what it holds is behind it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    source = write(file.parent / "source", "{}")
    CArchiveWriter(str(file), [(name, str(source), True, "x") for name in names], "libpython3.11.so")
    source.unlink()
    file.write_bytes(b"\x7fELF loader" + file.read_bytes())
    return file


def in_the_way(output):
    before = files_in(output.folder) if output.folder.is_dir() else None
    with pytest.raises(BuildError) as caught:
        output.check()
    assert before == (files_in(output.folder) if output.folder.is_dir() else None), "nothing was changed"
    found = caught.value.problem
    assert all((found.message, found.found, found.expected, found.todo))
    return found


# Names.


def test_a_result_is_a_folder_with_a_program_or_that_itself(dist):
    made = folder_output(dist)
    assert (made.result, made.program, made.beside()) == (dist / "Sales", dist / "Sales" / f"Sales{EXE}", [])
    made = file_output(dist)
    assert made.result == made.program == dist / f"Sales{EXE}"


@pytest.mark.skipif(sys.platform != "linux", reason="desktops of Linux")
def test_beside_a_program_in_one_file_stand_its_entry_and_its_icon(dist):
    assert file_output(dist).beside() == [dist / "Sales.desktop", dist / "Sales.png"]


# What is in the way.


@pytest.mark.parametrize("make", [folder_output, file_output])
def test_a_place_that_is_not_there_is_good_and_is_not_made(dist, make):
    make(dist).check()
    assert not dist.parent.exists()


def test_an_empty_folder_and_an_earlier_package_are_good(dist):
    (dist / "Sales").mkdir(parents=True)
    folder_output(dist).check()
    package(dist / "Sales")
    folder_output(dist).check()


@pytest.mark.parametrize("name", ["Über 売上", "a\x85b\u2028c", "a\x0bb", "line\nfeed", "raw\udcff"])
def test_an_earlier_package_may_have_files_of_any_name(dist, name):
    package(dist / "Sales", [f"{INSIDE}/app/{name}"])
    folder_output(dist).check()


def test_a_file_that_is_missing_of_an_earlier_package_is_no_matter(dist):
    (package(dist / "Sales") / "Sales").unlink()
    folder_output(dist).check()


@pytest.mark.parametrize("name", ["notes.txt", f"{INSIDE}/app/report.csv", f"{INSIDE}/x/y/z", f"{INSIDE}/app.py"])
def test_an_earlier_package_with_a_file_of_the_persons_is_in_the_way(dist, name):
    write(package(dist / "Sales") / name)
    found = in_the_way(folder_output(dist))
    assert found.kind == "output_in_the_way"
    assert name in found.found


def test_a_link_in_an_earlier_package_that_no_build_has_made_is_in_the_way(dist, tmp_path):
    (tmp_path / "mine").mkdir()
    (package(dist / "Sales") / "mine").symlink_to(tmp_path / "mine")
    assert "mine" in in_the_way(folder_output(dist)).found


def test_of_many_files_some_are_named(dist):
    place = package(dist / "Sales")
    for number in range(8):
        write(place / f"n{number}")
    found = in_the_way(folder_output(dist)).found
    assert "n0, n1, n2, n3, n4 and 3 more" in found


@pytest.mark.parametrize("name", ["readme.txt", "Sales", f"{INSIDE}/x", f"{INSIDE}/{MANIFEST}", f"{INSIDE}/{CONTENTS}"])
def test_a_folder_of_something_else_is_in_the_way(dist, name):
    write(dist / "Sales" / name)
    assert name.partition("/")[0] in in_the_way(folder_output(dist)).found


def test_a_list_of_files_that_is_no_text_allows_nothing(dist):
    (package(dist / "Sales") / INSIDE / CONTENTS).write_bytes(b"\xff\xfe")
    assert in_the_way(folder_output(dist)).kind == "output_in_the_way"


def test_the_apps_own_folder_is_in_the_way(tmp_path):
    write(tmp_path / "Sales" / "app.py")
    in_the_way(folder_output(tmp_path))
    write(tmp_path / "app.py")
    folder_output(tmp_path, "app").check()


@pytest.mark.parametrize("make", [folder_output, file_output])
def test_a_link_to_something_is_in_the_way(dist, tmp_path, make):
    target = package(tmp_path / "elsewhere")
    dist.mkdir(parents=True)
    (dist / "Sales").symlink_to(target)
    in_the_way(make(dist))
    (dist / "Sales").unlink()
    (dist / "Sales").symlink_to(tmp_path / "nowhere")
    in_the_way(make(dist))


def test_a_file_where_the_folder_is_to_be_is_in_the_way(dist):
    write(dist.parent)
    assert str(dist.parent) in in_the_way(folder_output(dist)).message
    dist.parent.unlink()
    write(dist)
    assert str(dist) in in_the_way(folder_output(dist)).message
    dist.unlink()
    write(dist / "Sales")
    in_the_way(folder_output(dist))


def test_a_dangling_link_where_the_folder_is_to_be_is_in_the_way(dist, tmp_path):
    dist.parent.mkdir()
    dist.symlink_to(tmp_path / "nowhere")
    in_the_way(folder_output(dist))


def test_a_folder_behind_a_link_is_good(dist, tmp_path):
    (tmp_path / "disk").mkdir()
    dist.parent.mkdir()
    dist.symlink_to(tmp_path / "disk")
    package(dist / "Sales")
    folder_output(dist).check()
    with Staging(folder_output(dist)) as staging:
        staging.publish(package(staging.path / "new", ["new"]))
    assert (tmp_path / "disk" / "Sales" / "new").is_file()


def test_a_folder_that_cannot_be_written_is_named(dist, monkeypatch):
    dist.mkdir(parents=True)
    monkeypatch.setattr(module.os, "access", lambda place, how: Path(place) != dist)
    assert in_the_way(folder_output(dist)).kind == "output_closed"


# Programs in one file.


def test_an_earlier_program_in_one_file_is_good(dist):
    package_file(file_output(dist).result)
    file_output(dist).check()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"#!/bin/sh\n",
        b"MEI\014\013\012\013\016",
        b"MEI\014\013\012\013\016" + b"\x00" * 200,
        b"x" * 100 + b"MEI\014\013\012\013\016" + b"\xff" * 200,
        b"MEI\014\013\012\013\016" + b"\x00" * 8 + b"\xff" * 8 + b"libpython".ljust(64, b"\0"),
        b"MEI\014\013\012\013\016\x00\x00\x10\x00" + b"\x00" * 12 + b"libpython".ljust(64, b"\0"),
        zlib.compress(b"x" * 10_000),
    ],
)
def test_other_files_are_in_the_way(dist, data):
    write(file_output(dist).result).write_bytes(data)
    assert in_the_way(file_output(dist)).kind == "output_in_the_way"


def test_a_program_that_is_cut_off_anywhere_is_no_reason_to_fail(dist):
    data = package_file(dist / "whole").read_bytes()
    for size in range(len(data)):
        cut = write(dist / "cut")
        cut.write_bytes(data[:size])
        assert not is_package_file(cut), size


def test_a_program_of_another_tool_is_in_the_way(dist):
    package_file(file_output(dist).result, ["other"])
    in_the_way(file_output(dist))


def test_a_folder_is_in_the_way_of_a_file(dist):
    file_output(dist).result.mkdir(parents=True)
    in_the_way(file_output(dist))


@pytest.mark.skipif(sys.platform != "linux", reason="desktops of Linux")
@pytest.mark.parametrize("name", ["Sales.desktop", "Sales.png"])
def test_what_stands_beside_a_program_is_in_the_way_without_it(dist, name):
    write(dist / name)
    assert str(dist / name) in in_the_way(file_output(dist)).message
    folder_output(dist).check()
    package_file(file_output(dist).result)
    file_output(dist).check()


@pytest.mark.skipif(sys.platform != "linux", reason="desktops of Linux")
def test_a_folder_beside_a_program_is_in_the_way_with_it_too(dist):
    package_file(file_output(dist).result)
    (dist / "Sales.png").mkdir()
    in_the_way(file_output(dist))


# Making it.


def staged(output, act):
    with Staging(output) as staging:
        act(staging)


def test_what_is_made_comes_into_its_place_and_nothing_else(dist):
    with Staging(folder_output(dist)) as staging:
        assert staging.path.parent == dist
        write(staging.path / "work" / "waste")
        staging.publish(package(staging.path / "made"))
    assert [path.name for path in dist.iterdir()] == ["Sales"]
    assert (dist / "Sales" / "Sales").is_file()


def test_a_program_in_one_file_comes_with_what_is_beside_it(dist):
    with Staging(file_output(dist)) as staging:
        beside = [write(staging.path / name, name) for name in ("Sales.desktop", "Sales.png")]
        staging.publish(package_file(staging.path / "made"), beside)
    assert sorted(path.name for path in dist.iterdir()) == sorted([f"Sales{EXE}", "Sales.desktop", "Sales.png"])
    assert is_package_file(dist / f"Sales{EXE}")


def test_an_earlier_package_is_replaced_as_a_whole(dist):
    package(dist / "Sales", ["old"])
    write(dist / "other.txt")
    with Staging(folder_output(dist)) as staging:
        staging.publish(package(staging.path / "made", ["new"]))
    assert (dist / "Sales" / "new").is_file()
    assert not (dist / "Sales" / "old").exists()
    assert sorted(path.name for path in dist.iterdir()) == ["Sales", "other.txt"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit, BuildError])
def test_a_build_that_fails_leaves_nothing(dist, tmp_path, error):
    def fail(staging):
        write(staging.path / "work" / "waste")
        raise error(*([module._in_the_way(dist, "x").problem] if error is BuildError else []))

    with pytest.raises(error):
        staged(folder_output(dist), fail)
    assert list(tmp_path.iterdir()) == [], "the folders above were made for it"


def test_a_build_that_fails_leaves_what_was_there(dist):
    package(dist / "Sales", ["old"])
    with pytest.raises(RuntimeError), Staging(folder_output(dist)):
        raise RuntimeError
    assert [path.name for path in dist.iterdir()] == ["Sales"]
    assert (dist / "Sales" / "old").is_file()


def test_a_folder_that_somebody_uses_meanwhile_stays(dist, tmp_path):
    def fail(staging):
        write(dist / "mine")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        staged(folder_output(dist), fail)
    assert (dist / "mine").is_file()


def test_a_folder_that_cannot_be_begun_leaves_nothing(dist, tmp_path, monkeypatch):
    def full(**_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module.tempfile, "mkdtemp", full)
    with pytest.raises(OSError, match="No space left"), Staging(folder_output(dist)):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_has_come_into_the_way_meanwhile_stays(dist):
    def publish(staging):
        write(dist / "Sales" / "mine")
        staging.publish(package(staging.path / "made"))

    with pytest.raises(BuildError):
        staged(folder_output(dist), publish)
    assert files_in(dist) == ["Sales/mine"]


def test_what_was_there_is_put_back_where_the_new_cannot_be_put(dist, monkeypatch):
    package(dist / "Sales", ["old"])
    replace = os.replace

    def refuse(source, target):
        if Path(source).name == "made":
            raise PermissionError(13, "in use")
        replace(source, target)

    def publish(staging):
        made = package(staging.path / "made")
        monkeypatch.setattr(module.os, "replace", refuse)
        staging.publish(made)

    with pytest.raises(PermissionError):
        staged(folder_output(dist), publish)
    assert [path.name for path in dist.iterdir()] == ["Sales"]
    assert (dist / "Sales" / "old").is_file()


# What killed builds have left.

KILLED = """
import os, signal, sys
from pathlib import Path
from desktopdash.freeze.output import Output, Staging
with Staging(Output(Path(sys.argv[1]), "Sales", False)) as staging:
    (staging.path / "waste").write_text("x")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_what_a_killed_build_has_left_the_next_removes(dist):
    subprocess.run([sys.executable, "-c", KILLED, str(dist)], check=False)
    assert [path.name.startswith(".building-") for path in dist.iterdir()] == [True]
    with Staging(folder_output(dist)) as staging:
        assert list(dist.iterdir()) == [staging.path]


def test_two_builds_at_the_same_time_do_not_meet(dist):
    with Staging(folder_output(dist)) as one, Staging(folder_output(dist, "Other")) as other:
        assert one.path.is_dir()
        assert other.path.is_dir()
        one.publish(package(one.path / "made"))
        other.publish(package(other.path / "made"))
    assert sorted(path.name for path in dist.iterdir()) == ["Other", "Sales"]


def test_folders_of_that_name_that_no_build_has_made_stay(dist, tmp_path):
    write(dist / ".building-mine" / "x")
    target = tmp_path / "elsewhere"
    write(target / ".held")
    (dist / ".building-link").symlink_to(target)
    write(dist / ".building-file")
    with Staging(folder_output(dist)):
        pass
    assert sorted(path.name for path in dist.iterdir()) == [".building-file", ".building-link", ".building-mine"]
    assert (target / ".held").is_file()


# Lists of files.


def test_every_file_and_every_link_is_listed_and_no_link_is_followed(tmp_path):
    write(tmp_path / "a" / "x")
    write(tmp_path / ".hidden")
    (tmp_path / "empty").mkdir()
    (tmp_path / "to folder").symlink_to("a")
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "dangling").symlink_to("nowhere")
    assert files_in(tmp_path) == [".hidden", "a/up", "a/x", "dangling", "to folder"]
    assert files_in(tmp_path / "missing") == []


@pytest.mark.parametrize(("number", "expected"), [(errno.ENOSPC, True), (errno.EDQUOT, True), (errno.EACCES, False)])
def test_a_full_disk_is_known(number, expected):
    assert is_disk_full(OSError(number, "x")) is expected
    assert not is_disk_full(OSError("without a number"))
