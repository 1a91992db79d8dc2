"""Damaged databases, found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktopdash.profile.damage import check_database

PAGE_BYTES = 4096


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as made:
        made.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        made.execute("CREATE TABLE entries (text)")
        made.executemany("INSERT INTO entries VALUES (?)", [("x" * 500,)] * 200)
        made.commit()
    return path


def test_one_in_order_is(database: Path) -> None:
    check_database(database)


def test_none_is_in_order(tmp_path: Path) -> None:
    check_database(tmp_path / "none.db")
    assert not list(tmp_path.iterdir())


def test_what_sqlite_finds_is_told_in_one_line(database: Path) -> None:
    damaged = bytearray(database.read_bytes())
    damaged[2 * PAGE_BYTES : 3 * PAGE_BYTES] = bytes(PAGE_BYTES)
    database.write_bytes(damaged)
    with pytest.raises(sqlite3.DatabaseError) as told:
        check_database(database)
    assert "\n" not in str(told.value)
    assert str(told.value).startswith("Page 3: ")
