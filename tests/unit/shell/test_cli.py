from __future__ import annotations

import os
import subprocess
import sys

import pytest

from desktopdash import cli
from desktopdash.processes.pipes import own_command
from desktopdash.shell.arguments import RuntimeArguments
from desktopdash.shell.loader import AppSpec
from desktopdash.shell.runtime import Life, _parse
from desktopdash.shell.token import Token


@pytest.fixture
def called(monkeypatch):
    """What the command line would run: (module, name, arguments, options)."""
    calls: list[tuple[object, ...]] = []

    def entry(module: str, name: str):
        def run(*arguments: object, **options: object) -> int:
            calls.append((module.rpartition(".")[2], name, arguments, options))
            return 0

        return run

    monkeypatch.setattr(cli, "_entry", entry)
    return calls


def test_commands_reach_their_module(called, tmp_path) -> None:
    app = tmp_path / "app.py"
    app.touch()
    spec = AppSpec(app)
    for words in (
        ["run", str(app)],
        ["run", str(app), "--debug", "--title", "T"],
        ["run", str(app), "--browser"],
        ["serve", f"{app}:x", "--port", "9000", "--host", "0.0.0.0"],
        ["doctor"],
        ["_runtime", "a", "b"],
        ["_shell", "c"],
    ):
        assert cli.main(words) == 0
    served = RuntimeArguments(AppSpec(app, "x"), host="0.0.0.0", port=9000, is_open=True)
    assert called == [
        ("run", "run", (RuntimeArguments(spec, has_window=True),), {}),
        ("run", "run", (RuntimeArguments(spec, True, "T", has_window=True),), {}),
        ("headless", "supervise", (RuntimeArguments(spec),), {"opens_browser": True}),
        ("serve", "serve", (served, None), {}),
        ("doctor", "main", (), {}),
        ("runtime", "main", (["a", "b"],), {}),
        ("attached", "main", (["c"],), {}),
    ]


def test_missing_file_ends_with_2(capsys) -> None:
    assert cli.main(["run", "/nowhere/app.py"]) == 2
    assert "There is no file app.py" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [[], ["walk"], ["run"], ["serve", "app.py", "--port", "x"], ["serve", "app.py", "--port", "70000"]],
)
def test_wrong_use_ends_with_2(words, capsys) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(words)
    assert caught.value.code == 2


def test_runtime_arguments_come_through_the_command_line() -> None:
    given = RuntimeArguments(AppSpec(cli_path()), True, "My title", "127.0.0.1", 81, True, True, ("a.example", "*"))
    read = _parse([*given.as_list(), "--pipe", "3,4", "--parent", "1"])
    assert (read.app, read.debug, read.title, read.port, read.port_wish) == (
        str(cli_path()),
        True,
        "My title",
        81,
        True,
    )
    assert (read.open, read.allow_host) == (True, ["a.example", "*"])
    closed = _parse([*RuntimeArguments(AppSpec(cli_path())).as_list(), "--pipe", "3,4", "--parent", "1"])
    assert (closed.open, closed.allow_host) == (False, [])


def test_the_token_of_serve_stands_in_no_argument_of_a_runtime(called, tmp_path, monkeypatch) -> None:
    app = tmp_path / "app.py"
    app.touch()
    for words in (["serve", str(app)], ["serve", str(app), "--debug"], ["serve", str(app), "--token"]):
        monkeypatch.setenv("DESKTOPDASH_TOKEN", "0123456789abcdef")
        assert cli.main(words) == 0
        _, _, (arguments, token), _ = called.pop()
        assert token == Token("0123456789abcdef", is_made=False)
        assert "0123456789abcdef" not in " ".join(arguments.as_list())
        assert "DESKTOPDASH_TOKEN" not in os.environ
    assert cli.main(["serve", str(app), "--token"]) == 0
    made = called.pop()[2][1]
    assert made.is_made
    assert len(made.value) >= 43


@pytest.mark.parametrize("token", ["short", "0123456789 abcdef", "0123456789abcdeü"])
def test_a_token_that_cannot_be_used_ends_with_2(tmp_path, capsys, token) -> None:
    app = tmp_path / "app.py"
    app.touch()
    assert cli.main(["serve", str(app), "--token", token]) == 2
    told = capsys.readouterr().err
    assert f"found a token of {len(token)} characters; expected at least 16" in told
    assert token not in told


def test_frozen_program_starts_itself(monkeypatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command("_runtime") == [sys.executable, "_runtime"]


def test_each_process_loads_only_what_it_needs() -> None:
    shell = "desktopdash.cli, desktopdash.shell.window"
    heavy = "{'flask', 'waitress', 'plotly', 'pandas', 'numpy', 'watchfiles', 'webview', 'dash'}"
    assert loaded_of(shell, heavy) == "[]"
    before_the_apps_process = "desktopdash.cli, desktopdash.shell.run"
    heavy = "{'psutil', 'logging', 'socket', 'hashlib', 'traceback', 'platformdirs', 'shutil', 'dataclasses'}"
    assert loaded_of(before_the_apps_process, heavy) == "[]"
    assert loaded_of("desktopdash.shell.runtime", "{'psutil', 'difflib', 'webview'}") == "[]"
    serve = "desktopdash.cli, desktopdash.shell.headless"
    heavy = "{'webview', 'plotly', 'pandas', 'numpy', 'watchfiles', 'PySide6', 'dash'}"
    assert loaded_of(serve, heavy) == "[]"


def test_life_ends_an_import_at_once_and_serving_in_order(monkeypatch) -> None:
    codes: list[int] = []
    monkeypatch.setattr("desktopdash.processes.trees.kill_descendants", lambda timeout_s: [])
    Life(codes.append).hear(None)
    assert codes == [0]
    life = Life(codes.append)
    monkeypatch.setattr(life, "_is_serving", True)
    monkeypatch.setattr(life, "end_soon", lambda: codes.append(7))
    life.hear(None)
    life.serve()
    assert codes == [0, 7]


def cli_path():
    from pathlib import Path

    return Path("/apps/tool.py")


def loaded_of(modules: str, heavy: str) -> str:
    code = f"import sys\nimport {modules}\nprint(sorted({heavy} & set(sys.modules)))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
