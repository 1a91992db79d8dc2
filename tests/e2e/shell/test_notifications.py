"""Notifications from the page, from callbacks and from jobs, as the system's service gets them, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.support import SEEDS, wait_for

from .dbus import DISMISSED, EXPIRED, Bus, NotificationService
from .person import Person, in_front_of

pytestmark = [pytest.mark.e2e, pytest.mark.window]

APP = """
import time
from desktopdash import Dash, Input, Output, callback, desktop, html

app = Dash(title="Notes", notifications="granted")
app.layout = html.Main([
    *[html.Button(name, id=name) for name in ("callback", "job", "long")],
    html.P(id="shown"), html.P(id="said"), html.P(id="ended"),
])

def clicked(action):
    app.set_props("said", {"children": f"clicked {action}"})

app.expose(clicked, name="note_clicked")

@callback(Output("shown", "children"), Input("callback", "n_clicks"), prevent_initial_call=True)
def from_callback(clicks):
    note = desktop.notify("From a callback", "<i>&amp;", actions={"open": "Open it"}, on_click=clicked)
    return f"{note.shown} {note.reason}"

@callback(Output("shown", "children", True), Input("job", "n_clicks"), background=True, prevent_initial_call=True)
def from_job(clicks):
    return desktop.notify("From a job", on_click="note_clicked").shown

@callback(Output("ended", "children"), Input("long", "n_clicks"), background=True, notify="It is there", prevent_initial_call=True)
def long(clicks):
    return f"{clicks}"
"""

LISTENING = """(title, options) => {
    window.heard = [];
    window.note = new Notification(title, options);
    for (const kind of ["show", "click", "close", "error"]) note.addEventListener(kind, () => heard.push(kind));
}"""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    found = Bus(tmp_path)
    yield found
    found.close()


def post(person: Person, title: str, body: str = "") -> None:
    """Make a notification as the web does; `heard` is the list of its events."""
    person.page.evaluate(f"([title, body]) => ({LISTENING})(title, {{ body }})", [title, body])


def wait_heard(person: Person, *events: str) -> None:
    person.page.wait_for_function("wanted => String(heard) === wanted", arg=",".join(events))


def permission(person: Person) -> tuple[str, str]:
    query = "navigator.permissions.query({ name: 'notifications' }).then((status) => status.state)"
    return person.page.evaluate("Notification.permission"), person.page.evaluate(query)


def test_the_seed_app_posts_its_notification(launch, bus) -> None:
    service = NotificationService(bus)
    with in_front_of(
        launch("run", str(SEEDS / "clientside_promise_notification.py"), DBUS_SESSION_BUS_ADDRESS=bus.address)
    ) as person:
        person.page.locator("#notify-btn").click()
        posted = service.wait_posted("Dash notification")
        assert posted.body == "Notification already granted!"
        assert posted.app_name == "clientside promise notification"
        assert posted.icon.endswith("/icons/desktopdash.png")


def test_the_web_s_own_notifications(launch, write_app, bus, tmp_path) -> None:
    service = NotificationService(bus)
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "favicon.ico").write_bytes(
        (SEEDS.parents[1] / "desktopdash/icons/desktopdash.ico").read_bytes()
    )
    started = launch("run", write_app(APP), DBUS_SESSION_BUS_ADDRESS=bus.address)
    with in_front_of(started) as person:
        assert permission(person) == ("granted", "granted")
        post(person, "Clicked", "<b>no markup</b> & so")
        first = service.wait_posted("Clicked")
        assert (first.body, first.app_name) == ("&lt;b&gt;no markup&lt;/b&gt; &amp; so", "Notes")
        assert first.icon.endswith("/assets/favicon.ico")
        wait_heard(person, "show")
        main = started.window()
        started.tool("xdotool", "windowminimize", "--sync", main)
        service.click(first)
        wait_heard(person, "show", "click", "close")
        wait_for(lambda: person.active() == main, "the window in front")
        post(person, "Dismissed")
        service.end(service.wait_posted("Dismissed"), DISMISSED)
        wait_heard(person, "show", "close")
        post(person, "Taken back")
        last = service.wait_posted("Taken back")
        wait_heard(person, "show")
        person.page.evaluate("note.close()")
        wait_for(lambda: service.closed == [last.id], "the service is told")
        wait_heard(person, "show", "close")


def test_every_note_is_closed_in_the_page_in_the_end(launch, write_app, bus) -> None:
    service = NotificationService(bus)
    with in_front_of(launch("run", write_app(APP), DBUS_SESSION_BUS_ADDRESS=bus.address)) as person:
        post(person, "Clicked")
        posted = service.wait_posted("Clicked")
        service.click(posted)
        service.end(posted, DISMISSED)
        wait_heard(person, "show", "click", "close")


def test_a_note_that_expires_is_closed_in_the_page(launch, write_app, bus) -> None:
    service = NotificationService(bus)
    with in_front_of(launch("run", write_app(APP), DBUS_SESSION_BUS_ADDRESS=bus.address)) as person:
        person.page.set_default_timeout(3000)
        post(person, "Expired")
        service.end(service.wait_posted("Expired"), EXPIRED)
        wait_heard(person, "show", "close")


def test_denied_by_the_app(launch, write_app, bus) -> None:
    service = NotificationService(bus)
    started = launch("run", write_app(APP.replace('"granted"', '"denied"')), DBUS_SESSION_BUS_ADDRESS=bus.address)
    with in_front_of(started) as person:
        assert permission(person) == ("denied", "denied")
        assert person.page.evaluate("Notification.requestPermission()") == "denied"
        post(person, "Refused")
        wait_heard(person, "error")
        assert person.page.evaluate("desktop.notify('Refused').then(({ shown }) => shown)") == "no"
        person.page.locator("#callback").click()
        person.wait_text("#shown", "no notifications are not allowed for this app")
    assert service.posted == []


@pytest.mark.parametrize(
    ("keys", "now", "later"),
    [
        (["Return"], "granted", ("granted", "granted")),
        (["Tab", "Return"], "denied", ("denied", "denied")),
        (["Escape"], "denied", ("default", "prompt")),
    ],
    ids=["allow", "refuse", "escape"],
)
def test_the_person_is_asked_and_the_answer_remembered(launch, write_app, bus, keys, now, later) -> None:
    service = NotificationService(bus)
    path = write_app(APP.replace('"granted"', '"prompt"'))
    started = launch("run", path, DBUS_SESSION_BUS_ADDRESS=bus.address)
    with in_front_of(started) as person:
        assert permission(person) == ("default", "prompt")
        person.page.evaluate("Notification.requestPermission().then((said) => { window.said = said; }); 0")
        (question,) = wait_for(person.questions, "the question")
        person.press(*keys, window=question)
        person.page.wait_for_function("window.said")
        assert person.page.evaluate("said") == now
        if now == "granted":
            post(person, "Allowed")
            service.wait_posted("Allowed")
    started.close_window()
    wait_for(started.is_gone, "end")
    with in_front_of(launch("run", path, DBUS_SESSION_BUS_ADDRESS=bus.address)) as person:
        assert permission(person) == later


def test_desktop_notify_from_everywhere(launch, write_app, bus) -> None:
    service = NotificationService(bus)
    with in_front_of(launch("run", write_app(APP), DBUS_SESSION_BUS_ADDRESS=bus.address)) as person:
        options = "{ body: 'b', actions: [{ id: 'a', label: 'A' }], onclick: (action) => heard.push(action), onclose: () => heard.push('close') }"
        answer = person.page.evaluate(f"window.heard = [], desktop.notify('From the page', {options})")
        assert (answer["shown"], answer["reason"]) == ("system", "")
        posted = service.wait_posted("From the page")
        assert posted.actions == {"default": "", "a": "A"}
        service.click(posted, "a")
        wait_heard(person, "a", "close")
        person.page.locator("#callback").click()
        person.wait_text("#shown", "system ")
        posted = service.wait_posted("From a callback")
        assert (posted.body, posted.actions) == ("&lt;i&gt;&amp;amp;", {"default": "", "open": "Open it"})
        service.click(posted, "open")
        person.wait_text("#said", "clicked open")
        person.page.locator("#job").click()
        person.wait_text("#shown", "system")
        service.click(service.wait_posted("From a job"))
        person.wait_text("#said", "clicked None")
        assert len(service.posted) == 3


def test_the_end_of_a_job_is_told_while_the_window_is_not_in_front(launch, write_app, bus) -> None:
    service = NotificationService(bus)
    started = launch("run", write_app(APP), DBUS_SESSION_BUS_ADDRESS=bus.address)
    with in_front_of(started) as person:
        main = started.window()
        started.tool("xdotool", "windowactivate", "--sync", main)
        person.wait_state(focused=True)
        person.page.locator("#long").click()
        person.wait_text("#ended", "1")
        started.tool("xdotool", "windowminimize", "--sync", main)
        person.wait_state(focused=False)
        person.page.evaluate("document.querySelector('#long').click()")
        posted = service.wait_posted("Notes")
        assert posted.body == "It is there"
        service.click(posted)
        wait_for(lambda: person.active() == main, "the window in front")
        person.wait_text("#ended", "2")
        assert len(service.posted) == 1


@pytest.mark.parametrize("has_bus", [False, True], ids=["no bus", "no service"])
def test_without_a_service_the_window_shows_it(launch, write_app, bus, has_bus) -> None:
    started = launch("run", write_app(APP), DBUS_SESSION_BUS_ADDRESS=bus.address if has_bus else "disabled:")
    with in_front_of(started) as person:
        person.page.locator("#callback").click()
        notice = person.page.locator(".desktopdash-notice")
        notice.wait_for()
        assert notice.locator(".desktopdash-notice-text").inner_text() == "From a callback\n<i>&amp;"
        person.page.wait_for_function("document.querySelector('#shown').textContent.startsWith('window ')")
        reason = person.text("#shown").removeprefix("window ")
        assert (
            ("ServiceUnknown" in reason or "not provided" in reason)
            if has_bus
            else reason == "there is no desktop session here"
        )
        notice.get_by_text("Open it").click()
        person.wait_text("#said", "clicked open")
        notice.wait_for(state="detached")
        shown = "desktop.notify('A', { actions: [{ id: 'dismissed', label: 'No' }], onclick: (action) => heard.push(action) })"
        assert person.page.evaluate(f"window.heard = [], {shown}.then((note) => note.shown)") == "window"
        notice.get_by_text("No", exact=True).click()
        wait_heard(person, "dismissed")
        post(person, "Of the web", "<b>")
        notice.get_by_text("Of the web").click()
        wait_heard(person, "show", "click", "close")
        shown = person.page.evaluate(
            "window.heard = [], desktop.notify('Mine', { onclick: (a) => heard.push(`click ${a}`) }).then((n) => n.shown)"
        )
        assert shown == "window"
        notice.get_by_text("Mine").click()
        wait_heard(person, "click null")


def test_a_service_that_was_started_again(launch, write_app, bus) -> None:
    old = NotificationService(bus)
    with in_front_of(launch("run", write_app(APP), DBUS_SESSION_BUS_ADDRESS=bus.address)) as person:
        person.page.evaluate("desktop.notify('One')")
        old.wait_posted("One")
        bus.leave(old.connection)
        new = NotificationService(bus)
        person.page.evaluate("window.heard = [], desktop.notify('Two', { onclick: () => heard.push('click') })")
        new.click(new.wait_posted("Two"))
        wait_heard(person, "click")


def test_a_service_that_does_not_answer(launch, write_app, bus) -> None:
    service = NotificationService(bus)
    service.is_deaf = True
    with in_front_of(launch("run", write_app(APP), DBUS_SESSION_BUS_ADDRESS=bus.address)) as person:
        person.page.locator("#callback").click()
        person.page.locator(".desktopdash-notice").wait_for()
        person.page.wait_for_function("document.querySelector('#shown').textContent.startsWith('window ')")
        assert "did not take it" in person.text("#shown")
