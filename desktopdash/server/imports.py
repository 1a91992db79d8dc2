"""What ES modules import: `import` and `export … from`, and `import()` of a literal.

A script's tokens are told apart as far as that needs: comments, strings, templates and regular expressions hold no
imports. Whether a slash begins a regular expression is seen from the token before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from ..records import dataclass
from .addresses import Link

_Sort = Literal["word", "string", "sign", "value"]

_TOKEN: Final = re.compile(
    r"""
      (?P<space>\s+|//[^\n\r\u2028\u2029]*|/\*.*?(?:\*/|\Z)|\A\#![^\n\r]*)
    | (?P<string>"(?:[^"\\\n\r]|\\(?:\r\n|.))*"|'(?:[^'\\\n\r]|\\(?:\r\n|.))*')
    | (?P<word>[\w$\\\#\u0080-\U0010ffff]+)
    | (?P<sign>=>|\.\.\.|\+\+|--|.)
    """,
    re.DOTALL | re.VERBOSE,
)
_REGEX: Final = re.compile(r"/(?![*/])(?:[^\\/\[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r])*\])+/\w*")
# The text of a template up to its end or to the next value in it.
_TEMPLATE: Final = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(`|\$\{|\Z)", re.DOTALL)
# After these words a value follows, and a slash begins a regular expression.
_BEFORE_VALUES: Final = frozenset(
    [
        *("await", "case", "default", "delete", "do", "else", "export", "extends", "in", "instanceof"),
        *("new", "of", "return", "throw", "typeof", "void", "yield"),
    ]
)
_HEADS: Final = frozenset(["if", "while", "for", "with"])
_MOST_BESIDE: Final = 12
"""Tokens of a clause outside its braces: `defer name , * as name from`, and those braces."""
_MARKS: Final = re.compile(r"\bimport\b|\bfrom\b")


@dataclass(frozen=True, slots=True)
class _Token:
    """A token that is no white space; `text` is that of the script."""

    sort: _Sort
    text: str
    start: int
    end: int


def module_links(text: str) -> list[Link]:
    """Return what a module imports, in order."""
    if not _MARKS.search(text):
        return []
    tokens = list(_Tokens(text))
    found: dict[int, _Token] = {}
    for place, token in enumerate(tokens):
        if token.sort == "word" and token.text in ("import", "export") and not _is_member(tokens, place):
            source = _source(tokens, place)
            if source is not None:
                found[source.start] = source
    links = (_link(token) for token in found.values())
    return [link for link in links if link is not None]


def _is_member(tokens: list[_Token], place: int) -> bool:
    return place > 0 and tokens[place - 1].text in (".", "?.")


def _source(tokens: list[_Token], place: int) -> _Token | None:
    """Return the string that an `import` or `export` names its module by; None where it names none."""
    first, second, third = (tokens[place + 1 : place + 4] + [None] * 3)[:3]
    if first is None:
        return None
    if tokens[place].text == "import":
        if first.sort == "string":
            return first
        if first.text == "(":
            is_literal = second is not None and second.sort == "string" and third is not None and third.text in "),"
            return second if is_literal else None
    elif first.text not in ("*", "{"):
        return None
    return _after_from(tokens, place + 1)


def _after_from(tokens: list[_Token], place: int) -> _Token | None:
    """Return the string behind the `from` of a clause, which has one pair of braces at most and little beside."""
    braces, beside = "", 0
    for number in range(place, len(tokens) - 1):
        token, after = tokens[number], tokens[number + 1]
        if token.text in ("{", "}") and token.sort == "sign":
            braces += token.text
        if token.sort == "value" or (token.sort == "sign" and token.text not in "{},*"):
            return None
        beside += braces != "{"
        if braces not in ("", "{", "{}") or beside > _MOST_BESIDE:
            return None
        if token.text == "from" and after.sort == "string" and braces != "{":
            return after
    return None


def _link(token: _Token) -> Link | None:
    value = token.text[1:-1].replace("\\/", "/")
    return None if "\\" in value or not value else Link(token.start + 1, token.end - 1, value, "module")


class _Tokens:
    """The tokens of a script, one after another.

    Args:
        text: the script.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._open: list[str] = []  # what each open bracket is: "head", "block", "${", or "" for a value
        self._takes_value = True  # whether a value may follow: then a slash begins a regular expression
        self._last = ""

    def __iter__(self) -> Iterator[_Token]:
        while self._place < len(self._text):
            token = self._next()
            if token is not None:
                yield token

    def _next(self) -> _Token | None:
        start = self._place
        sign = self._text[start]
        if sign == "`":
            return self._template(start + 1)
        if sign == "/" and self._takes_value:
            regex = _REGEX.match(self._text, start)
            if regex is not None:
                return self._took("value", start, regex.end(), takes_value=False)
        found = _TOKEN.match(self._text, start)
        if found is None:
            raise AssertionError("every character begins a token")
        if found["space"] is not None:
            self._place = found.end()
            return None
        if found["sign"] is not None:
            return self._sign(start, found.end())
        if found["string"] is not None:
            return self._took("string", start, found.end(), takes_value=False)
        takes_value = found[0] in _BEFORE_VALUES and self._last != "."
        return self._took("word", start, found.end(), takes_value=takes_value)

    def _took(self, sort: _Sort, start: int, end: int, *, takes_value: bool) -> _Token:
        self._place, self._takes_value, self._last = end, takes_value, self._text[start:end]
        return _Token(sort, self._last, start, end)

    def _template(self, start: int) -> _Token:
        """Take the text of a template from `start` on."""
        found = _TEMPLATE.match(self._text, start)
        if found is None:
            raise AssertionError("a template's text may be empty")
        if found[1] == "${":
            self._open.append("${")
        return self._took("value", start, found.end(), takes_value=found[1] == "${")

    def _sign(self, start: int, end: int) -> _Token:
        sign = self._text[start:end]
        if sign == "(":
            self._open.append("head" if self._last in _HEADS else "")
        elif sign in "[{":
            self._open.append("block" if sign == "{" and self._begins_block() else "")
        elif sign in (")", "]", "}"):
            kind = self._open.pop() if self._open else ""
            if kind == "${":
                return self._template(end)
            return self._took("sign", start, end, takes_value=kind != "")
        return self._took("sign", start, end, takes_value=sign not in ("++", "--"))

    def _begins_block(self) -> bool:
        """Tell whether a brace that opens here begins a block, and not an object."""
        return self._last in ("", ")", ";", "{", "}", "=>", "else", "do", "try", "finally") or not self._takes_value
