"""Every exception that desktopdash raises on purpose.

The tree (a test compares it with the classes below)::

    DesktopdashError
      CallbackException
        PreventUpdate
        CallbackFailed
        IncorrectTypeException
          IDsCantContainPeriods
            InvalidComponentIdError
        InvalidCallbackReturnValue
        MissingCallbackContextException
        UnsupportedRelativePath
        WildcardInLongCallback
        NonExistentEventException
      DuplicateCallback
      DuplicateIdError
      MissingLongCallbackManagerError
      BackgroundCallbackError
        JobCancelled
        JobTimedOut
        JobLost
        JobRefused
      NoLayoutException
      InvalidConfig
      InvalidIndexException
      ResourceException
        InvalidResourceError
      AppNotFoundError
      ObsoleteKwargException
      ObsoleteAttributeException
      NotJson
      RequestError
      StorageError
        TextTooLong
      ServerError
        PortInUse
      CompatError
      DesktopError
        DesktopUnavailable
        DesktopTimeout
      NotSupportedYet

Messages say what was found, what was expected and what to do. Names that Dash has keep their meaning; its
root `DashException` is `DesktopdashError`.
"""

from __future__ import annotations


class DesktopdashError(Exception):
    """The root."""


class CallbackException(DesktopdashError):
    """Something about one callback."""


class PreventUpdate(CallbackException):
    """Raise it in a callback to leave every output alone."""


class CallbackFailed(CallbackException):
    """The user's function raised, or returned what its outputs cannot take.

    Attributes:
        callback: which one, as "name (module:line)".
        error: the exception itself.
        trace: its traceback as text, the user's frames only, ended by a line feed; "" when there are none.
    """

    def __init__(self, callback: str, error: BaseException, trace: str = "") -> None:
        super().__init__(f"Callback {callback} failed: {type(error).__name__}: {error}")
        self.callback = callback
        self.error = error
        self.trace = trace


class IncorrectTypeException(CallbackException):
    """A dependency of a callback is not what a dependency can be."""


class IDsCantContainPeriods(IncorrectTypeException):
    """A string id holds a character that the protocol needs."""


class InvalidComponentIdError(IDsCantContainPeriods):
    """A string id holds "." or begins with "{"."""


class InvalidCallbackReturnValue(CallbackException):
    """A callback returned the wrong number of values, the wrong shape, or what is not JSON."""


class MissingCallbackContextException(CallbackException):
    """`ctx` was used outside a callback, or `set_props` where there is no stream to the pages."""


class UnsupportedRelativePath(CallbackException):
    """A path does not begin with the prefix that it must have."""


class WildcardInLongCallback(CallbackException):
    """A wildcard stands where a long callback allows none."""


class NonExistentEventException(CallbackException):
    """Kept for code that names it; nothing raises it."""


class DuplicateCallback(DesktopdashError):
    """Two callbacks write one prop, and none says `allow_duplicate=True`."""


class DuplicateIdError(DesktopdashError):
    """Two components of a layout have one id."""


class MissingLongCallbackManagerError(DesktopdashError):
    """A long callback has no manager."""


class BackgroundCallbackError(DesktopdashError):
    """A long callback's job ended without a result."""


class JobCancelled(BackgroundCallbackError):
    """A job was cancelled: by an Input of `cancel=`, or with its page."""


class JobTimedOut(BackgroundCallbackError):
    """A job took longer than its `timeout=`."""


class JobLost(BackgroundCallbackError):
    """The process of a job died.

    Attributes:
        exit_code: of the process; minus the number of the signal that ended it; None where nobody knows.
    """

    def __init__(self, message: str, exit_code: int | None = None) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class JobRefused(BackgroundCallbackError):
    """Too many jobs wait already, or no worker could be started."""


class NoLayoutException(DesktopdashError):
    """The app has no layout, or one that is not made of components."""


class InvalidConfig(DesktopdashError):
    """A setting contradicts another or is malformed."""


class InvalidIndexException(DesktopdashError):
    """The index page lacks a part without which the app cannot start."""


class ResourceException(DesktopdashError):
    """A script or style sheet cannot be served."""


class InvalidResourceError(ResourceException):
    """A script or style sheet is asked for by a path that no package has."""


class AppNotFoundError(DesktopdashError):
    """`get_app()` was called before an app was made."""


class ObsoleteKwargException(DesktopdashError):
    """An argument that Dash had long ago."""


class ObsoleteAttributeException(DesktopdashError):
    """An attribute that Dash had long ago."""


class NotJson(DesktopdashError, TypeError):
    """A value cannot be sent to the page.

    Attributes:
        path: where inside the value it stands, as in `children[0].props.data`; "" for the value itself.
        found: the value that is not JSON.
        reason: why, in a few words.
    """

    def __init__(self, path: str, found: object, reason: str) -> None:
        place = f" at `{path}`" if path else ""
        super().__init__(f"{reason}{place}: {_short(found)}")
        self.path = path
        self.found = found
        self.reason = reason


class RequestError(DesktopdashError):
    """A request is malformed.

    Attributes:
        kind: a word for programs, such as "not_json".
        status: the HTTP status to answer with, 400 to 499.
    """

    def __init__(self, kind: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.kind = kind
        self.status = status


class StorageError(DesktopdashError):
    """What pages keep in the profile cannot be read or written; the message says why, and what to do."""


class TextTooLong(StorageError):
    """A key or a text is longer than what is kept."""


class ServerError(DesktopdashError):
    """The server could not start or stop."""


class PortInUse(ServerError):
    """Something else listens on the wanted address."""


class CompatError(DesktopdashError):
    """The alias `dash` cannot be installed."""


class DesktopError(DesktopdashError):
    """Something that was asked of the desktop, of the page or of an exposed function did not come to an answer.

    Attributes:
        code: a word for programs: "invalid" (an argument), "unknown" (no such operation or function), "denied" (by the
            person or the app's policy), "unavailable" (not on this system, or not in a browser), "timeout", "gone" (the
            other side ended before it answered), "failed" (it raised; the message says what).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def told(self) -> dict[str, str]:
        """Return it as the other side is told it: `{"code", "message"}`."""
        return {"code": self.code, "message": str(self)}


class DesktopUnavailable(DesktopError):
    """There is no desktop here, or it cannot do that."""

    def __init__(self, message: str) -> None:
        super().__init__("unavailable", message)


class DesktopTimeout(DesktopError):
    """No answer in time."""

    def __init__(self, message: str) -> None:
        super().__init__("timeout", message)


class NotSupportedYet(DesktopdashError, NotImplementedError):
    """Dash has it, desktopdash will."""


def _short(value: object, most: int = 120) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
