"""What ES modules import."""

import pytest

from desktopdash.server.imports import module_links


def found(text):
    links = module_links(text)
    assert all(text[link.start : link.end].replace("\\/", "/") == link.value for link in links)
    return [link.value for link in links]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('import "a"', ["a"]),
        ("import a from 'b'", ["b"]),
        ('import{a as b,"x y" as c}from"./d.js";', ["./d.js"]),
        ("import a, * as b from 'c'", ["c"]),
        ("import from from 'a'", ["a"]),
        ("import a from 'b' with { type: 'json' }", ["b"]),
        ("export * from 'a'; export*as b from'c';export{d}from'e'", ["a", "c", "e"]),
        ("import('a').then(x); await import(/* webpackIgnore: true */ 'b', {with: {}})", ["a", "b"]),
        ("import 'https:\\/\\/a.example\\/b.js'", ["https://a.example/b.js"]),
        ("#!/bin/x\nimport 'a'\n<!-- import 'b'", ["a", "b"]),
        ("`${import('a')} import('b') ${`${import('c')}`} import('d')` + import('e')", ["a", "c", "e"]),
        ("if (a) /import('b')/.test(c); import('d')", ["d"]),
        ("a = b / import('c') / d", ["c"]),
        ("f(/[/'\"]/); import 'a'", ["a"]),
        ("return /'/; import 'a'", ["a"]),
        ("function f() {} /'/.test(a); import 'b'", ["b"]),
        ("x = {a: 1} / 2; import 'b' // '", ["b"]),
        ("x = a++ / 2; import 'b' // '", ["b"]),
        ("'it\\'s'; import 'a'; '\\\n'; import 'b'", ["a", "b"]),
        ("let a = 'open\nimport 'b'", ["b"]),
    ],
)
def test_imports(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "// import 'a'",
        "/* import 'a'",
        "'import(\\'a\\')'; from",
        "x.import('a'); x?.import('b')",
        "import.meta.url; import(a + 'b'); import(`c`); import('d' + e)",
        "export default 'a'; export const from = 'b'; export {c}; from; 'd'",
        "import {a from 'b'",
        "import 'a\\u0062'",
        "import ''",
        "import",
        "export",
        "import {",
        "import a from",
        "const from = 'a'",
        "`${",
        "`import 'a'",
        "({[`}])from",
    ],
)
def test_no_imports(text):
    assert found(text) == []


def test_long_scripts():
    assert found("import 'a';" * 5_000) == ["a"] * 5_000
    assert found("(" * 20_000 + "import('a')") == ["a"]
    assert found("`${" * 5_000 + "import('a')") == ["a"]
    assert found("import a from " * 5_000) == []
    assert found("import {" * 5_000) == []
    assert found("import {a, import b, " + "import b, " * 5_000) == []
