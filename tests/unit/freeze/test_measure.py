"""The parts of the harness for packages that start nothing."""

import os
from pathlib import Path

import pytest

from tests.freeze.measure import find_program, summarize, table
from tests.freeze.rootfs import enter, without_network
from tests.freeze.sizes import Size, measure_size
from tests.freeze.sources import write_ours, write_plain


def start(ms: float) -> dict[str, float]:
    return {"output": ms, "graph": 2 * ms, "frame": 2 * ms + 4}


def test_summary_has_medians_minima_and_the_ratio_of_the_first_to_the_last():
    found = summarize({"ours": [start(90.4), start(50), start(60)], "plain": [start(100), start(120), start(300)]})
    assert found["programs"]["ours"]["output"] == {"median": 60, "min": 50, "all": [90, 50, 60]}
    assert found["programs"]["plain"]["graph"]["median"] == 240
    assert found["ratio"] == {"output": 0.5, "graph": 0.5, "frame": 0.508}


def test_summary_of_one_program_compares_it_with_itself():
    assert summarize({"plain": [start(100)]})["ratio"]["output"] == 1.0


def test_table_has_a_column_for_each_program():
    mib = 2**20
    sizes = {"ours": Size(300 * mib, 200 * mib, 10), "plain": Size(600 * mib, 400 * mib, 20)}
    lines = table(sizes, summarize({"ours": [start(50)], "plain": [start(100)]})).splitlines()
    assert lines[0].split() == ["ours", "plain", "ratio"]
    assert lines[1].split() == ["total", "MiB", "300", "600", "0.50"]
    assert "first output, median ms 50 100 0.50" in [" ".join(line.split()) for line in lines]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A package of 1,000 bytes of program, 2,000 of Qt, 500 of pywebview and 300 of others."""
    files = {
        "app": 1000,
        "_internal/PySide6/Qt/lib/libQt6Core.so.6": 2000,
        "_internal/webview/js/api.js": 500,
        "_internal/pandas/core.so": 300,
    }
    for name, size in files.items():
        path = tmp_path / "built" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * size)
    return tmp_path / "built" / "app"


def test_size_tells_the_engine_from_the_rest(program: Path):
    size = measure_size(program)
    assert (size.total, size.engine, size.rest, size.files) == (3800, 2500, 1300, 4)


def test_size_counts_no_file_twice(program: Path):
    internal = program.parent / "_internal"
    os.link(internal / "pandas" / "core.so", internal / "again.so")
    (internal / "libQt6Core.so.6").symlink_to("PySide6/Qt/lib/libQt6Core.so.6")
    (internal / "Qt").symlink_to("PySide6/Qt")
    assert (measure_size(program).total, measure_size(program).files) == (3800, 4)


@pytest.mark.parametrize("given", ["", "dist", "dist/app", "dist/app/app"])
def test_program_is_found_in_the_folder_of_its_build(tmp_path: Path, given: str):
    program = tmp_path / "dist" / "app" / "app"
    program.parent.mkdir(parents=True)
    program.touch()
    assert find_program(tmp_path / given) == program


def test_folder_without_a_program_is_told(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="no program in"):
        find_program(tmp_path)


def test_both_apps_are_the_same_but_for_how_they_are_shown(tmp_path: Path):
    ours, plain = write_ours(tmp_path / "ours"), write_plain(tmp_path / "plain")
    layout_and_callbacks = [text.read_text().split("app = ")[1].split("\n\n\n", 1)[0] for text in (ours, plain)]
    assert layout_and_callbacks[0] == layout_and_callbacks[1]
    assert {path.name for path in (ours.parent / "assets").iterdir()} == {"marks.js"}
    assert (plain.parent / "assets" / "marks.js").is_file()


def test_command_enters_with_loopback_only_unless_it_shares_the_network():
    alone = enter(Path("/root"), Path("/built"), ["/program/app", "-x"])
    shared = enter(Path("/root"), Path("/built"), ["/program/app"], shares_network=True)
    assert "--net" in alone
    assert alone[-5:] == ["/root", "/built", "1000", "/program/app", "-x"]
    assert "--net" not in shared
    assert without_network(["ip", "a"])[:2] == ["unshare", "--net"]
