"""The routes of what pages keep."""

import json
import os

import pytest

from desktopdash.profile import storage as storage_module
from desktopdash.profile.notices import Notices
from desktopdash.profile.storage import Storage
from desktopdash.server import storage as module

from ..apps import client_of, make_app
from .test_early import ask, is_early

PAGE = "0123456789abcdef-page"
OTHER = "0123456789abcdef-other"


class OpenProfile:
    """What the server needs of a profile."""

    def __init__(self, folder):
        self.folder = folder
        self.notices = []
        self.storage = Storage(folder / "storage.db", Notices())


@pytest.fixture
def app(tmp_path):
    made = make_app()
    made.enable_profile(OpenProfile(tmp_path))
    yield made
    made.storage.close()


@pytest.fixture
def client(app):
    return client_of(app)


def post(client, body, page=PAGE):
    return client.post(f"/_desktopdash-storage/{page}", json=body)


def told(app, page):
    """What a page's stream has been told so far."""
    return [json.loads(event.text) for event in app.streams.find(page)._events if event.kind == "storage"]


def config_of(app):
    html = client_of(app).get("/").text
    return json.loads(html.partition('id="_dash-config" type="application/json">')[2].partition("</script>")[0])


def test_what_a_page_keeps_the_next_one_gets(client):
    assert client.get("/_desktopdash-storage").json == {}
    answer = post(client, {"number": 1, "set": {"a": "one", "b": "two"}, "remove": ["c"]})
    assert (answer.status_code, answer.json) == (200, {"turn": 3})
    post(client, {"number": 2, "remove": ["a"]})
    found = client.get("/_desktopdash-storage")
    assert found.json == {"b": "two"}
    assert found.headers["Cache-Control"] == "no-store"


def test_one_text_can_be_asked_for(client):
    post(client, {"number": 1, "set": {"a b": "one", "b": "two"}})
    assert client.get("/_desktopdash-storage?key=a%20b").json == {"a b": "one"}
    assert client.get("/_desktopdash-storage?key=none").json == {}


def test_changes_of_a_page_count_in_its_order(client):
    post(client, {"number": 2, "set": {"a": "new"}})
    post(client, {"number": 1, "set": {"a": "old", "b": "first"}})
    assert client.get("/_desktopdash-storage").json == {"a": "new", "b": "first"}
    post(client, {"number": 1, "set": {"a": "other"}}, OTHER)
    assert client.get("/_desktopdash-storage").json["a"] == "other", "each page has its own numbers"


def test_numbers_of_old_pages_are_forgotten(app):
    client = client_of(app)
    for number in range(module._MOST_PAGES + 1):
        post(client, {"number": 9, "set": {"a": str(number)}}, f"{number:020}")
    assert post(client, {"number": 1, "set": {"a": "again"}}, f"{0:020}").status_code == 200
    assert app.storage.get("a") == "again"


def test_other_pages_are_told_and_the_one_that_writes_is_not(app, client, monkeypatch):
    for page in (PAGE, OTHER):
        client.get("/_desktopdash-storage", headers={"X-Desktopdash-Page": page})
    post(client, {"number": 1, "set": {"a": "one"}, "remove": ["b"]})
    monkeypatch.setattr(module, "_MOST_TOLD", 5)
    post(client, {"number": 2, "set": {"a": "longer"}})
    assert told(app, PAGE) == []
    assert told(app, OTHER) == [
        {"key": "a", "turn": 1, "text": "one"},
        {"key": "b", "turn": 2, "text": None},
        {"key": "a", "turn": 3},
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ([], "bad_number"),
        ({"set": {}}, "bad_number"),
        ({"number": True}, "bad_number"),
        ({"number": 0}, "bad_number"),
        ({"number": 1, "set": {"a": 1}}, "bad_texts"),
        ({"number": 1, "set": []}, "bad_texts"),
        ({"number": 1, "remove": "a"}, "bad_keys"),
        ({"number": 1, "remove": [1]}, "bad_keys"),
    ],
)
def test_what_is_no_change_is_refused(client, body, kind):
    answer = post(client, body)
    assert (answer.status_code, answer.json["error"]["type"]) == (400, kind)
    assert client.get("/_desktopdash-storage").json == {}


def test_what_is_too_long_is_refused_as_a_whole(client, monkeypatch):
    monkeypatch.setattr(storage_module, "MOST_TEXT_BYTES", 10)
    answer = post(client, {"number": 1, "set": {"a": "one", "b": "x" * 11}})
    assert (answer.status_code, answer.json["error"]["type"]) == (413, "too_large")
    assert "'b' has 11 bytes; at most 10" in answer.json["error"]["message"]
    assert client.get("/_desktopdash-storage").json == {}


def test_a_page_needs_a_name_and_json(client):
    assert post(client, {"number": 1}, "short").json["error"]["type"] == "bad_page"
    assert client.post(f"/_desktopdash-storage/{PAGE}", data="{}").status_code == 415
    assert client.get(f"/_desktopdash-storage/{PAGE}").status_code == 405
    assert client.post("/_desktopdash-storage", json={}).status_code == 405


def test_a_storage_that_fails_says_so(app, client, tmp_path, caplog):
    app.storage.close()
    app.storage._path = tmp_path / "gone" / "storage.db"
    app.storage._gate._path = tmp_path / "gone" / "lock"
    for answer in (client.get("/_desktopdash-storage"), post(client, {"number": 1, "set": {"a": "one"}})):
        assert (answer.status_code, answer.json["error"]["type"]) == (500, "StorageError")


def test_a_change_that_failed_can_be_made_again_with_its_number(app, client, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(storage_module, "_change", lambda *_: os.stat("/nowhere/at/all"))
        assert post(client, {"number": 1, "set": {"a": "one"}}).status_code == 500
    post(client, {"number": 1, "set": {"a": "one"}})
    assert client.get("/_desktopdash-storage").json == {"a": "one"}


def test_a_server_without_a_profile_has_none_of_it():
    app = make_app()
    client = client_of(app)
    for answer in (client.get("/_desktopdash-storage"), post(client, {"number": 1})):
        assert (answer.status_code, answer.json["error"]["type"]) == (404, "no_profile")
    assert "profile" not in config_of(app)


def test_the_page_is_told_of_the_profile_and_its_notices(app):
    app.profile.notices.append("it was damaged")
    config = config_of(app)
    assert (config["profile"], config["profile_notices"]) == (True, ["it was damaged"])


def test_all_texts_are_there_before_flask(app, monkeypatch):
    monkeypatch.setattr(type(app), "load_server_soon", lambda self: None)
    app.storage.set("a", "one")
    status, headers, body = ask(app, "/_desktopdash-storage")
    assert is_early(app)
    late = client_of(app).get("/_desktopdash-storage")
    assert (status, headers["Content-Type"], body) == (late.status, late.headers["Content-Type"], late.data)


def test_one_text_is_flasks_to_give(app, monkeypatch):
    monkeypatch.setattr(type(app), "load_server_soon", lambda self: None)
    app.storage.change({"a": "one", "b": "two"})
    status, _, body = ask(app, "/_desktopdash-storage", query="key=a")
    assert (status, json.loads(body)) == ("200 OK", {"a": "one"})
