"""How the numbers of a column are written.

The module bears the name of its class, because apps write `from dash.dash_table.Format import Format,
Scheme`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple


class _Align(NamedTuple):
    default: str = ""
    left: str = "<"
    right: str = ">"
    center: str = "^"
    right_sign: str = "="


class _Group(NamedTuple):
    no: str = ""
    yes: str = ","


class _Padding(NamedTuple):
    no: str = ""
    yes: str = "0"


class _Prefix(NamedTuple):
    yocto: float = 1e-24
    zepto: float = 1e-21
    atto: float = 1e-18
    femto: float = 1e-15
    pico: float = 1e-12
    nano: float = 1e-9
    micro: float = 1e-6
    milli: float = 1e-3
    none: float | None = None
    kilo: float = 10**3
    mega: float = 10**6
    giga: float = 10**9
    tera: float = 10**12
    peta: float = 10**15
    exa: float = 10**18
    zetta: float = 10**21
    yotta: float = 10**24


class _Scheme(NamedTuple):
    default: str = ""
    decimal: str = "r"
    decimal_integer: str = "d"
    decimal_or_exponent: str = "g"
    decimal_si_prefix: str = "s"
    exponent: str = "e"
    fixed: str = "f"
    percentage: str = "%"
    percentage_rounded: str = "p"
    binary: str = "b"
    octal: str = "o"
    lower_case_hex: str = "x"
    upper_case_hex: str = "X"
    unicode: str = "c"


class _Sign(NamedTuple):
    default: str = ""
    negative: str = "-"
    positive: str = "+"
    parantheses: str = "("  # spelled as apps know it
    space: str = " "


class _Symbol(NamedTuple):
    no: str = ""
    yes: str = "$"
    binary: str = "#b"
    octal: str = "#o"
    hex: str = "#x"


class _Trim(NamedTuple):
    no: str = ""
    yes: str = "~"


Align = _Align()
Group = _Group()
Padding = _Padding()
Prefix = _Prefix()
Scheme = _Scheme()
Sign = _Sign()
Symbol = _Symbol()
Trim = _Trim()

# The order in which a format specifier of d3 has its parts.
_PARTS = ("fill", "align", "sign", "symbol", "padding", "width", "group", "precision", "trim", "type")


class Format:
    """A number format, put together by name, `Format(precision=2, scheme="f")`, or step by step.

    Args:
        **parts: the methods of this class by name, each with its value.

    Raises:
        TypeError: a part that does not exist, or a value of a wrong type or outside the allowed ones.
        ValueError: a negative width, an empty grouping, more than one character where one belongs.
    """

    def __init__(self, **parts: Any) -> None:
        self._locale: dict[str, Any] = {}
        self._nully: Any = ""
        self._prefix: float | None = None
        self._specifier = dict.fromkeys(_PARTS, "")
        for name, value in parts.items():
            if name.startswith("_") or name == "to_plotly_json" or not hasattr(self, name):
                known = ", ".join(n for n in dir(self) if not n.startswith("_") and n != "to_plotly_json")
                raise TypeError(f"Format has no part {name!r}. It has: {known}")
            getattr(self, name)(value)

    def _set(self, part: str, value: str) -> Format:
        self._specifier[part] = value
        return self

    def align(self, value: str) -> Format:
        """Place the number in its width; see `Align`."""
        return self._set("align", _one_of(value, Align))

    def fill(self, value: str) -> Format:
        """Fill the width with this character. Only used with an alignment."""
        return self._set("fill", _character(value))

    def group(self, value: bool | str) -> Format:
        """Group the digits of large numbers; True, False or `Group`."""
        return self._set("group", _one_of(_named(value, Group), Group))

    def padding(self, value: bool | str) -> Format:
        """Fill the width with zeros; True, False or `Padding`."""
        return self._set("padding", _one_of(_named(value, Padding), Padding))

    def padding_width(self, value: int | None) -> Format:
        """Make the number at least this many characters wide."""
        return self._set("width", "" if value is None else str(_natural(value)))

    def precision(self, value: int | None) -> Format:
        """Write this many digits; which ones depends on the scheme."""
        return self._set("precision", "" if value is None else f".{_natural(value)}")

    def scheme(self, value: str) -> Format:
        """Write the number as fixed, percentage, exponent, …; see `Scheme`."""
        return self._set("type", _one_of(value, Scheme))

    def sign(self, value: str) -> Format:
        """Choose how the sign is written; see `Sign`."""
        return self._set("sign", _one_of(value, Sign))

    def symbol(self, value: str) -> Format:
        """Write the currency symbol or the prefix of the base; see `Symbol`."""
        return self._set("symbol", _one_of(value, Symbol))

    def trim(self, value: bool | str) -> Format:
        """Leave zeros at the end away; True, False or `Trim`."""
        return self._set("trim", _one_of(_named(value, Trim), Trim))

    def symbol_prefix(self, value: str) -> Format:
        """Write this text before the number, where `symbol` asks for one."""
        self._locale.setdefault("symbol", ["", ""])[0] = _text(value)
        return self

    def symbol_suffix(self, value: str) -> Format:
        """Write this text after the number, where `symbol` asks for one."""
        self._locale.setdefault("symbol", ["", ""])[1] = _text(value)
        return self

    def decimal_delimiter(self, value: str) -> Format:
        """Write this character before the decimals."""
        self._locale["decimal"] = _character(value)
        return self

    def group_delimiter(self, value: str) -> Format:
        """Write this character between groups of digits."""
        self._locale["group"] = _character(value)
        return self

    def groups(self, value: int | Sequence[int]) -> Format:
        """Set how many digits a group has, from the right; the last holds for all that follow."""
        sizes = [value] if isinstance(value, int) else value
        if not isinstance(sizes, Sequence) or not sizes:
            raise ValueError(f"groups takes one or more numbers of digits, not {value!r}")
        if any(_natural(size) == 0 for size in sizes):
            raise ValueError(f"a group has at least one digit: {value!r}")
        self._locale["grouping"] = list(sizes)
        return self

    def nully(self, value: Any) -> Format:
        """Write this in place of nothing."""
        self._nully = value
        return self

    def si_prefix(self, value: float | None) -> Format:
        """Write the number in this unit; see `Prefix`."""
        self._prefix = _one_of(value, Prefix)
        return self

    def to_plotly_json(self) -> dict[str, Any]:
        """Return the dict that a column's `format` takes."""
        parts = dict(self._specifier)
        if not parts["align"]:
            parts["fill"] = ""  # the specifier cannot say a fill without an alignment
        return {
            "locale": dict(self._locale),
            "nully": self._nully,
            "prefix": self._prefix,
            "specifier": "".join(parts.values()),
        }


def _named(value: bool | str, names: Any) -> str:
    if isinstance(value, bool):
        return str(names.yes if value else names.no)
    return value


def _one_of(value: Any, allowed: tuple[Any, ...]) -> Any:
    if value not in allowed:
        raise TypeError(f"{value!r} is none of {', '.join(repr(item) for item in allowed)}")
    return value


def _natural(value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"a whole number belongs here, not {value!r}")
    if value < 0:
        raise ValueError(f"a number that is not negative belongs here, not {value!r}")
    return value


def _text(value: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text belongs here, not {value!r}")
    return value


def _character(value: str) -> str:
    if len(_text(value)) != 1:
        raise ValueError(f"one character belongs here, not {value!r}")
    return value
