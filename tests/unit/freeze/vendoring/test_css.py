"""What style sheets name; all but what is named stays byte for byte."""

import time

import pytest

from desktopdash.freeze.vendoring.css import charset_of, css_links, decode, encode
from desktopdash.server.addresses import relinked
from desktopdash.server.styles import style_links

BOTH = [
    ('@import "a.css";', [("style", "a.css")]),
    ("@import 'a.css' screen;", [("style", "a.css")]),
    ("@IMPORT url(a.css);", [("style", "a.css")]),
    ('@import url( "a.css" ) layer(x) supports(display: grid);', [("style", "a.css")]),
    ("@import/* x */'a.css';", [("style", "a.css")]),
    ("a{background:url(a.png) no-repeat, URL('b.png')}", [("other", "a.png"), ("other", "b.png")]),
    ("a{b:url(\n  a.png\t)}", [("other", "a.png")]),
    ('@font-face{src:local("Me"),url("a.woff2")format("woff2")}', [("other", "a.woff2")]),
    ("@media print{@supports (a:b){a{b:url(c)}}}", [("other", "c")]),
    ("a{--x:url(c);mask:cross-fade(url(d),url(e))}", [("other", "c"), ("other", "d"), ("other", "e")]),
    ('@namespace svg url("http://www.w3.org/2000/svg");a{b:url(c)}', [("other", "c")]),
    ("@namespace 'http://www.w3.org/2000/svg';", []),
    ("@-moz-document url(http://x.example/){a{b:url(c)}}", [("other", "c")]),
    ("/* url(a) @import 'b'; */ a{content:'url(c)'}", []),
    ("/* url(a)", []),
    ("a{b:url('c", []),
    ("a{b:my-url(c)}", []),
    ("a{content:'x'}", []),
    ("a{b:url(data:image/png;base64,AAAA)}", [("other", "data:image/png;base64,AAAA")]),
    (r"a{b:url('a\26 b\'c')}", [("other", "a&b'c")]),
    (r"a{b:url(a\(b\))}", None),
    ("", []),
]
WHOLE = [
    ("a{b:image-set('a.png' 1x, \"b.png\" type('image/png') 2x, url(c.png) 3x)}", ["a.png", "b.png", "c.png"]),
    ("a{b:-webkit-image-set(url(a.png) 1x)}", ["a.png"]),
    ("a{b:src('a.png')}", ["a.png"]),
    ("@import src('a.css');", ["a.css"]),
    ("a{b:url(a\\(b\\).png)}", ["a(b).png"]),
    ("\ufeff@import 'a';\r\n\r\n@import 'b';\ra{b:url(c)}\f\n d{e:url( 'f' )}", ["a", "b", "c", "f"]),
    ("@import 'a'; @import url(b); @import bad; @import", ["a", "b"]),
]


@pytest.mark.parametrize(("text", "expected"), BOTH)
def test_both_readers_find_the_same(text, expected):
    found = sorted(css_links(text), key=lambda link: link.start)
    if expected is not None:
        assert [(link.kind, link.value) for link in found] == expected
        assert list(style_links(text)) == found


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_all_of_css(text, expected):
    links = sorted(css_links(text), key=lambda link: link.start)
    assert [link.value for link in links] == expected
    assert relinked(text, links, lambda value: None) == text
    changed = relinked(text, links, lambda value: f"N{value}N" if "(" not in value else None)
    assert changed.replace("N", "") == text
    assert changed.count("N") == 2 * sum("(" not in value for value in expected)


@pytest.mark.parametrize(
    ("data", "told", "charset"),
    [
        (b"a{}", "", "utf-8"),
        (b'@charset "iso-8859-1";a{}', "", "windows-1252"),
        (b'@charset "iso-8859-1";a{}', "utf-8", "utf-8"),
        (b'\xef\xbb\xbf@charset "iso-8859-1";', "iso-8859-1", "utf-8"),
        ("\ufeffa{}".encode("utf-16-be"), "utf-8", "utf-16be"),
        (b"a{}", "nonsense", "utf-8"),
        (b"a{}", "shift_jis", "shift_jis"),
    ],
)
def test_charsets(data, told, charset):
    assert charset_of(data, told) == charset


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("a{content:'ü'} b{c:url(d)}".encode(), "utf-8"),
        (b"a{content:'\xfc\xff'} b{c:url(d)}", "utf-8"),
        (b"a{content:'\xfc\x81'} b{c:url(d)}", "windows-1252"),
        ("a{content:'日本'} b{c:url(d)}".encode("shift_jis") + b"\x81", "shift_jis"),
        ("a{content:'日本'} b{c:url(d)}".encode("iso-2022-jp") + b"\x1b\x28\x49\xff", "iso-2022-jp"),
        ("\ufeffb{c:url(d)}".encode("utf-16-le"), "utf-16le"),
        (b"b{c:url(d)}", "x-user-defined"),
    ],
)
def test_bytes_stay(data, charset):
    text, codec = decode(data, charset)
    assert encode(text, codec) == data
    assert [link.value for link in css_links(text)] == ["d"]


def test_long_and_deep_style_sheets():
    begun = time.monotonic()
    assert len(css_links("a{b:url(c.png)}\n" * 10_000)) == 10_000
    assert css_links("(" * 20_000 + "url(a)") != []
    assert list(style_links("a{b:url(" * 5_000)) == []
    assert time.monotonic() - begun < 20
