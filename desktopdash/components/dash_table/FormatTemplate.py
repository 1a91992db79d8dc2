"""Number formats that are often wanted."""

from __future__ import annotations

from desktopdash.components.dash_table.Format import Format, Group, Scheme, Sign, Symbol


def money(decimals: int, sign: str = Sign.default) -> Format:
    """Write an amount of money, `$1,234.50`, with this many decimals."""
    return Format(group=Group.yes, precision=decimals, scheme=Scheme.fixed, sign=sign, symbol=Symbol.yes)


def percentage(decimals: int, rounded: bool = False) -> Format:
    """Write a share as a percentage; `rounded`: to this many significant digits rather than decimals."""
    scheme = Scheme.percentage_rounded if rounded else Scheme.percentage
    return Format(scheme=scheme, precision=decimals)
