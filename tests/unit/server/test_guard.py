"""What each guard lets in, and what it answers to the rest."""

import json

import pytest

from desktopdash import Dash, html
from desktopdash.server.guard import LaunchGuard, ServeGuard
from desktopdash.server.hosts import HostNames, host_name, is_loopback
from desktopdash.server.tickets import Cookie, Tickets

from ..apps import make_app

ORIGIN = "http://127.0.0.1:8123"
HERE = {"HTTP_HOST": "127.0.0.1:8123"}
TOKEN = "token-of-sixteen+letters/or=more"


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Referrer-Policy", "no-referrer")])
    return [b"let in"]


class Answer:
    def __init__(self, wsgi, path, environ):
        path, _, query = path.partition("?")
        given = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "wsgi.url_scheme": "http"}
        self.body = b"".join(wsgi({**given, "SERVER_NAME": "x", "SERVER_PORT": "80", **environ}, self.start))

    def start(self, status, headers, error=None):
        self.status, self.headers = int(status[:3]), dict(headers)

    @property
    def is_in(self):
        return (self.status, self.body) == (200, b"let in")


def ask(guard, path="/", **environ):
    return Answer(guard, path, {**HERE, **environ})


def launch(inner=app, **more):
    guard = LaunchGuard(inner, **more)
    guard.stand_at(ORIGIN + "/")
    return guard


def enter(guard, to=None, **environ):
    """Use a new ticket; return (answer, cookie header)."""
    answer = ask(guard, guard.invite(to).removeprefix(ORIGIN), **environ)
    return answer, answer.headers["Set-Cookie"].partition(";")[0]


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def test_a_ticket_lets_in_once_and_the_cookie_from_then_on():
    guard = launch()
    url = guard.invite().removeprefix(ORIGIN)
    assert url.startswith("/_desktopdash-start/")
    first = ask(guard, url)
    assert (first.status, first.headers["Location"]) == (303, "/")
    cookie = first.headers["Set-Cookie"]
    assert cookie.endswith("; HttpOnly; SameSite=Strict; Path=/")
    assert ask(guard, HTTP_COOKIE=f"other=1; {cookie.partition(';')[0]}").is_in
    again = ask(guard, url)
    assert again.status == 403
    assert "Set-Cookie" not in again.headers
    assert b"was used before" in again.body


@pytest.mark.parametrize("word", ["", "x", "é", "../"])
def test_an_unknown_ticket_is_refused(word):
    assert ask(launch(), f"/_desktopdash-start/{word}").status == 403


def test_a_ticket_is_over_after_its_time():
    clock = Clock()
    guard = launch(tickets=Tickets(clock))
    short, long = (guard.invite(life_s=life_s).removeprefix(ORIGIN) for life_s in (30, 600))
    clock.now += 30
    assert ask(guard, short).status == 403
    clock.now += 569
    assert ask(guard, long).status == 303
    late = guard.invite(life_s=600).removeprefix(ORIGIN)
    clock.now += 600
    assert ask(guard, late).status == 403


def test_without_the_cookie_nothing_is_answered():
    guard = launch()
    _, cookie = enter(guard)
    stale = enter(launch())[1]
    wrong = cookie[:-1] + ("0" if cookie[-1] != "0" else "1")
    for path in ("/", "/assets/a.css", "/_dash-layout", "/_desktopdash-push/x", "/_dash-component-suites/a/b.js"):
        for cookies in ("", stale, wrong, cookie.partition("=")[0], "=;;", "é"):
            assert ask(guard, path, HTTP_COOKIE=cookies).status == 403
        assert ask(guard, path, HTTP_COOKIE=cookie).is_in


def test_a_refusal_is_json_for_a_script_and_a_page_for_a_person():
    guard = launch()
    told = ask(guard, "/u/_dash-update-component", REQUEST_METHOD="POST")
    assert told.headers["Content-Type"] == "application/json"
    assert json.loads(told.body)["error"]["type"] == "not_let_in"
    page = ask(guard)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert b"open in a window of its own" in page.body


@pytest.mark.parametrize(
    "head",
    [
        {"HTTP_HOST": "evil.example:8123"},
        {"HTTP_HOST": "localhost:8123"},
        {"HTTP_HOST": "127.0.0.1"},
        {"HTTP_HOST": "127.0.0.1:8124"},
        {"HTTP_HOST": "127.0.0.1:8123, evil.example"},
        {"HTTP_HOST": ""},
        {"HTTP_ORIGIN": "http://evil.example"},
        {"HTTP_ORIGIN": "http://127.0.0.1:8124"},
        {"HTTP_ORIGIN": "https://127.0.0.1:8123"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
    ],
)
def test_what_comes_from_elsewhere_is_refused_with_the_cookie_too(head):
    guard = launch()
    _, cookie = enter(guard)
    assert ask(guard, HTTP_COOKIE=cookie, **head).status == 403


def test_what_comes_from_elsewhere_uses_up_no_ticket():
    guard = launch()
    url = guard.invite().removeprefix(ORIGIN)
    for head in (
        {"HTTP_HOST": "evil.example"},
        {"HTTP_ORIGIN": "http://evil.example"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "HEAD"},
        {"HTTP_SEC_FETCH_DEST": "iframe"},
        {"HTTP_SEC_FETCH_DEST": "image", "HTTP_SEC_FETCH_SITE": "cross-site"},
    ):
        assert ask(guard, url, **head).status == 403
    assert ask(guard, url).status == 303


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_the_apps_own_pages_are_let_in(site):
    guard = launch()
    _, cookie = enter(guard)
    assert ask(guard, HTTP_COOKIE=cookie, HTTP_ORIGIN=ORIGIN, HTTP_SEC_FETCH_SITE=site).is_in


def test_a_page_that_leads_to_the_start_is_followed_by_one_of_our_own():
    answer, cookie = enter(
        launch(), "/report?a=1&b=2", HTTP_SEC_FETCH_SITE="cross-site", HTTP_SEC_FETCH_DEST="document"
    )
    assert answer.status == 200
    assert b'content="0; url=/report?a=1&amp;b=2"' in answer.body
    assert cookie


def test_tickets_lead_to_pages_of_the_app_only():
    guard = launch(home="/u/")
    assert enter(guard)[0].headers["Location"] == "/u/"
    assert enter(guard, "/u/page?x=1")[0].headers["Location"] == "/u/page?x=1"
    bad = ["", "u", "//evil.example/", "/\\evil.example", "http://evil.example", "/a\r\nX: 1", "/\t/evil.example", "/ü"]
    for to in [*bad, "/_desktopdash-start/x"]:
        with pytest.raises(ValueError, match="expected a path of the app"):
            guard.invite(to)
    for to in ("//evil.example/", "/\\evil.example", "https://evil.example", "/%0d%0aX: 1", "/_desktopdash-start/x"):
        url = guard.invite().removeprefix(ORIGIN)
        assert ask(guard, f"{url}?to={to}").headers["Location"] == "/u/"
    url = guard.invite().removeprefix(ORIGIN)
    assert ask(guard, f"{url}?to=/u/page").headers["Location"] == "/u/page"


def test_nobody_is_let_in_before_the_server_stands():
    assert ask(LaunchGuard(app), HTTP_HOST="").status == 403
    assert ask(ServeGuard(app, HostNames("127.0.0.1"))).status == 403


def test_a_later_server_of_the_launch_knows_its_cookie():
    _, cookie = enter(launch(secret="one secret"))
    assert ask(launch(secret="one secret"), HTTP_COOKIE=cookie).is_in
    assert ask(launch(secret="another"), HTTP_COOKIE=cookie).status == 403


def test_a_cookie_shows_nothing_of_its_secret():
    name, _, rest = Cookie("the secret", "Strict").header()[1].partition("=")
    assert "secret" not in name + rest
    assert name != Cookie("another secret", "Strict").name


def test_so_many_tickets_are_kept_and_no_more():
    tickets = Tickets(Clock())
    words = [tickets.issue("/", 10) for _ in range(300)]
    assert [word for word in words if tickets.use(word)] == words[-200:]


def test_every_answer_has_the_safe_headers_and_the_app_may_choose_others():
    guard = launch()
    _, cookie = enter(guard)
    for answer in (ask(guard), ask(guard, HTTP_COOKIE=cookie), ask(serve())):
        headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert not [name for name in headers if name.lower().startswith("access-control")]
    assert ask(guard).headers["Referrer-Policy"] == "same-origin"
    assert ask(guard, HTTP_COOKIE=cookie).headers["Referrer-Policy"] == "no-referrer"


def test_long_bodies_are_received_from_who_is_let_in_only():
    guard = launch()
    _, cookie = enter(guard)
    strange, known = {"HOST": "127.0.0.1:8123"}, {"HOST": "127.0.0.1:8123", "COOKIE": cookie}
    assert guard.takes_body(strange, 64 * 1024)
    assert not guard.takes_body(strange, 64 * 1024 + 1)
    assert guard.takes_body(known, 10**9)
    assert not guard.takes_body({**known, "ORIGIN": "http://evil.example"}, 10**9)
    assert serve().takes_body(strange, 10**9)
    assert not serve(token=TOKEN).takes_body(strange, 10**9)
    assert not serve().takes_body({"HOST": "evil.example"}, 10**9)


# An app's page.


def test_the_page_has_a_policy_under_a_window_and_none_under_serve():
    for made in (make_app(), make_app()):
        guard = launch(made)
        _, cookie = enter(guard)
        answers = [ask(guard, HTTP_COOKIE=cookie) for _ in range(2)]
        nonces = []
        for answer in answers:
            policy = answer.headers["Content-Security-Policy"]
            nonce = policy.partition("'nonce-")[2].partition("'")[0]
            nonces.append(nonce)
            assert answer.body.count(b"<script") == answer.body.count(f'<script nonce="{nonce}"'.encode()) > 1
        assert nonces[0] != nonces[1]
        assert made.server is not None  # the next answers are Flask's
        again = ask(guard, "/some/path", HTTP_COOKIE=cookie)
        assert "'nonce-" in again.headers["Content-Security-Policy"]
        assert b"<script nonce=" in again.body
    plain = ask(serve(make_app()))
    assert "Content-Security-Policy" not in plain.headers
    assert b"nonce" not in plain.body


def test_scripts_of_other_hosts_are_allowed_where_the_page_names_them():
    made = Dash("unit.apps", external_scripts=["https://cdn.example.org/a.js?b", {"src": "//late.example/x.js"}])
    made.layout = html.Div()
    guard = launch(made)
    policy = ask(guard, HTTP_COOKIE=enter(guard)[1]).headers["Content-Security-Policy"]
    assert "'unsafe-eval' https://cdn.example.org late.example;" in policy


# Serving.


def serve(inner=app, host="127.0.0.1", names=(), **more):
    guard = ServeGuard(inner, HostNames(host, names), **more)
    guard.stand_at("http://127.0.0.1:8123/")
    return guard


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8123", "LOCALHOST:9", "[::1]:8123", "[::1]", "localhost."])
def test_loopback_is_asked_for_by_its_own_names(host):
    assert ask(serve(), HTTP_HOST=host).is_in


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8123", "192.168.1.7:8123", "localhost.evil.example", "", "::1", "[::1", "a:b"],
)
def test_loopback_is_asked_for_by_no_other_name(host):
    answer = ask(serve(), HTTP_HOST=host)
    assert answer.status == 403
    assert b"--allow-host" in answer.body


def test_other_names_can_be_allowed():
    assert ask(serve(names=["App.example"]), HTTP_HOST="app.example:443").is_in
    assert ask(serve(names=["app.example"]), HTTP_HOST="b.app.example").status == 403
    assert ask(serve(names=["*"]), HTTP_HOST="any.example").is_in
    assert ask(serve(names=["*"]), HTTP_HOST="").status == 403


def test_other_addresses_are_asked_for_by_number_and_by_the_machines_name(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "Desk")
    guard = serve(host="0.0.0.0")
    for host in ("192.168.1.7:8123", "[2001:db8::1]:80", "desk:8123", "desk.local", "localhost:8123"):
        assert ask(guard, HTTP_HOST=host).is_in
    assert ask(guard, HTTP_HOST="evil.example:8123").status == 403
    assert ask(serve(host="app.lan"), HTTP_HOST="app.lan:8123").is_in


@pytest.mark.parametrize(
    ("host", "origin", "is_in"),
    [
        ("127.0.0.1:8123", "http://127.0.0.1:8123", True),
        ("127.0.0.1:8123", "", True),
        ("app.example", "https://app.example", True),
        ("app.example:443", "https://app.example", True),
        ("127.0.0.1:8123", "https://app.example", True),
        ("127.0.0.1:8123", "https://app.example:8443", True),
        ("127.0.0.1:8123", "http://127.0.0.1:9999", False),
        ("127.0.0.1:8123", "http://evil.example", False),
        ("127.0.0.1:8123", "http://localhost:8123", False),
        ("127.0.0.1:8123", "null", False),
        ("127.0.0.1:8123", "file://", False),
    ],
)
def test_what_changes_something_comes_from_the_apps_pages(host, origin, is_in):
    guard = serve(names=["app.example"])
    assert ask(guard, REQUEST_METHOD="POST", HTTP_HOST=host, HTTP_ORIGIN=origin).is_in is is_in
    assert ask(guard, HTTP_HOST=host, HTTP_ORIGIN=origin).is_in


def test_a_token_is_asked_for_once():
    guard = serve(token=TOKEN)
    for path in ("/", "/?token=", "/?token=wrong", "/_dash-layout", "/assets/a.css", "/?token=%FF"):
        assert ask(guard, path).status == 403
    assert ask(guard, f"/?token={TOKEN}", REQUEST_METHOD="POST").status == 403
    entered = ask(guard, "/page?a=1&token=token-of-sixteen%2Bletters%2For%3Dmore&b=%26")
    assert (entered.status, entered.headers["Location"]) == (303, "/page?a=1&b=%26")
    cookie = entered.headers["Set-Cookie"]
    assert "SameSite=Lax" in cookie
    assert TOKEN not in cookie
    assert ask(guard, "/assets/a.css", HTTP_COOKIE=cookie.partition(";")[0]).is_in
    assert ask(serve(token=TOKEN + "x"), HTTP_COOKIE=cookie.partition(";")[0]).status == 403


def test_a_token_leads_nowhere_else():
    answer = ask(serve(token="0123456789abcdef"), "//evil.example/?token=0123456789abcdef")
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(
    ("given", "is_in"),
    [
        (f"Bearer {TOKEN}", True),
        (f"bearer {TOKEN}", True),
        (f"Basic {TOKEN}", False),
        ("Bearer x", False),
        (TOKEN, False),
    ],
)
def test_a_token_can_stand_in_a_header(given, is_in):
    assert ask(serve(token=TOKEN), HTTP_AUTHORIZATION=given).is_in is is_in


def test_a_served_app_needs_no_ticket():
    assert serve(home="/u/").invite() == f"{ORIGIN}/u/"
    assert serve(token="0123456789abcdef").invite("/a?b=1") == f"{ORIGIN}/a?b=1"
    with pytest.raises(ValueError, match="expected a path of the app"):
        serve().invite("//evil.example")


# Names.


@pytest.mark.parametrize(
    ("netloc", "name"),
    [
        ("Example.ORG:80", "example.org"),
        ("[::1]:80", "::1"),
        ("a", "a"),
        ("a:", ""),
        ("a:b", ""),
        ("[::1]x", ""),
        ("", ""),
    ],
)
def test_a_name_is_read_out_of_a_host_header(netloc, name):
    assert host_name(netloc) == name


def test_loopback_is_known():
    assert all(is_loopback(host) for host in ("127.0.0.1", "127.8.9.1", "::1", "localhost"))
    assert not any(is_loopback(host) for host in ("0.0.0.0", "::", "", "192.168.1.2", "localhost.example"))
