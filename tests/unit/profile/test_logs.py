"""Log files: turned over, one for each process, without secrets, and without a word more or less on stderr."""

import logging
import os
import subprocess
import sys
import textwrap

import pytest

from desktopdash.profile import logs as module
from desktopdash.profile.folder import PROFILES_VARIABLE, profile_folder
from desktopdash.profile.level import LEVEL_VARIABLE
from desktopdash.profile.logs import LogFile, masked, open_shell_log


@pytest.fixture
def log_in(tmp_path):
    made = []

    def make(name="app"):
        made.append(LogFile(tmp_path / "logs", name))
        return made[-1]

    yield make
    for log in made:
        log.close()


def say(log, text, level=logging.INFO):
    log.handle(logging.LogRecord("some.logger", level, "", 0, text, None, None))


def test_a_line_says_when_how_bad_and_who(log_in):
    log = log_in()
    say(log, "hello Ä \ud800", logging.WARNING)
    line = log.path.read_text()
    assert line.endswith(f" WARNING {os.getpid()} some.logger: hello Ä \\ud800\n")
    assert line[:4].isdigit()
    assert log.path.stat().st_mode & 0o777 == 0o600


def test_it_goes_on_where_it_ended(log_in):
    first = log_in()
    say(first, "one")
    first.close()
    second = log_in()
    say(second, "two")
    assert second.path == first.path
    assert [line.split()[-1] for line in second.path.read_text().splitlines()] == ["one", "two"]


def test_long_logs_are_turned_over_and_the_oldest_forgotten(log_in, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    log = log_in()
    for number in range(100):
        say(log, f"{number:3} " + "x" * 100)
    names = sorted(path.name for path in (tmp_path / "logs").iterdir() if not path.name.startswith("."))
    assert names == ["app.log", "app.log.1", "app.log.2", "app.log.3", "app.log.4"]
    assert all(path.stat().st_size <= 1000 for path in (tmp_path / "logs").iterdir())
    texts = "".join((tmp_path / "logs" / name).read_text() for name in reversed(names))
    numbers = [int(line.split()[5]) for line in texts.splitlines()]
    assert numbers == list(range(numbers[0], 100)), "the last of them, in order"


def test_a_line_that_is_longer_than_a_file_is_written_once(log_in, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 50)
    log = log_in()
    say(log, "x" * 200)
    assert log.path.stat().st_size > 200
    assert not (tmp_path / "logs" / "app.log.1").exists()


def test_each_has_a_file_of_its_own_until_it_ends(log_in):
    first, second = log_in(), log_in()
    assert (first.path.name, second.path.name) == ("app.log", "app-2.log")
    code = (
        "import sys, pathlib; from desktopdash.profile.logs import LogFile\n"
        "print(LogFile(pathlib.Path(sys.argv[1]), 'app').path.name)"
    )
    folder = first.path.parent

    def other():
        command = [sys.executable, "-c", code, str(folder)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert other() == "app-3.log"
    first.close()
    assert other() == "app.log"


def test_a_full_disk_is_told_once(log_in, monkeypatch, capsys):
    log = log_in()

    class Full:
        closed = False

        def write(self, data):
            raise OSError(28, "No space left on device")

        def close(self):
            file.close()

    file = log._file
    log._file = Full()
    say(log, "one")
    say(log, "two")
    assert capsys.readouterr().err.count("No space left") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GET /_desktopdash-start/aB3_x-9 200", "GET /_desktopdash-start/*** 200"),
        ("http://127.0.0.1:1/_desktopdash-start/abc?x=1", "http://127.0.0.1:1/_desktopdash-start/***?x=1"),
        ("?a=1&token=s3cret&b=2", "?a=1&token=***&b=2"),
        ("desktopdash_token=abc; Path=/", "desktopdash_token=***; Path=/"),
        ("Ticket=abc", "Ticket=***"),
        ("Cookie: desktopdash=abc; other=x\nHost: me", "Cookie: ***\nHost: me"),
        ("{'Cookie': 'desktopdash=abc'}", "{'Cookie': ***"),
        ("tokens are words, and token is one", "tokens are words, and token is one"),
    ],
)
def test_secrets_are_masked(text, expected):
    assert masked(text) == expected


def test_no_secret_gets_into_a_log_by_an_exception(log_in):
    log = log_in()
    try:
        raise ValueError("http://x/_desktopdash-start/abcdef")
    except ValueError as error:
        info = (ValueError, error, error.__traceback__)
        log.handle(logging.LogRecord("x", logging.ERROR, "", 0, "asked %s", ("token=12",), info))
    assert "abcdef" not in log.path.read_text()
    assert "=12" not in log.path.read_text()
    assert "ValueError" in log.path.read_text()


def test_the_shells_log_is_its_loggers_alone(tmp_path, monkeypatch):
    monkeypatch.setenv(PROFILES_VARIABLE, str(tmp_path))
    log = open_shell_log("/a/app.py")
    logger = logging.getLogger("desktopdash.shell")
    logger.info("of the shell")
    logging.getLogger("other").error("of others")
    logger.removeHandler(log)
    logger.propagate = True
    log.close()
    assert log.path == profile_folder("/a/app.py") / "logs" / "shell.log"
    assert "of the shell" in log.path.read_text()
    assert "of others" not in log.path.read_text()


def test_without_a_profile_the_shell_has_no_log(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv(PROFILES_VARIABLE, str(tmp_path / "file"))
    assert open_shell_log("/a/app.py") is None
    assert capsys.readouterr().err == ""


# What an app says, with its log and without: stderr must be the same.


PROGRAM = """
import logging, sys, threading, warnings
from pathlib import Path
{before}
if len(sys.argv) > 1:
    from desktopdash.profile.logs import AppLog, follow_app
    follow_app(AppLog(Path(sys.argv[1]), "app"))
own = logging.getLogger("own")
own.setLevel(logging.INFO)
own.addHandler(logging.StreamHandler())
own.info("own info")
logging.getLogger("lib").info("lib info")
logging.getLogger("lib").warning("lib warning")
logging.getLogger().error("root error")
warnings.warn("some warning", stacklevel=1)
thread = threading.Thread(target=lambda: 1 / 0, name="worker")
thread.start()
thread.join()
{{}}["key"]
"""


def run(tmp_path, before, with_log):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(before=textwrap.dedent(before)))
    command = [sys.executable, str(program), *([str(tmp_path / "logs")] if with_log else [])]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("before", ["", "logging.basicConfig(format='mine %(message)s')"], ids=["bare", "own"])
def test_stderr_says_the_same_as_without_a_log(tmp_path, before):
    plain, logged = run(tmp_path, before, False), run(tmp_path, before, True)
    assert logged.returncode == plain.returncode == 1
    assert logged.stderr == plain.stderr


def test_everything_is_in_the_log(tmp_path):
    run(tmp_path, "", True)
    text = (tmp_path / "logs" / "app.log").read_text()
    for expected in (
        "INFO {} own: own info",
        "INFO {} lib: lib info",
        "WARNING {} lib: lib warning",
        "ERROR {} root: root error",
        "UserWarning: some warning",
        "an exception ended thread worker",
        "ZeroDivisionError",
        "an exception ended the program",
        "KeyError: 'key'",
    ):
        first, _, rest = expected.rpartition("{} ")
        assert rest in text, expected
        assert first in text, expected
    assert text.count("root error") == 1


def test_a_level_that_the_app_has_set_is_left(tmp_path):
    run(tmp_path, "logging.basicConfig(level=logging.ERROR)", True)
    text = (tmp_path / "logs" / "app.log").read_text()
    assert "lib warning" not in text
    assert "root error" in text


@pytest.mark.parametrize(
    ("named", "root", "heard"),
    [
        (None, logging.WARNING, {"INFO", "WARNING"}),
        (None, logging.DEBUG, {"DEBUG", "INFO", "WARNING"}),
        ("debug", logging.WARNING, {"DEBUG", "INFO", "WARNING"}),
        ("error", logging.WARNING, set()),
        ("warning", logging.DEBUG, {"WARNING"}),
        ("nonsense", logging.WARNING, {"INFO", "WARNING"}),
    ],
)
def test_a_launch_says_how_much_is_written(tmp_path, named, root, heard):
    code = f"""
        import logging
        from pathlib import Path
        from desktopdash.profile.logs import AppLog, follow_app
        logging.getLogger().setLevel({root})
        undo = follow_app(AppLog(Path({str(tmp_path)!r}), "app"))
        for name in ("app.part", "desktopdash.part"):
            for level in (10, 20, 30):
                logging.getLogger(name).log(level, "said by %s", name)
        undo()
        assert logging.getLogger().level == {root}
    """
    env = {key: value for key, value in os.environ.items() if key != LEVEL_VARIABLE}
    env |= {LEVEL_VARIABLE: named} if named is not None else {}
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], env=env, check=True, capture_output=True)
    lines = [line.split(" ") for line in (tmp_path / "app.log").read_text().splitlines()]
    assert {line[2] for line in lines if line[4] == "app.part:"} == heard
    assert {line[2] for line in lines if line[4] == "desktopdash.part:"} >= heard - {"DEBUG"}
