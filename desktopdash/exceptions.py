"""Dash's exceptions by their names there (`dash.exceptions`)."""

from __future__ import annotations

from .errors import AppNotFoundError as AppNotFoundError
from .errors import BackgroundCallbackError as BackgroundCallbackError
from .errors import CallbackException as CallbackException
from .errors import DesktopdashError as DashException
from .errors import DuplicateCallback as DuplicateCallback
from .errors import DuplicateIdError as DuplicateIdError
from .errors import IDsCantContainPeriods as IDsCantContainPeriods
from .errors import IncorrectTypeException as IncorrectTypeException
from .errors import InvalidCallbackReturnValue as InvalidCallbackReturnValue
from .errors import InvalidComponentIdError as InvalidComponentIdError
from .errors import InvalidConfig as InvalidConfig
from .errors import InvalidIndexException as InvalidIndexException
from .errors import InvalidResourceError as InvalidResourceError
from .errors import MissingCallbackContextException as MissingCallbackContextException
from .errors import MissingLongCallbackManagerError as MissingLongCallbackManagerError
from .errors import NoLayoutException as NoLayoutException
from .errors import NonExistentEventException as NonExistentEventException
from .errors import ObsoleteAttributeException as ObsoleteAttributeException
from .errors import ObsoleteKwargException as ObsoleteKwargException
from .errors import PreventUpdate as PreventUpdate
from .errors import ResourceException as ResourceException
from .errors import UnsupportedRelativePath as UnsupportedRelativePath
from .errors import WildcardInLongCallback as WildcardInLongCallback

__all__ = [
    "AppNotFoundError",
    "BackgroundCallbackError",
    "CallbackException",
    "DashException",
    "DuplicateCallback",
    "DuplicateIdError",
    "IDsCantContainPeriods",
    "IncorrectTypeException",
    "InvalidCallbackReturnValue",
    "InvalidComponentIdError",
    "InvalidConfig",
    "InvalidIndexException",
    "InvalidResourceError",
    "MissingCallbackContextException",
    "MissingLongCallbackManagerError",
    "NoLayoutException",
    "NonExistentEventException",
    "ObsoleteAttributeException",
    "ObsoleteKwargException",
    "PreventUpdate",
    "ResourceException",
    "UnsupportedRelativePath",
    "WildcardInLongCallback",
]
