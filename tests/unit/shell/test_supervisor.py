"""Start, restart and end with a view and a runtime that only write down what they are asked."""

from __future__ import annotations

import queue
import threading
import time
from pathlib import Path

import pytest

from desktopdash.protocol.pipe import Ask, Failed, Ready, Starting, Stopped
from desktopdash.protocol.problem import Problem
from desktopdash.shell.arguments import RuntimeArguments
from desktopdash.shell.events import Broken, Changed, Closed, Equipped, Gone, PageDied, Retry, Said, Shown, Signalled
from desktopdash.shell.loader import AppSpec
from desktopdash.shell.supervisor import Deadlines, Supervisor

SHORT = Deadlines(window_s=0.05, hello_s=0.05, stop_s=0.01, kill_s=0.01, close_s=0.01)
LONG = Deadlines(window_s=5, hello_s=5)
QUICK = Deadlines(window_s=5, hello_s=5, restart_s=(0.0, 0.0, 0.0, 0.0), page_s=(0.0, 0.0, 0.0))
PROBLEM = Problem("no_app", "No app.", "", "", "")
READY = Ready("http://127.0.0.1:4711/", "Title")


class FakeView:
    stays_after_problem = True
    on_problem = staticmethod(lambda: None)

    def __init__(self, log: list[str]) -> None:
        self.log = log

    def show_start(self) -> None:
        self.log.append("view start")

    def show_restart(self, problem: Problem, seconds: float) -> None:
        self.log.append(f"view restart {problem.kind}")

    def show_app(self, app: Ready) -> None:
        self.log.append(f"view app {app.title}")
        self.shown = (app.start, app.printed)

    def show_problem(self, problem: Problem) -> None:
        self.log.append(f"view problem {problem.kind}")
        self.on_problem()

    def reload(self) -> None:
        self.log.append("view reload")

    def close(self) -> None:
        self.log.append("view close")

    def wait_closed(self, timeout_s: float) -> bool:
        self.log.append("view wait")
        return True


class FakeRuntime:
    """Says `words` when it is started, after which the events `then` happen."""

    pid = None

    def __init__(
        self, log: list[str], *words: object, error: OSError | None = None, then: tuple[object, ...] = ()
    ) -> None:
        self.log, self.words, self.error, self.then = log, words, error, then

    def start(self, post) -> None:
        self.log.append("runtime start")
        for word in self.words:
            post(Gone(self, word) if word is None or isinstance(word, int) else Said(self, word))
        for event in self.then:
            post(event)
        if self.error:
            raise self.error

    def ask_stop(self, reason: str) -> None:
        self.log.append(f"runtime stop {reason}")

    def wait(self, timeout_s: float) -> bool:
        self.log.append("runtime wait")
        return False

    def kill(self, timeout_s: float) -> None:
        self.log.append("runtime kill")


class FakeWatcher:
    def __init__(self, log: list[str]) -> None:
        self.log = log

    def start(self, post) -> None:
        self.log.append("watcher start")

    def stop(self) -> None:
        self.log.append("watcher stop")


class Stage:
    """A supervisor with its parts, the events that it will get, and the log of what it asked."""

    def __init__(self, *words: object, deadlines: Deadlines = LONG, watch: bool = False, **runtime: object) -> None:
        self.log: list[str] = []
        self.view = FakeView(self.log)
        self.restarts: list[RuntimeArguments] = []
        self.next: queue.SimpleQueue[FakeRuntime] = queue.SimpleQueue()
        self.first = FakeRuntime(self.log, *words, **runtime)  # type: ignore[arg-type]
        self.supervisor = Supervisor(
            self.view,
            self.first,
            self.restart,
            RuntimeArguments(AppSpec(Path("/apps/tool.py"))),
            FakeWatcher(self.log) if watch else None,
            deadlines,
        )

    def restart(self, arguments: RuntimeArguments) -> FakeRuntime:
        self.restarts.append(arguments)
        return self.next.get_nowait()

    def run(self, *events: object) -> int:
        self.first.then = events
        return self.supervisor.run()


def wait_until(ask) -> bool:
    deadline = time.monotonic() + 5
    while not ask() and time.monotonic() < deadline:
        time.sleep(0.005)
    return ask()


END = ["view close", "runtime stop closed", "runtime wait", "runtime kill", "view wait"]


def test_start_and_stop_in_order() -> None:
    stage = Stage(Starting("python"), Starting("import"), READY, watch=True)
    assert stage.run(Shown(), Closed()) == 0
    assert stage.log == ["runtime start", "watcher start", "view app Title", "watcher stop", *END]


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([Shown(), Closed(), Closed()], 0),
        ([Shown(), Signalled(2)], 130),
        ([Shown(), Signalled(15), Signalled(2), Closed()], 143),
        ([Signalled(2)], 130),
        ([Closed()], 0),
        ([Broken(PROBLEM), Closed()], 1),
    ],
)
def test_every_end_is_the_same_end(events, code) -> None:
    stage = Stage(Starting("python"))
    assert stage.run(*events) == code
    assert stage.log[1:] == END


@pytest.mark.parametrize(("returncode", "code"), [(-15, 1), (None, 1)])
def test_a_runtime_that_was_ended_ends_the_shell(returncode, code, capsys) -> None:
    stage = Stage(Starting("python"), READY, returncode)
    assert stage.run(Shown()) == code
    assert stage.log[-5:] == END
    assert "desktopdash: the process" in capsys.readouterr().err


@pytest.mark.parametrize("returncode", [0, 3, -9, -11])
def test_a_runtime_that_crashed_is_started_again(returncode, capsys) -> None:
    stage = Stage(Starting("python"), READY, returncode, deadlines=QUICK)
    stage.next.put(FakeRuntime(stage.log, READY, then=(Closed(),)))
    assert stage.run(Shown()) == 0
    assert [line for line in stage.log if "view" in line][:3] == [
        "view app Title",
        "view restart crashed",
        "view app Title",
    ]
    assert "while it ran" in capsys.readouterr().err
    assert stage.restarts[0].port == 4711


def test_what_a_runtime_asks_before_there_is_anybody_to_ask_is_answered_when_there_is(tmp_path) -> None:
    class Talk:
        def join(self, runtime):
            stage.log.append("join")

        def part(self, runtime):
            stage.log.append("part")

        def hear(self, runtime, message):
            stage.log.append(f"hear {message.id}")

        def page_gone(self):
            pass

    stage = Stage(READY, Ask(1, "window.state", {}))
    equipped = Equipped(Talk(), lambda options: None, tmp_path)
    asked = [Said(stage.first, Ask(number, "window.state", {})) for number in (2, 3)]
    assert stage.run(Shown(), asked[0], equipped, asked[1], Closed()) == 0
    assert [line for line in stage.log if line == "join" or "hear" in line] == ["join", "hear 1", "hear 2", "hear 3"]


def test_a_window_that_is_closed_while_its_runtime_is_down_ends_with_a_problem() -> None:
    stage = Stage(READY, -9, deadlines=Deadlines(restart_s=(60.0,)))
    assert stage.run(Shown(), Closed()) == 1


def test_a_runtime_that_crashes_again_and_again_is_left_until_somebody_asks() -> None:
    stage = Stage(READY, -11, deadlines=QUICK)
    for _ in range(3):
        stage.next.put(FakeRuntime(stage.log, READY, -11))
    stage.next.put(FakeRuntime(stage.log, READY, -11, then=()))
    last = FakeRuntime(stage.log, READY, then=(Closed(),))
    stage.view.on_problem = lambda: (stage.next.put(last), stage.supervisor.post(Retry()))
    assert stage.run(Shown()) == 0
    assert stage.log.count("view restart crashed") == 4
    assert stage.log.count("view problem crashed") == 1


def test_a_runtime_that_crashes_before_it_has_served_is_a_problem_at_once() -> None:
    stage = Stage(Starting("import"), -11, deadlines=QUICK)
    assert stage.run(Shown(), Closed()) == 1
    assert "view problem crashed" in stage.log


def test_a_page_whose_process_dies_is_loaded_again_but_not_for_ever() -> None:
    stage = Stage(READY, deadlines=QUICK)
    deaths = [PageDied("KilledTerminationStatus 9")] * 4
    stage.view.on_problem = lambda: stage.supervisor.post(Closed())
    assert stage.run(Shown(), *deaths) == 1
    assert "view problem page_crashed" in stage.log
    assert wait_until(lambda: stage.log.count("view reload") == 3)


def test_an_engine_that_can_show_no_page_any_more_is_an_end() -> None:
    stage = Stage(READY, deadlines=QUICK)
    assert stage.run(Shown(), *[PageDied("AbnormalTerminationStatus 1002")] * 5) == 1
    assert stage.log.count("view problem page_crashed") == 1
    assert stage.log[-1] == END[-1]


def test_no_window_within_the_deadline_is_an_end() -> None:
    stage = Stage(Starting("python"), deadlines=SHORT)
    assert stage.run() == 1
    assert stage.log[1:] == END


def test_a_silent_runtime_is_a_problem() -> None:
    stage = Stage(deadlines=SHORT)
    threading.Timer(0.3, stage.supervisor.post, [Closed()]).start()
    assert stage.run(Shown()) == 1
    assert "view problem silent" in stage.log


def test_a_runtime_that_cannot_be_started_is_a_problem() -> None:
    stage = Stage(error=OSError("no such program"))
    assert stage.run(Shown(), Closed()) == 1
    assert "view problem server_failed" in stage.log


def test_an_orderly_end_of_the_runtime_is_one_of_the_shell() -> None:
    assert Stage(READY, Stopped()).run(Shown()) == 0


def test_a_failure_then_another_try() -> None:
    stage = Stage(Failed(PROBLEM), 1)
    stage.next.put(FakeRuntime(stage.log, READY, then=(Closed(),)))
    assert stage.run(Shown(), Retry()) == 0
    assert stage.log == [
        *("runtime start", "view problem no_app", "view start"),
        *("runtime stop reload", "runtime wait", "runtime kill"),
        *("runtime start", "view app Title"),
        *END,
    ]


def test_another_try_without_a_failure_is_nothing() -> None:
    stage = Stage(READY)
    assert stage.run(Shown(), Retry(), Closed()) == 0
    assert stage.restarts == []


def test_a_change_restarts_on_the_same_port(tmp_path) -> None:
    stage = Stage(READY)
    stage.next.put(FakeRuntime(stage.log))
    assert stage.run(Shown(), Changed(frozenset({tmp_path / "x.py"})), Closed()) == 0
    assert [(a.port, a.is_port_wish) for a in stage.restarts] == [(4711, True)]


def test_a_changed_style_sheet_reloads_the_page(tmp_path) -> None:
    sheet = tmp_path / "x.css"
    sheet.touch()
    stage = Stage(READY)
    assert stage.run(Shown(), Changed(frozenset({sheet})), Closed()) == 0
    assert "view reload" in stage.log
    assert stage.restarts == []


def test_a_removed_style_sheet_restarts(tmp_path) -> None:
    stage = Stage(READY)
    stage.next.put(FakeRuntime(stage.log))
    stage.run(Shown(), Changed(frozenset({tmp_path / "x.css"})), Closed())
    assert len(stage.restarts) == 1


def test_words_of_an_earlier_runtime_are_not_heard(tmp_path) -> None:
    stage = Stage(READY)
    late = (Said(stage.first, Failed(PROBLEM)), Gone(stage.first, 1), Closed())
    stage.next.put(FakeRuntime(stage.log, then=late))
    assert stage.run(Shown(), Changed(frozenset({tmp_path / "x.py"}))) == 0
    assert "view problem no_app" not in stage.log


def test_without_a_window_a_problem_is_the_end() -> None:
    stage = Stage(Failed(PROBLEM))
    stage.view.stays_after_problem = False
    assert stage.run(Shown()) == 1


def test_a_step_of_the_end_that_fails_does_not_stop_the_others() -> None:
    stage = Stage(READY)
    stage.view.close = lambda: (_ for _ in ()).throw(RuntimeError("no window"))  # type: ignore[method-assign]
    with pytest.raises(RuntimeError):
        stage.run(Shown(), Closed())
    assert stage.log[-3:] == ["runtime stop closed", "runtime wait", "runtime kill"]


@pytest.mark.parametrize(("start", "printed"), [("http://a/1", "http://a/2"), ("", "")])
def test_the_view_is_given_the_addresses_that_let_in(start, printed) -> None:
    stage = Stage(Ready(READY.url, "Title", start=start, printed=printed))
    assert stage.run(Shown(), Closed()) == 0
    assert stage.view.shown == (start, printed)
