"""Which manager runs which long callback, where it keeps its jobs, and whom it tells."""

import json
import os
import sys
import types
from pathlib import Path
from types import SimpleNamespace

import diskcache
import platformdirs
import pytest

from desktopdash import Dash, Input, Output, compat, html
from desktopdash.app.loading import app_is_loading
from desktopdash.app.origin import Origin, find_origin
from desktopdash.jobs.disk_store import DiskStore
from desktopdash.jobs.jobs import Jobs
from desktopdash.jobs.memory_store import MemoryStore
from desktopdash.jobs.record import Ending
from desktopdash.long_callback import DiskcacheManager, MemoryManager
from desktopdash.processes.pipes import own_command
from desktopdash.profile.folder import profile_folder
from desktopdash.protocol.codec import encode
from desktopdash.protocol.pipe import Answer
from desktopdash.shell.load import load_app, load_imported
from desktopdash.shell.loader import AppSpec, LoadError

from ..desktop.support import Kept, quietly
from ..jobs.support import Stage, body_of, call_of, end_of

PAGE = "0123456789abcdef-page"
OTHER = "0123456789abcdef-other"


class Staged(MemoryManager):
    """A manager whose jobs run nowhere."""

    def __init__(self):
        super().__init__()
        self.homes = []
        self.stages = []

    def open(self, home):
        self.homes.append(home)

        def executors(listener):
            self.stages.append(Stage(listener))
            return {"process": self.stages[-1]}

        return Jobs(MemoryStore(), executors, home.around)


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """The user's folder for the files of programs."""
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda name, appauthor: str(tmp_path / "data" / name))
    return tmp_path / "data" / "desktopdash"


@pytest.fixture
def app_of(profile):
    made = []

    def make(*managers, **kwargs):
        """Return an app with one long callback for each manager."""
        app = Dash("unit.desk", add_log_handler=False, **kwargs)
        app.layout = html.Div(id="o")
        for index, manager in enumerate(managers):
            app.callback(Output("o", f"p{index}"), Input("i", "v"), background=True, manager=manager)(lambda v: v)
        made.append(app)
        return app

    yield make
    for app in made:
        app.end_service()


def same(value):
    return value


def start(app, index=0, page=PAGE):
    spec = list(app.registry)[index]
    return app.desk.start(call_of(app.registry, spec=spec), page, encode(body_of(spec)))


# Which manager.


def test_a_manager_is_opened_once_and_for_the_first_that_asks(app_of):
    manager = Staged()
    app = app_of(None, None, background_callback_manager=manager)
    assert (app._desk, manager.homes) == (None, [])
    assert app.desk is app.desk
    assert manager.homes == []
    lives = [start(app, index) for index in (0, 1)]
    assert len(manager.homes) == 1
    assert manager.stages[0].jobs == [live.id for live in lives]


def test_a_callback_may_have_a_manager_of_its_own(app_of):
    own, apps = Staged(), Staged()
    app = app_of(None, own, background_callback_manager=apps)
    lives = [start(app, index) for index in (0, 1)]
    assert (apps.stages[0].jobs, own.stages[0].jobs) == ([lives[0].id], [lives[1].id])


def test_what_a_page_asks_for_is_found_with_whichever_manager_has_it(app_of):
    managers = [Staged(), Staged()]
    app = app_of(*managers)
    first, second = start(app, 0), start(app, 1)
    for live in (first, second):
        assert app.desk.events(PAGE, live.id, 0) == []
        assert app.desk.events(OTHER, live.id, 0) is None
        assert app.desk.cancel(OTHER, live.id) == "unknown"
    assert app.desk.cancel(PAGE, second.id) == "cancelled"
    assert app.desk.cancel(PAGE, second.id) == "ended"
    assert app.desk.cancel(PAGE, "unknown") == "unknown"
    assert managers[1].stages[0].cancelled == [second.id]
    found = app.desk.claim(OTHER, {PAGE: ()}, [])
    assert [item["job"] for item in found] == [first.id, second.id]


def test_one_manager_is_claimed_from_once_however_it_was_named(app_of):
    manager = Staged()
    app = app_of(None, manager, manager, background_callback_manager=manager)
    live = start(app)
    assert [item["job"] for item in app.desk.claim(OTHER, {PAGE: ()}, [PAGE])] == [live.id]
    assert len(manager.homes) == 1


def test_warming_and_leaving_reach_every_manager(app_of):
    managers = [Staged(), Staged()]
    app = app_of(*managers)
    app.desk.warm()
    app.desk.leave(PAGE)
    assert [manager.stages[0].warmed for manager in managers] == [1, 1]


def test_the_end_of_service_ends_all_jobs(app_of):
    managers = [Staged(), Staged()]
    app = app_of(*managers)
    lives = [start(app, index) for index in (0, 1)]
    app.end_service()
    assert [end_of(live)["error"]["message"] for live in lives] == ["The app was ended."] * 2
    assert [manager.stages[0].closed for manager in managers] == [True, True]


def test_the_end_of_an_app_without_jobs_opens_nothing(app_of):
    manager = Staged()
    app = app_of(None, background_callback_manager=manager)
    app.end_service()
    assert (app._desk, manager.homes) == (None, [])


def test_the_apps_on_error_is_given_to_its_jobs(app_of):
    app = app_of(Staged(), on_error=lambda error: "sorry")
    live = start(app)
    assert app.desk.cancel(PAGE, live.id) == "cancelled"
    assert end_of(live)["answer"]["response"] == {"o": {"p0": "sorry"}}


# Where jobs are kept.


def test_without_a_manager_jobs_are_kept_in_the_profile(app_of, profile):
    app = app_of(None)
    (jobs,) = app.desk._all()
    store = jobs._ledger.store
    assert isinstance(store, DiskStore)
    folder = Path(store.folder)
    origin = app.desk._origin
    place = None if origin is None else origin.path or origin.module
    assert folder == profile_folder(place, "unit.desk") / "jobs"
    assert folder.parent.parent == profile
    assert (folder / "cache.db").exists()


def test_a_profile_that_cannot_be_written_costs_the_disk_only(app_of, profile, tmp_path):
    (tmp_path / "data").write_text("a file in the way")
    app = app_of(None)
    (jobs,) = app.desk._all()
    assert isinstance(jobs._ledger.store, MemoryStore)


def test_jobs_are_in_the_open_profile(app_of, profile, tmp_path):
    app = app_of(None)
    app.enable_profile(SimpleNamespace(folder=tmp_path / "open"))
    (jobs,) = app.desk._all()
    assert Path(jobs._ledger.store.folder) == tmp_path / "open" / "jobs"


def test_a_cache_of_the_apps_own_is_used_and_stays_open(app_of, profile, tmp_path):
    with diskcache.Cache(str(tmp_path / "own")) as cache:
        app = app_of(None, background_callback_manager=DiskcacheManager(cache))
        (jobs,) = app.desk._all()
        assert jobs._ledger.store.folder == str(tmp_path / "own")
        app.end_service()
        cache["theirs"] = 1
        assert cache["theirs"] == 1
    assert not profile.exists()


def test_memory_writes_nothing(app_of, profile):
    app = app_of(MemoryManager())
    app.desk._all()
    assert not profile.exists()


# Whom it tells.


def test_a_page_without_a_stream_is_told_nothing(app_of):
    manager = Staged()
    app = app_of(manager)
    start(app)
    deliver, is_listening = manager.homes[0].around.deliver, manager.homes[0].around.is_listening
    assert deliver(PAGE, "j", 1, b"{}") is False
    app.enable_push()
    assert deliver(PAGE, "j", 1, b"{}") is False
    assert is_listening(PAGE) is False


def listen(app, page=PAGE):
    listening = app.streams.open(page).listen()
    next(listening)
    return listening


def told(listening):
    _, kind, data = next(listening).decode().strip().splitlines()
    assert kind == "event: job"
    return json.loads(data.removeprefix("data: "))


def test_a_page_that_listens_is_told_at_once(app_of):
    manager = Staged()
    app = app_of(manager)
    app.enable_push()
    start(app)
    listening = listen(app)
    around = manager.homes[0].around
    assert around.is_listening(PAGE)
    assert not around.is_listening(OTHER)
    assert around.deliver(PAGE, "j-1", 3, b'{"number":3}') is True
    assert told(listening) == {"job": "j-1", "event": {"number": 3}}


@pytest.mark.parametrize(("size", "is_told"), [(64_000, True), (64_001, False)])
def test_what_is_too_long_for_the_stream_is_named(app_of, size, is_told):
    manager = Staged()
    app = app_of(manager)
    app.enable_push()
    start(app)
    listening = listen(app)
    text = b'"%b"' % (b"x" * (size - 2))
    assert manager.homes[0].around.deliver(PAGE, "j", 4, text) is is_told, "a long one is delivered when it is fetched"
    assert told(listening).keys() == ({"job", "event"} if is_told else {"job", "number"})


def test_a_page_that_listens_a_little_later_is_told_then_and_not_counted_on(app_of):
    manager = Staged()
    app = app_of(manager)
    app.enable_push()
    start(app)
    app.streams.open(PAGE)
    assert manager.homes[0].around.deliver(PAGE, "j", 1, b"{}") is False
    assert told(listen(app)) == {"job": "j", "event": {}}


@pytest.mark.parametrize("pushes", [True, False])
def test_a_server_without_streams_may_be_one_of_several(app_of, pushes):
    manager = Staged()
    app = app_of(manager)
    if pushes:
        app.enable_push()
    start(app)
    assert manager.homes[0].around.is_shared is not pushes


def test_pages_are_shown_tracebacks_by_the_apps_word(app_of):
    manager = Staged()
    app = app_of(manager)
    start(app)
    assert manager.homes[0].around.debug() is False
    app.enable_dev_tools(debug=True)
    assert manager.homes[0].around.debug() is True


# How workers load the app.


def test_workers_are_told_the_apps_file_and_where_modules_are(app_of):
    manager = Staged()
    app = app_of(manager)
    app.origin = Origin(path="/tools/app.py", name="shown")
    start(app)
    launch = manager.homes[0].launch()
    assert launch.command == own_command("_worker")
    assert launch.load == {"path": "/tools/app.py", "module": None, "name": "shown", "sys_path": sys.path}
    assert launch.env == dict(os.environ)
    encode(launch.load)


def test_an_app_that_nobody_can_load_again_is_not_loaded(app_of, monkeypatch):
    monkeypatch.setattr("desktopdash.app.serving.find_origin", lambda *_: None)
    manager = Staged()
    start(app_of(manager))
    assert manager.homes[0].launch().load == {"sys_path": sys.path}


def module_of(monkeypatch, name, **attributes):
    module = types.ModuleType(name)
    vars(module).update(attributes)
    monkeypatch.setitem(sys.modules, name, module)
    return module


def test_an_app_is_found_in_the_module_that_made_it(monkeypatch):
    app = object()
    module_of(monkeypatch, "some.maker", made=app)
    module_of(monkeypatch, "a.borrower", borrowed=app)
    assert find_origin(app, "some.maker") == Origin(module="some.maker", name="made")


def test_an_app_is_found_wherever_it_has_a_name(monkeypatch):
    app = object()
    module_of(monkeypatch, "some.holder", held=app)
    assert find_origin(app, "some.maker") == Origin(module="some.holder", name="held")
    assert find_origin(object(), None) is None


def test_a_program_is_found_by_its_file_or_by_its_module(monkeypatch, tmp_path):
    app = object()
    file = tmp_path / "tool.py"
    file.touch()
    main = module_of(monkeypatch, "__main__", app=app, __file__=str(file), __spec__=None)
    module_of(monkeypatch, "a.borrower", borrowed=app)
    assert find_origin(app, "__main__") == Origin(path=str(file), name="app")
    main.__spec__ = types.SimpleNamespace(name="package.__main__")
    assert find_origin(app, "__main__") == Origin(module="package", name="app")
    main.__spec__ = types.SimpleNamespace(name="package.tool")
    assert find_origin(app, "__main__") == Origin(module="package.tool", name="app")


@pytest.mark.parametrize("file", [None, "<stdin>", "/nowhere/at/all.py"])
def test_a_notebook_has_no_file(monkeypatch, file):
    app = object()
    module_of(monkeypatch, "__main__", app=app, __file__=file, __spec__=None)
    assert find_origin(app, "__main__") is None


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    """A folder with a module that makes an app; what is loaded from it is forgotten."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    (tmp_path / "made_here.py").write_text("from desktopdash import Dash\nshown = Dash(__name__)\nshown.run()\n")
    yield tmp_path / "made_here.py"
    compat.uninstall()
    for name in ("made_here", "broken_here"):
        sys.modules.pop(name, None)


def test_a_file_is_loaded_with_its_origin(loaded):
    app = load_app(AppSpec(loaded))
    assert app.origin == Origin(path=str(loaded), name=None)
    assert app.desk._origin is app.origin
    app.end_service()


def test_a_module_is_loaded_by_its_name(loaded):
    with app_is_loading():
        app = load_imported("made_here", "shown")
    assert isinstance(app, Dash)
    assert find_origin(app, "made_here") == Origin(module="made_here", name="shown")
    assert load_imported("made_here", None) is None


@pytest.mark.parametrize("text", ["1 / 0\n", "raise SystemExit(3)\n"])
def test_a_module_that_cannot_be_imported_says_why(loaded, text):
    loaded.with_name("broken_here.py").write_text(text)
    with pytest.raises(LoadError) as caught:
        load_imported("broken_here", "app")
    assert "broken_here" in caught.value.problem.as_text()


def test_no_manager_is_opened_after_the_end_of_service(app_of):
    manager = Staged()
    app = app_of(manager)
    assert app.desk
    app.end_service()
    live = start(app)
    assert all(not stage.orders for stage in manager.stages)
    assert live.over.is_set()


# What jobs ask of the desktop.


def asked_in(listening):
    """Return the question that a page is told next."""
    _, kind, data = next(listening).decode().strip().splitlines()
    assert kind == "event: call"
    return json.loads(data.removeprefix("data: "))


@pytest.mark.parametrize("name", ["clientside", "window.title"])
def test_without_a_shell_the_page_of_the_job_is_asked(app_of, name):
    manager = Staged()
    app = app_of(manager)
    app.enable_push()
    live = start(app)
    own, _newer = listen(app), listen(app, OTHER)
    args = {"name": "n.f", "args": [], "page": None} if name == "clientside" else {"title": "T"}
    answers = Kept()
    quietly(lambda: answers(manager.stages[0].listener.asked(live.id, name, args, 10.0)))
    question = asked_in(own)
    app.link.pages.returned(PAGE, question["id"], "7", None)
    assert answers.one() == (7,)


def test_the_end_of_a_job_is_told_to_its_own_page(app_of):
    manager = Staged()
    app = app_of(manager)
    app.enable_push()
    app.callback(Output("o", "told"), Input("i", "v"), background=True, manager=manager, notify="It is there")(same)
    live = start(app, 1)
    own, _newer = listen(app), listen(app, OTHER)
    manager.stages[0].end(live.id)
    question = asked_in(own)
    (args,) = question["args"]
    assert (question["name"], args["body"], args["unfocused"]) == ("desktop:notify", "It is there", True)
    app.link.pages.returned(PAGE, question["id"], '{"shown":"system","reason":""}', None)


@pytest.mark.parametrize(
    ("state", "notify", "body"),
    [
        ("done", True, "same is done"),
        ("done", "It is there", "It is there"),
        ("failed", "It is there", "same failed"),
        ("timed_out", True, "same took too long"),
        ("lost", True, "same was lost"),
    ],
)
def test_a_person_who_is_elsewhere_is_told_how_a_job_ended(app_of, state, notify, body):
    manager, shell = Staged(), Kept()
    app = app_of(manager, title="Sales")
    app.link.connect(lambda ask: shell(ask) or True)
    app.callback(Output("o", "told"), Input("i", "v"), background=True, manager=manager, notify=notify)(same)
    live = start(app, 1)
    answer = b"null" if state == "done" else None
    error = None if state == "done" else {"type": "E", "message": "no", "callback": "same"}
    manager.stages[0].listener.ended(live.id, Ending(state, answer, error))
    (ask,) = shell.one()
    assert (ask.name, ask.args["title"], ask.args["body"], ask.args["unfocused"]) == ("notify", "Sales", body, True)
    app.link.hear(Answer(ask.id, '{"shown":"no","reason":""}'))


def test_who_has_cancelled_a_job_is_not_told(app_of):
    manager, shell = Staged(), Kept()
    app = app_of(manager)
    app.link.connect(lambda ask: shell(ask) or True)
    app.callback(Output("o", "told"), Input("i", "v"), background=True, manager=manager, notify=True)(same)
    live = start(app, 1)
    assert app.desk.cancel(PAGE, live.id) == "cancelled"
    assert end_of(live)["state"] == "cancelled"
    assert shell.all == []
