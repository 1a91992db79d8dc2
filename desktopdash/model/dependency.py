"""What a callback depends on: Input, Output, State; and the name of a function in the page."""

from __future__ import annotations

import itertools
from typing import Any, Final

from ..errors import IncorrectTypeException
from ..records import dataclass
from ..typing import ComponentId
from .component import Component
from .ids import ALL, ALLSMALLER, Wildcard, check_id, has_wildcard, is_pattern, stringify_id

_GIVEN_IDS: Final = itertools.count(1)
_REFUSED_NAMESPACES: Final = ("PreventUpdate", "no_update")
_OWN_NAMESPACES: Final = "_dashprivate_"


class Dependency:
    """A prop of a component, or of all that a pattern selects.

    Args:
        component_id: a string, a dict (parts may be wildcards), or a component, which gets an id when it has
            none.
        component_property: the prop's name.

    Raises:
        IncorrectTypeException: an id or a name of a wrong type.
        InvalidComponentIdError: a string id with "." or "{".
    """

    __slots__ = ("component_id", "component_property")

    allowed_wildcards: tuple[Wildcard, ...] = tuple(Wildcard)

    def __init__(self, component_id: ComponentId | Component, component_property: str) -> None:
        id_ = _id_of(component_id) if isinstance(component_id, Component) else component_id
        check_id(id_)
        if not isinstance(component_property, str):
            raise IncorrectTypeException(f"component_property is {component_property!r}; expected the name of a prop")
        if not component_property or "." in component_property:
            raise IncorrectTypeException(
                f"component_property is {component_property!r}; expected the name of a prop: not empty, and without `.`"
            )
        self.component_id: ComponentId = id_
        self.component_property = component_property

    def component_id_str(self) -> str:
        """Return the id's canonical text."""
        return stringify_id(self.component_id)

    def has_wildcard(self) -> bool:
        """Tell whether the id holds a wildcard."""
        return is_pattern(self.component_id)

    def takes_many(self) -> bool:
        """Tell whether it stands for a list of props (ALL, ALLSMALLER)."""
        return has_wildcard(self.component_id, ALL, ALLSMALLER)

    def to_dict(self) -> dict[str, Any]:
        """Return `{"id": text, "property": name}`."""
        return {"id": self.component_id_str(), "property": self.component_property}

    def __str__(self) -> str:
        return f"{self.component_id_str()}.{self.component_property}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} `{self}`>"

    def __eq__(self, other: object) -> bool:
        # Plain equality: wildcards equal themselves and nothing else.
        return isinstance(other, Dependency) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


def _id_of(component: Component) -> ComponentId:
    """Return the component's id, after giving it one when it has none.

    Ids count up, so that every process that loads the app in the same order names its components alike.
    """
    id_: ComponentId | None = component.__dict__.get("id")
    if id_ is None:
        id_ = component.__dict__["id"] = f"_component-{next(_GIVEN_IDS)}"
    return id_


class Output(Dependency):
    """A prop that a callback writes.

    Args:
        component_id: see `Dependency`.
        component_property: the prop's name.
        allow_duplicate: let other callbacks write the same prop too.
    """

    __slots__ = ("allow_duplicate",)

    allowed_wildcards = (Wildcard.MATCH, Wildcard.ALL)

    def __init__(
        self, component_id: ComponentId | Component, component_property: str, allow_duplicate: bool = False
    ) -> None:
        super().__init__(component_id, component_property)
        self.allow_duplicate = allow_duplicate


class _Read(Dependency):
    """A prop that a callback reads."""

    __slots__ = ("allow_optional",)

    def __init__(
        self, component_id: ComponentId | Component, component_property: str, allow_optional: bool = False
    ) -> None:
        super().__init__(component_id, component_property)
        self.allow_optional = allow_optional

    def to_dict(self) -> dict[str, Any]:
        """Return `{"id", "property"}`, and `"allow_optional": true` where it is."""
        optional = {"allow_optional": True} if self.allow_optional else {}
        return {**super().to_dict(), **optional}


class Input(_Read):
    """A prop whose change runs a callback.

    Args:
        component_id: see `Dependency`.
        component_property: the prop's name.
        allow_optional: the component need not be on the page; the callback then gets None.
    """

    __slots__ = ()


class State(_Read):
    """A prop that a callback is given and that does not run it. The arguments are those of `Input`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ClientsideFunction:
    """The name of a JavaScript function, `window.dash_clientside[namespace][function_name]`.

    Raises:
        ValueError: a namespace that is the renderer's own.
    """

    namespace: str
    function_name: str

    def __post_init__(self) -> None:
        if self.namespace.startswith(_OWN_NAMESPACES):
            raise ValueError(f"namespace is {self.namespace!r}; names that begin with {_OWN_NAMESPACES!r} are taken")
        if self.namespace in _REFUSED_NAMESPACES:
            raise ValueError(f"namespace is {self.namespace!r}, which means something else in dash_clientside")

    def __repr__(self) -> str:
        return f"ClientsideFunction({self.namespace}, {self.function_name})"
