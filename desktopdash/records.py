"""Data classes that are made quickly: the standard library's, without what it compiles for each of them.

`dataclasses` writes five methods of every class as a text and compiles it: 0.4 to 0.8 ms a class, a third of what it
takes to import this package, in each of its processes. Here the classes share their methods. Names, arguments and
behaviour are the standard library's, as far as they are used here; type checkers see nothing else.
"""

from __future__ import annotations

from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import asdict as asdict
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:
    FIELDS = "__record_fields__"
    """The attribute of a class with its fields, by name, those of its base classes first."""
    VALUES = "__record_values__"
    """The attribute of a class with the function that returns the values of a record."""

    class _Missing:
        """There is no default."""

    class _Field:
        """What `field` says of one."""

        __slots__ = ("default", "factory", "is_shown", "set")

        def __init__(self, default=_Missing, factory=_Missing, is_shown=True):
            self.default = default
            self.factory = factory
            self.is_shown = is_shown

        def value(self):
            """The default; `_Missing` where there is none."""
            return self.default if self.factory is _Missing else self.factory()

    def field(*, default=_Missing, default_factory=_Missing, repr=True):
        """See `dataclasses.field`."""
        return _Field(default, default_factory, repr)

    def dataclass(*, frozen=False, slots, eq=True):
        """See `dataclasses.dataclass`.

        Raises:
            TypeError: `slots` is false.
        """
        if not slots:
            raise TypeError("a record without slots is not made here")
        return lambda plain: _made(plain, frozen, eq)

    def replace(record, /, **changes):
        """See `dataclasses.replace`."""
        return type(record)(**{**_by_name(record), **changes})

    def asdict(record):
        """See `dataclasses.asdict`; what is neither a record nor a container stays what it is."""
        return {name: _plain(value) for name, value in _by_name(record).items()}

    def _by_name(record):
        return {name: getattr(record, name) for name in getattr(record, FIELDS)}

    def _plain(value):
        if hasattr(type(value), FIELDS):
            return asdict(value)
        if isinstance(value, (list, tuple)):
            return type(value)(map(_plain, value))
        if isinstance(value, dict):
            return {_plain(key): _plain(one) for key, one in value.items()}
        return value

    def _made(plain, frozen, eq):
        """A class with slots, made of a class that has annotations."""
        own = {
            name: _declared(plain.__dict__.get(name, _Missing))
            for name, annotation in _annotations(plain).items()
            if not annotation.startswith("ClassVar")
        }
        fields = {**getattr(plain, FIELDS, {}), **own}
        names = {key: value for key, value in plain.__dict__.items() if key not in own}
        names.pop("__dict__", None)
        names.pop("__weakref__", None)
        shared = {**_SHARED, **(_EQUAL if eq else {}), **(_FROZEN if frozen else {})}
        if eq and not frozen:
            shared["__hash__"] = None
        about = {
            "__slots__": tuple(own),
            "__match_args__": tuple(fields),
            FIELDS: fields,
            VALUES: _values(list(fields)),
        }
        made = type(plain)(plain.__name__, plain.__bases__, {**shared, **names, **about})
        made.__qualname__ = plain.__qualname__
        for name, one in own.items():
            one.set = made.__dict__[name].__set__
        made.__init__ = _init(made, fields)
        return made

    def _annotations(plain):
        """Those of this class alone, as texts: modules with records have `from __future__ import annotations`."""
        return plain.__dict__.get("__annotations__", {})  # noqa: RUF063  inspect would be loaded for it

    def _declared(default):
        return default if isinstance(default, _Field) else _Field(default)

    def _init(made, fields):
        """The `__init__` of a class."""
        names = list(fields)
        setters = [one.set for one in fields.values()]
        after = getattr(made, "__post_init__", None)

        def __init__(self, /, *args, **named):
            for set_value, value in zip(setters, args, strict=False):
                set_value(self, value)
            for name in names[len(args) :]:
                one = fields[name]
                value = named.pop(name) if name in named else one.value()
                if value is _Missing:
                    raise TypeError(f"{made.__qualname__}() missing a required argument: {name!r}")
                one.set(self, value)
            if named or len(args) > len(names):
                raise TypeError(_wrong(made, names, args, named))
            if after is not None:
                after(self)

        return __init__

    def _wrong(made, names, args, named):
        """Which arguments are too many."""
        if not named:
            return f"{made.__qualname__}() takes {len(names)} arguments but {len(args)} were given"
        name = next(iter(named))
        what = "multiple values for argument" if name in names else "an unexpected keyword argument"
        return f"{made.__qualname__}() got {what} {name!r}"

    def _values(names):
        """The function of a record that returns its values, as a tuple."""
        if len(names) > 1:
            get = attrgetter(*names)
            return lambda self: get(self)
        return lambda self: tuple(getattr(self, name) for name in names)

    @recursive_repr()
    def _repr(self):
        shown = (f"{name}={getattr(self, name)!r}" for name, one in getattr(self, FIELDS).items() if one.is_shown)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def _eq(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return getattr(self, VALUES)() == getattr(other, VALUES)()

    def _hash(self):
        return hash(getattr(self, VALUES)())

    def _reduce(self):
        return type(self), getattr(self, VALUES)()

    def _refuse(self, name, *_value):
        raise AttributeError(f"{type(self).__qualname__} is not changed: {name}")

    _SHARED = {"__repr__": _repr, "__reduce__": _reduce}
    _EQUAL = {"__eq__": _eq}
    _FROZEN = {"__hash__": _hash, "__setattr__": _refuse, "__delattr__": _refuse}
