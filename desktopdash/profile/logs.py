"""Log files in the profile: turned over when they are long, one for each process that writes at the same time."""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from .folder import make_folder, profile_folder
from .level import LEVEL_VARIABLE, log_level
from .lock import FileLock

LOGS: Final = "logs"
"""The profile's folder of logs."""

MOST_BYTES: Final = 1_000_000
KEPT_FILES: Final = 5
"""The file that is written, and the ones before it: `app.log`, `app.log.1` … `app.log.4`."""

_MOST_INSTANCES: Final = 50
_FORMAT: Final = "%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"
_SECRETS: Final = (
    (re.compile(r"(_desktopdash-start/)[^\s\"'<>?#&]+"), r"\1***"),
    (re.compile(r"(?i)\b((?:\w*[-_])?(?:token|ticket|secret|password))=[^\s\"'<>&#;,]+"), r"\1=***"),
    (re.compile(r"(?im)\b(set-cookie|cookie|authorization)(\"?'?: ?)[^\r\n]+"), r"\1\2***"),
)


def masked(text: str) -> str:
    """Return a text without the secrets that open an app: start addresses, tokens, cookies."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class LogFile(logging.Handler):
    """A log in a folder: `<name>.log`, or `<name>-2.log` and so on where others hold that.

    What cannot be written (the disk is full) is lost, which stderr is told once.

    Args:
        folder: where it is, made where it is missing.
        name: as "app".

    Raises:
        OSError: there can be no file in the folder.

    Attributes:
        path: the file.
    """

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._hold, self.path = _free_file(folder, name)
        self._owner = os.getpid()
        self._told = False
        self._open()
        self.setFormatter(logging.Formatter(_FORMAT))

    def _open(self) -> None:
        fd = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._file = os.fdopen(fd, "ab", buffering=0)
        self._size = self._file.tell() or self.path.stat().st_size

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, without secrets."""
        if self._file.closed:  # a thread that outlives the end
            return
        line = (masked(self.format(record)) + "\n").encode(errors="backslashreplace")
        try:
            # A process that was forked writes too; it must not take the file away.
            if self._size and self._size + len(line) > MOST_BYTES and os.getpid() == self._owner:
                self._turn()
            self._file.write(line)
            self._size += len(line)
        except OSError as error:
            if not self._told:
                self._told = True
                print(f"desktopdash: the log {self.path} cannot be written: {error}", file=sys.stderr)

    def _turn(self) -> None:
        self._file.close()
        try:
            for number in range(KEPT_FILES - 1, 0, -1):
                older = self.path.with_name(f"{self.path.name}.{number}")
                newer = self.path if number == 1 else self.path.with_name(f"{self.path.name}.{number - 1}")
                if newer.exists():
                    newer.replace(older)
        finally:
            self._open()

    def close(self) -> None:
        """Close the file, and let others have it."""
        with self._guard():
            self._file.close()
            self._hold.release()
        super().close()

    def _guard(self) -> Any:
        return self.lock or threading.RLock()


def _free_file(folder: Path, name: str) -> tuple[FileLock, Path]:
    """Take the first log that nobody holds."""
    for number in range(1, _MOST_INSTANCES + 1):
        file = folder / (f"{name}.log" if number == 1 else f"{name}-{number}.log")
        hold = FileLock(folder / f".{file.name}.lock")
        if hold.take():
            return hold, file
    raise OSError(f"{_MOST_INSTANCES} processes have a log in {folder} already")


class AppLog(LogFile):
    """The log of the app's process. It does not count as a handler: what a program says on stderr stays the same."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; where no handler but this one hears of it, stderr gets what Python itself would write."""
        super().emit(record)
        last = logging.lastResort
        if last is not None and record.levelno >= last.level and self._is_alone(record.name):
            last.handle(record)

    def _is_alone(self, name: str) -> bool:
        logger: logging.Logger | None = logging.getLogger(name)
        while logger is not None:
            if any(handler is not self for handler in logger.handlers):
                return False
            logger = logger.parent if logger.propagate else None
        return True

    def note(self, level: int, name: str, text: str, error: BaseException | None = None) -> None:
        """Write a line of our own, for nobody but the file."""
        info = None if error is None else (type(error), error, error.__traceback__)
        self._write(logging.LogRecord(name, level, "", 0, text, None, info))

    def _write(self, record: logging.LogRecord) -> None:
        with self._guard():
            super().emit(record)


def follow_app(log: AppLog) -> Callable[[], None]:
    """Write down what loggers are told from INFO on (see `log_level`), warnings, and exceptions that nobody caught, in
    any thread.

    To be called after the app's own code has run: `logging.basicConfig` does nothing where the root logger has a
    handler. A root logger that the app has set up keeps its level.

    Returns:
        A function that ends it.
    """
    root = logging.getLogger()
    level = root.level
    if not root.handlers:
        root.setLevel(min(level, log_level()) if LEVEL_VARIABLE not in os.environ else log_level())
    logging.getLogger("desktopdash").setLevel(log_level())
    root.addHandler(log)
    undo_warnings = _follow_warnings(log)
    main_hook, thread_hook = sys.excepthook, threading.excepthook

    def in_main(kind: Any, error: BaseException, trace: Any) -> None:
        log.note(logging.CRITICAL, "desktopdash", "an exception ended the program", error)
        main_hook(kind, error, trace)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            name = args.thread.name if args.thread is not None else "?"
            log.note(logging.ERROR, "desktopdash", f"an exception ended thread {name}", args.exc_value)
        thread_hook(args)

    sys.excepthook, threading.excepthook = in_main, in_thread

    def undo() -> None:
        sys.excepthook, threading.excepthook = main_hook, thread_hook
        undo_warnings()
        root.removeHandler(log)
        root.setLevel(level)
        log.close()

    return undo


def _follow_warnings(log: AppLog) -> Callable[[], None]:
    shown = warnings.showwarning

    def show(message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None) -> None:
        if file is None:
            log.note(logging.WARNING, "py.warnings", f"{filename}:{lineno}: {category.__name__}: {message}")
        shown(message, category, filename, lineno, file, line)

    def undo() -> None:
        warnings.showwarning = shown

    warnings.showwarning = show
    return undo


def open_shell_log(place: str) -> LogFile | None:
    """Begin the log of the process with the window: what is told to the logger "desktopdash.shell", and to nobody else.

    Args:
        place: the file that makes the app; see `profile_folder`.

    Returns:
        None where the profile cannot be written, which the process that serves the app tells.
    """
    folder = profile_folder(place)
    try:
        make_folder(folder)
        log = LogFile(folder / LOGS, "shell")
    except OSError:
        return None
    logger = logging.getLogger("desktopdash.shell")
    logger.setLevel(log_level())
    logger.propagate = False
    logger.addHandler(log)
    return log
