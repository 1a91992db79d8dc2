"""Addresses that let a browser in, handed over by a file."""

from __future__ import annotations

import stat
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from desktopdash.shell.start_file import StartFile


@pytest.fixture
def files():
    made = StartFile()
    yield made
    made.remove()


def path_of(place: str) -> Path:
    return Path(unquote(urlsplit(place).path))


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("url", ["http://a/?key=1&b=2", 'http://a/"><script>alert(1)</script>', "http://a/ü'<b>"])
def test_a_page_leads_to_its_address_and_says_nothing_else(files, url) -> None:
    tags = Tags(path_of(files.write(url)).read_text(encoding="utf-8")).found
    assert [tag for tag, _ in tags] == ["meta", "meta", "title", "p", "a"]
    assert tags[1][1] == {"http-equiv": "refresh", "content": f"0; url={url}"}
    assert tags[4][1] == {"href": url}


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
def test_only_this_user_can_read_it(files) -> None:
    path = path_of(files.write("http://a"))
    assert [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent)] == [0o600, 0o700]


def test_each_has_a_name_that_nobody_guesses_and_all_are_removed(files) -> None:
    paths = [path_of(files.write(f"http://a/{number}")) for number in range(20)]
    assert len(set(paths)) == 20
    assert len({path.parent for path in paths}) == 1
    files.remove()
    assert not paths[0].parent.exists()
    files.remove()


def test_without_any_there_is_nothing_to_remove() -> None:
    StartFile().remove()
