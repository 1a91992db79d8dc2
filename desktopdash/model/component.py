"""The base of every component: named props, JSON form, access to descendants by id.

Two kinds of classes stand on it: those written here (`DeclaredComponent`, whose `__init__` is only a signature) and
those that Dash's generator compiled for a third-party package (`_explicitize_args`).
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator, MutableSequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

_F = TypeVar("_F", bound=Callable[..., Any])


class _Marker:
    """A sentinel that prints as its name."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name

    def __reduce__(self) -> tuple[Any, ...]:
        return (_marker, (self._name,))


def _marker(name: str) -> _Marker:
    return _MARKERS[name]


_MARKERS = {name: _Marker(name) for name in ("undefined", "required")}


class ComponentRegistry:
    """The modules that hold component classes, and where in their props components may stand.

    Filled when a class is made. It describes classes, which are global in Python anyway; it holds no state of an app.

    Attributes:
        registry: the outermost modules of the classes, in the order in which they came.
        children_props: by namespace and type, the paths in props where components may stand.
        namespace_to_package: by namespace, the outermost module of its classes.
    """

    registry: ClassVar[dict[str, None]] = {}
    children_props: ClassVar[dict[str, dict[str, list[str]]]] = {}
    namespace_to_package: ClassVar[dict[str, str]] = {}

    @classmethod
    def get_resources(cls, resource_name: str, includes: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """Return what the modules declare as their scripts or style sheets, as they declare it at this moment.

        Args:
            resource_name: "_js_dist" or "_css_dist".
            includes: the modules to ask; None for all.
        """
        names = [name for name in list(cls.registry) if includes is None or name in includes]
        # A module that is still being imported has classes before it has its lists.
        return [entry for name in names for entry in getattr(sys.modules.get(name), resource_name, None) or ()]


class Component:
    """A node of the page: a type of a namespace, with props.

    Args:
        **kwargs: props by name; `data-*` and `aria-*` where the class allows wildcards.

    Raises:
        TypeError: a prop that the class does not have, an id of a wrong type, or a component as the value of a prop
            that takes none (usually several children without a list round them).
    """

    UNDEFINED: ClassVar[Any] = _MARKERS["undefined"]
    REQUIRED: ClassVar[Any] = _MARKERS["required"]

    _type: str
    _namespace: str
    _prop_names: list[str]
    _valid_wildcard_attributes: list[str] = []
    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = ["children"]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        attributes = cls.__dict__
        if attributes.get("_explicitize_dash_init"):
            cls.__init__ = _explicitize_args(cls.__init__)  # type: ignore[method-assign]
        if cls.__module__ != __name__:
            _register(cls)

    def __init__(self, **kwargs: Any) -> None:
        for name, value in kwargs.items():
            if value is Component.UNDEFINED:
                continue
            self._check_prop(name, value)
            self.__dict__[name] = value

    def _check_prop(self, name: str, value: Any) -> None:
        if name not in self._prop_names and not name.startswith(tuple(self._valid_wildcard_attributes)):
            allowed = ", ".join(sorted(self._prop_names))
            raise TypeError(
                f"{self._label()} received an unexpected keyword argument: `{name}`.\nAllowed arguments: {allowed}"
            )
        if isinstance(value, Component) and name not in self._base_nodes:
            raise TypeError(
                f"{self._label()} was given a component as its prop `{name}`: {value!r}. "
                'Several children belong in a list: html.Div(["a", "b"]), not html.Div("a", "b").'
            )
        if name == "id":
            _check_id(value)

    def _label(self) -> str:
        version = getattr(sys.modules.get(self._namespace), "__version__", None)
        id_ = self.__dict__.get("id")
        told = (f" (version {version})" if version else "") + (f' with the ID "{id_}"' if id_ is not None else "")
        return f"The `{class_name(self)}` component{told}"

    def to_plotly_json(self) -> dict[str, Any]:
        """Return `{"props", "type", "namespace"}`; only props that were given, `children` as it was given."""
        own = self.__dict__
        props = {name: own[name] for name in self._prop_names if name in own}
        if self._valid_wildcard_attributes:
            prefixes = tuple(self._valid_wildcard_attributes)
            props.update({name: value for name, value in own.items() if name.startswith(prefixes)})
        return {"props": props, "type": self._type, "namespace": self._namespace}

    def __repr__(self) -> str:
        own = self.__dict__
        names = [name for name in self._prop_names if own.get(name) is not None]
        if self._valid_wildcard_attributes:
            names += [name for name in own if name.startswith(tuple(self._valid_wildcard_attributes))]
        if names in ([], ["children"]):
            return f"{self._type}({own.get('children')!r})"
        return f"{self._type}({', '.join(f'{name}={own[name]!r}' for name in names)})"

    # Access to descendants by id, as a mapping.

    def __getitem__(self, id: Any) -> Component:
        """Return the descendant with this id. Raises KeyError when there is none."""
        return self._locate(id)[2]

    def __setitem__(self, id: Any, item: Any) -> None:
        """Replace the descendant with this id. Raises KeyError when there is none."""
        parent, index, _ = self._locate(id)
        if index is None:
            parent.children = item
        else:
            parent.children[index] = item

    def __delitem__(self, id: Any) -> None:
        """Remove the descendant with this id. Raises KeyError when there is none."""
        parent, index, _ = self._locate(id)
        if index is None:
            parent.children = None
        else:
            del parent.children[index]

    def _locate(self, id: Any) -> tuple[Any, int | None, Component]:
        for parent, index, component in self._walk():
            if component.__dict__.get("id") == id:
                return parent, index, component
        raise KeyError(id)

    def _walk(self) -> Iterator[tuple[Component, int | None, Component]]:
        """Yield (parent, index or None, component) for every descendant in `children`, in layout order."""
        children = self.__dict__.get("children")
        if isinstance(children, Component):
            yield self, None, children
            yield from children._walk()
        elif isinstance(children, (tuple, MutableSequence)):
            for index, child in enumerate(children):
                if isinstance(child, Component):
                    yield self, index, child
                    yield from child._walk()

    def _traverse(self) -> Iterator[Any]:
        """Yield every descendant in `children`, text included."""
        for item in self._traverse_with_paths():
            yield item[1]

    def _traverse_with_paths(self) -> Iterator[tuple[str, Any]]:
        """Yield (path, descendant) for every descendant in `children`, text included."""
        children = self.__dict__.get("children")
        if isinstance(children, Component):
            here = f"[*] {_named(children)}"
            yield here, children
            for path, item in children._traverse_with_paths():
                yield f"{here}, {path}", item
        elif isinstance(children, (tuple, MutableSequence)):
            for index, child in enumerate(children):
                here = f"[{index}] {_named(child)}"
                yield here, child
                if isinstance(child, Component):
                    for path, item in child._traverse_with_paths():
                        yield f"{here}, {path}", item

    def _traverse_ids(self) -> Iterator[Component]:
        """Yield every descendant that has an id."""
        for _, _, component in self._walk():
            if component.__dict__.get("id") is not None:
                yield component

    def __iter__(self) -> Iterator[Any]:
        """Iterate over the ids of the descendants."""
        for component in self._traverse_ids():
            yield component.__dict__["id"]

    def __len__(self) -> int:
        """Return the number of descendants, text included."""
        children = self.__dict__.get("children")
        if children is None:
            return 0
        if isinstance(children, (Component, tuple, MutableSequence)):
            return sum(1 for _ in self._traverse())
        return 1

    def __bool__(self) -> bool:
        return True

    if TYPE_CHECKING:  # props are attributes; each class's signature names them

        def __getattr__(self, name: str) -> Any: ...

        def __setattr__(self, name: str, value: Any) -> None: ...


def class_name(component: Component) -> str:
    """Return the name that apps write for a component's class: "dcc.Input"."""
    namespace = component._namespace
    short = {"dash_html_components": "html", "dash_core_components": "dcc"}.get(namespace, namespace)
    return f"{short}.{component._type}"


def _named(item: Any) -> str:
    if not isinstance(item, Component):
        return type(item).__name__
    id_ = item.__dict__.get("id")
    return f"{item._type}" + (f" (id={id_})" if id_ is not None else "")


def _register(cls: type[Component]) -> None:
    module = cls.__module__.split(".")[0]
    namespace = getattr(cls, "_namespace", module)
    name = cls.__dict__.get("_type", cls.__name__)
    ComponentRegistry.registry[module] = None
    if "_namespace" in cls.__dict__:
        ComponentRegistry.namespace_to_package[namespace] = module
    else:  # an app's own subclass of a package's component does not make the app that package
        ComponentRegistry.namespace_to_package.setdefault(namespace, module)
    ComponentRegistry.children_props.setdefault(namespace, {})[name] = list(cls._children_props or [])


def _check_id(value: Any) -> None:
    if isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str):
                raise TypeError(f"dict id keys must be strings, found {key!r} in id {value!r}")
            if not isinstance(part, (str, int, float, bool)):
                raise TypeError(f"dict id values must be strings, numbers or bools, found {part!r} in id {value!r}")
    elif not isinstance(value, str):
        raise TypeError(f"`id` must be a string or a dict, not {value!r}")


def _explicitize_args(func: _F) -> _F:
    """Tell a compiled component's `__init__` which arguments its caller wrote, as `_explicit_args`."""
    code = func.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if "_explicit_args" in kwargs:
            raise TypeError("`_explicit_args` is set here and cannot be given")
        explicit = set(kwargs) | set(names[: len(args)])
        explicit.discard("self")
        return func(*args, **{**kwargs, "_explicit_args": list(explicit)})

    return wrapper  # type: ignore[return-value]


class DeclaredComponent(Component):
    """A component of our own: `__init__` is its signature, the props are the names in it, in that order.

    The body of the declared `__init__` never runs. Only arguments that the caller wrote become props (`children` is
    always there where a component has it), so that a prop that was never set reaches the page as `undefined`. A
    parameter without a default, or with `Component.REQUIRED` as its default, must be given.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        declared = cls.__dict__.get("__init__")
        cls._type = cls.__dict__.get("_type", cls.__name__)
        if declared is not None:
            declare_props(cls, _parameter_names(declared), _required(declared), declared)
        super().__init_subclass__(**kwargs)


def declare_props(
    cls: type[DeclaredComponent],
    names: tuple[str, ...],
    required: tuple[str, ...] = (),
    declared: Callable[..., Any] | None = None,
) -> None:
    """Give a class its props and the `__init__` that takes them by position, in this order, or by name."""
    cls._prop_names = list(names)
    init = _declared_init(names, required)
    if declared is not None:
        functools.update_wrapper(init, declared)
    cls.__init__ = init  # type: ignore[method-assign]


def _parameter_names(function: Callable[..., Any]) -> tuple[str, ...]:
    code = function.__code__
    return code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]


def _required(function: Callable[..., Any]) -> tuple[str, ...]:
    names = function.__code__.co_varnames[1 : function.__code__.co_argcount]
    defaults = function.__defaults__ or ()
    first = len(names) - len(defaults)
    marked = (name for name, value in zip(names[first:], defaults, strict=True) if value is Component.REQUIRED)
    return (*names[:first], *marked)


def _declared_init(names: tuple[str, ...], required: tuple[str, ...]) -> Callable[..., None]:
    has_children = "children" in names

    def __init__(self: Component, *args: Any, **props: Any) -> None:
        if args:
            if len(args) > len(names):
                raise TypeError(f"{self._label()} takes at most {len(names)} positional arguments, found {len(args)}")
            for name, value in zip(names, args, strict=False):
                if name in props:
                    raise TypeError(f"{self._label()} got two values for `{name}`")
                props[name] = value
        for name in required:
            if name not in props:
                raise TypeError(f"{self._label()} needs its prop `{name}`.")
        if has_children:
            props.setdefault("children", None)
        Component.__init__(self, **props)

    return __init__
