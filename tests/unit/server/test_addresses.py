"""Addresses on other hosts, spelt alike and safe to write."""

import pytest

from desktopdash.server.addresses import Edit, address_of, edited, fragment_of


@pytest.mark.parametrize(
    ("value", "base", "expected"),
    [
        ("https://a.example/b.css", None, "https://a.example/b.css"),
        (" HTTPS://A.Example:443/b c.css\n", None, "https://a.example/b%20c.css"),
        ("//a.example/b", None, "https://a.example/b"),
        ("//a.example/b", "http://c.example/", "http://a.example/b"),
        ("https://a.example", None, "https://a.example/"),
        ("http://a.example:80", None, "http://a.example/"),
        ("http://a.example:81?x#y", None, "http://a.example:81/?x"),
        (
            "https://a.example/css2?family=A:wght@1..9|B&display=swap",
            None,
            "https://a.example/css2?family=A:wght@1..9|B&display=swap",
        ),
        ("https:\\\\a.example\\b?c\\d", None, "https://a.example/b?c%5Cd"),
        ("https://a.example/\"'()<>`{} ", None, "https://a.example/%22%27%28%29%3C%3E%60%7B%7D"),
        ("https://a.ex\nample/b", None, "https://a.example/b"),
        ("https://bücher.example/ü", None, "https://xn--bcher-kva.example/%C3%BC"),
        ("https://[2001:db8::1]:8/a", None, "https://[2001:db8::1]:8/a"),
        ("../b.woff2?x#iefix", "https://a.example/c/d.css", "https://a.example/b.woff2?x"),
        ("/b", "https://a.example/c/d.css", "https://a.example/b"),
        ("#a", "https://a.example/c", None),
        ("", "https://a.example/c", None),
        ("b.css", None, None),
        ("/b.css", None, None),
        ("data:text/css,a", "https://a.example/c", None),
        ("javascript:alert(1)", "https://a.example/c", None),
        ("file:///etc/passwd", "https://a.example/c", None),
        ("blob:https://a.example/1", None, None),
        ("ftp://a.example/b", None, None),
        ("https://", None, None),
        ("https:///b", None, None),
        ("https://[::1/b", None, None),
        ("https://a.example:99999/b", None, None),
        ("https://a.example:x/b", None, None),
        ("https://" + "ü" * 80 + ".example/", None, None),
    ],
)
def test_addresses(value, base, expected):
    found = address_of(value, base)
    assert found == expected
    assert found is None or address_of(found) == found


def test_fragments():
    assert fragment_of("https://a.example/b?c#d") == "#d"
    assert fragment_of("b#'\"") == "#%27%22"
    assert fragment_of("b#") == fragment_of("b") == ""


def test_edits():
    assert edited("abcdef", [Edit(4, 5, "E"), Edit(1, 2, ""), Edit(1, 3, "no")]) == "acdEf"
    assert edited("", []) == ""
