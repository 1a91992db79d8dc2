"""A worker's way to the desktop."""

import json

import pytest

import desktopdash.desktop as desktop_module
from desktopdash.desktop import link as link_module
from desktopdash.desktop.api import Desktop
from desktopdash.desktop.worker_link import WorkerLink
from desktopdash.errors import DesktopError, DesktopUnavailable


class Server:
    def __init__(self, answer=None):
        self.asked = []
        self.answer = answer
        self.link = WorkerLink(self._ask)
        self.desktop = Desktop(lambda: self.link)

    def _ask(self, name, args, timeout_s):
        self.asked.append((name, json.loads(args), timeout_s))
        return self.answer


def test_questions_go_to_the_apps_process_as_json():
    server = Server('"text"')
    assert server.desktop.clipboard.read() == "text"
    assert server.asked == [("clipboard.read", {}, 10.0)]
    assert Server(None).desktop.window.focus() is None


def test_a_click_is_answered_by_an_exposed_function():
    server = Server('{"shown":"system","reason":""}')
    note = server.desktop.notify("T", on_click="open_report")
    assert server.asked[0][1]["on_click"] == "open_report"
    server.desktop.notify("T")
    assert "on_click" not in server.asked[1][1]
    server.answer = None
    note.close()
    assert server.asked[2][:2] == ("notify.close", {"note": note.id})


def test_a_function_cannot_be_clicked_in_a_process_that_may_be_gone():
    server = Server()
    with pytest.raises(DesktopError, match=r"expected the name of one with @app\.expose") as caught:
        server.desktop.notify("T", on_click=print)
    assert (caught.value.code, server.asked) == ("invalid", [])


def test_a_job_hears_no_events():
    with pytest.raises(DesktopError, match="listen in the app itself"):
        Server().desktop.on("focus", print)


def test_outside_of_an_app_there_is_no_desktop(monkeypatch):
    monkeypatch.setattr(link_module, "_find", link_module._nobody)
    for use in (lambda: desktop_module.notify("T"), desktop_module.clipboard.read, desktop_module.window.state):
        with pytest.raises(DesktopUnavailable, match="outside of an app") as caught:
            use()
        assert caught.value.code == "unavailable"


def test_a_process_says_how_its_desktop_is_found(monkeypatch):
    monkeypatch.setattr(link_module, "_find", link_module._nobody)
    server = Server('"text"')
    link_module.provide(lambda: server.link)
    assert desktop_module.clipboard.read() == "text"
