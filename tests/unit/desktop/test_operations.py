"""What may be asked of the desktop: every argument of every operation, right and wrong."""

import pytest

from desktopdash.errors import DesktopError
from desktopdash.protocol import operations
from desktopdash.protocol.operations import MOST_TEXT, OPERATIONS, check_operation

RIGHT = {
    "notify": {"note": "n", "title": "t"},
    "notify.close": {"note": "n"},
    "dialogs.message": {"text": "t"},
    "clipboard.write": {"text": "t"},
    "openExternal": {"url": "https://example.org/"},
    "window.title": {"title": "t"},
    "window.size": {"width": 800, "height": 600},
    "window.zoom": {"factor": 1},
    "window.confirmClose": {"text": "Close anyway?"},
}
"""The least that each operation takes; those not named take nothing."""

GOOD = {
    "text": ["", "ü", "a\nb\t", "x" * MOST_TEXT, "\ud800", "\U0001f600"],
    "bool": [True, False],
    "side": [1, 800, 100_000],
    "factor": [0.25, 1, 5, 5.0, 1.3],
    "texts": [[], ["OK"], ["a", "b", "c", "d", "e"], ["x" * 200], ("OK",)],
    "actions": [[], [{"id": "a", "label": "b"}], [{"id": str(n), "label": "b"} for n in range(5)]],
    "filters": [
        [],
        [{"name": "Tables", "extensions": ["csv", "tar.gz", "x-y", "7z", "*"]}],
        [{"name": "None", "extensions": []}],
        [{"name": str(n), "extensions": ["csv"]} for n in range(50)],
    ],
    "url": [
        "http://a",
        "https://a/b?c=d#e",
        "HTTPS://A",
        "mailto:a@b.c",
        "mailto:?subject=x",
        "http://[::1]/",
        "https://ä.example/ü",
    ],
    "message_kind": ["info", "question", "warning", "error"],
}

BAD = {
    "text": [None, 1, 1.5, True, [], {}, b"x", "a\0b", "x" * (MOST_TEXT + 1)],
    "bool": [None, 0, 1, "true", [], {}],
    "side": [None, 0, -1, 100_001, 1.0, 1.5, True, "1", [], 10**30, float("nan"), float("inf")],
    "factor": [None, 0, 0.24, 5.01, True, "1", [], float("nan"), float("inf"), -1],
    "texts": [None, "OK", [""], [1], [None], ["x" * 201], list("abcdef"), {"OK": 1}, [["OK"]], ["a\0"]],
    "actions": [
        None,
        "OK",
        {"id": "a", "label": "b"},
        ["OK"],
        [{"id": "a"}],
        [{"id": "a", "label": "b", "icon": "c"}],
        [{"id": "", "label": "b"}],
        [{"id": 1, "label": "b"}],
        [{"id": "a", "label": "b"}] * 6,
        [[]],
    ],
    "filters": [
        None,
        "csv",
        {"name": "Tables", "extensions": ["csv"]},
        ["csv"],
        [{"name": "Tables"}],
        [{"name": "", "extensions": ["csv"]}],
        [{"name": "Tables", "extensions": "csv"}],
        [{"name": "Tables", "extensions": [".."]}],
        [{"name": "Tables", "extensions": [""]}],
        [{"name": "Tables", "extensions": ["c/v"]}],
        [{"name": "Tables", "extensions": ["c v"]}],
        [{"name": "Tables", "extensions": ["csv;*"]}],
        [{"name": "Tables", "extensions": ["*.*"]}],
        [{"name": "Tables", "extensions": [1]}],
        [{"name": "Tables", "extensions": ["csv"], "more": 1}],
        [{"name": "Tables", "extensions": ["csv"]}] * 51,
    ],
    "url": [
        None,
        1,
        "",
        "example.org",
        "//example.org",
        "/etc/passwd",
        "http:",
        "http://",
        "https:///path",
        "http:example.org",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a/b",
        "vbscript:x",
        "view-source:http://a",
        "--help",
        "http://a b",
        "http://a\n",
        "http://a\r\nX: y",
        "http://a\tb",
        "\x00http://a",
        "http://a\0",
        "\x1bhttp://a",
        "http://a\x7f",
        "http://a\x85",
        "http://a/\u2028",
        "http://a/\u202egpj.exe",
        "http://[::1",
        "http://a" + "x" * MOST_TEXT,
    ],
    "message_kind": [None, "", "Info", "fatal", 1, ["info"], {}],
}

ARGUMENTS = [(name, key, field) for name, fields in OPERATIONS.items() for key, field in fields.items()]


def cases(values):
    return [
        pytest.param(name, key, value, id=f"{name}-{key}-{repr(value)[:40]}".encode("ascii", "replace").decode())
        for name, key, field in ARGUMENTS
        for value in values[field.kind]
        if not (value is None and field.nullable)
    ]


def test_every_kind_of_argument_is_tried():
    assert {field.kind for _, _, field in ARGUMENTS} == set(operations._CHECKS) == set(GOOD) == set(BAD)


@pytest.mark.parametrize(("name", "key", "value"), cases(GOOD))
def test_what_fits_gets_through(name, key, value):
    found = check_operation(name, {**RIGHT.get(name, {}), key: value})
    assert found[key] == (list(value) if isinstance(value, tuple) else value)


@pytest.mark.parametrize(("name", "key", "value"), cases(BAD))
def test_what_does_not_fit_is_refused_and_said(name, key, value):
    with pytest.raises(DesktopError) as caught:
        check_operation(name, {**RIGHT.get(name, {}), key: value})
    said = str(caught.value)
    assert caught.value.code == "invalid"
    assert said.startswith(f"{name}: {key} is ")
    assert "; expected " in said
    assert len(said) < 400


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_has_all_its_arguments(name):
    found = check_operation(name, RIGHT.get(name, {}))
    assert found.keys() == OPERATIONS[name].keys()
    assert all(value is not ... for value in found.values())


@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name, key, field in ARGUMENTS if field.default is ...], ids="-".join
)
def test_what_is_missing_is_named(name, key):
    given = {other: value for other, value in RIGHT[name].items() if other != key}
    with pytest.raises(DesktopError, match=rf"^{name}: {key} is missing$") as caught:
        check_operation(name, given)
    assert caught.value.code == "invalid"


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("key", ["more", "__class__", "__proto__", "", "Text"])
def test_an_argument_of_another_name_is_refused(name, key):
    with pytest.raises(DesktopError, match="takes no argument") as caught:
        check_operation(name, {**RIGHT.get(name, {}), key: 1})
    assert caught.value.code == "invalid"


@pytest.mark.parametrize("given", [None, [], "x", 1, True, [{}]])
def test_arguments_are_an_object(given):
    with pytest.raises(DesktopError, match="expected an object") as caught:
        check_operation("window.state", given)
    assert caught.value.code == "invalid"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "notify ",
        "Notify",
        "window",
        "window.__class__",
        "__class__",
        "call",
        "clientside",
        None,
        1,
        "x" * 999,
        ["notify"],
        {"a": 1},
    ],
)
def test_an_unknown_operation_is_named(name):
    with pytest.raises(DesktopError, match="there is no desktop operation") as caught:
        check_operation(name, {})
    assert caught.value.code == "unknown"
    assert len(str(caught.value)) < 200


def test_a_default_is_not_shared():
    first = check_operation("dialogs.open", {})
    first["filters"].append("x")
    assert check_operation("dialogs.open", {})["filters"] == []


def test_only_what_may_be_null_is():
    assert {(name, key) for name, key, field in ARGUMENTS if field.nullable} == {
        ("dialogs.open", "folder"),
        ("dialogs.save", "folder"),
        ("dialogs.folder", "folder"),
        ("window.confirmClose", "text"),
    }
    assert check_operation("window.confirmClose", {"text": None}) == {"text": None}
