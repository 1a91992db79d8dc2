import shutil
import sys
import sysconfig
from pathlib import Path

import pytest

from desktopdash.freeze import libraries as module
from desktopdash.freeze.libraries import is_pythons_own, linked_to, needed_libraries, stripped

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="ldd and strip")
LINKS = {
    "/lib/a.so": {"liba.so.1", "libboth.so.1"},
    "/lib/b.so": {"libb.so.1", "libboth.so.1"},
    "/lib/libbyname.so.1": {"libdeep.so.1"},
    "/lib/libQt6Charts.so.6": {"libQt6Core.so.6"},
}


@pytest.fixture
def links(monkeypatch):
    monkeypatch.setattr(module, "linked_to", lambda file: frozenset(LINKS.get(file, ())))
    monkeypatch.setattr(module.shutil, "which", lambda name: f"/usr/bin/{name}")


def needed(kept, dropped, *names):
    return needed_libraries(kept, dropped, {name: f"/lib/{name.rpartition('/')[2]}" for name in names})


def test_libraries_of_what_stays_stay_and_others_go(links):
    assert needed(["/lib/a.so"], ["/lib/b.so"], "liba.so.1", "libb.so.1", "libboth.so.1") == {
        "liba.so.1",
        "libboth.so.1",
    }


def test_what_nobody_is_linked_to_is_loaded_by_name_with_what_it_needs(links):
    found = needed(["/lib/a.so"], ["/lib/b.so"], "x/libbyname.so.1", "libdeep.so.1", "libb.so.1")
    assert found == {"x/libbyname.so.1", "libdeep.so.1"}


def test_the_engines_own_are_never_loaded_by_name(links):
    place = "PySide6/Qt/lib/libQt6Charts.so.6"
    assert needed([], [], place, "libQt6Core.so.6") == {"libQt6Core.so.6"}, "of that nobody knows"


def test_where_nobody_can_tell_all_stay(monkeypatch):
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    assert needed(["/lib/a.so"], ["/lib/b.so"], "libb.so.1") == {"libb.so.1"}
    monkeypatch.undo()
    monkeypatch.setattr(module.sys, "platform", "win32")
    assert needed(["/lib/a.so"], ["/lib/b.so"], "libb.dll") == {"libb.dll"}


def test_what_a_file_is_linked_to_is_read_from_it(tmp_path):
    linked_to.cache_clear()
    assert any(name.startswith("libc.so") for name in linked_to(shutil.which("sh")))
    (tmp_path / "text with blanks").write_text("no program")
    assert linked_to(str(tmp_path / "text with blanks")) == frozenset()
    assert linked_to(str(tmp_path / "missing")) == frozenset()


@pytest.mark.parametrize(
    ("place", "own"),
    [
        ("libpython3.11.so.1.0", True),
        ("python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so", True),
        ("libpython_more.so", False),
        ("numpy/core/x.so", False),
        ("libssl.so.3", False),
    ],
)
def test_pythons_own_files_are_known_by_their_places(place, own):
    assert is_pythons_own(place) is own


@pytest.fixture
def library(tmp_path):
    """A library with symbols for debuggers."""
    found = Path(sysconfig.get_path("stdlib")) / "lib-dynload"
    file = next(iter(sorted(found.glob("_json*.so"))), None)
    if file is None or shutil.which("strip") is None:
        pytest.skip("needs strip, and modules in C")
    return file


def test_a_copy_without_symbols_is_smaller_and_the_original_stays(library, tmp_path):
    before = library.read_bytes()
    made = stripped(str(library), tmp_path / "made" / "deep")
    assert library.read_bytes() == before
    if made is not None:
        assert Path(made).parent == tmp_path / "made" / "deep"
        assert 0 < Path(made).stat().st_size < len(before)


def test_what_gains_nothing_is_none_and_leaves_no_copy(tmp_path, monkeypatch):
    file = tmp_path / "no library"
    file.write_text("text")
    assert stripped(str(file), tmp_path / "made") is None
    assert list((tmp_path / "made").iterdir()) == []
    monkeypatch.setattr(module.shutil, "which", lambda name: "/bin/true")
    assert stripped(str(file), tmp_path / "made") is None
    assert list((tmp_path / "made").iterdir()) == []


def test_without_the_tool_nothing_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    assert stripped("/x", tmp_path / "made") is None
    assert not (tmp_path / "made").exists()
