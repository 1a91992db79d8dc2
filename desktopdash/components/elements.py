"""The HTML elements: one table of what each takes, and the maker of their classes.

A class is made when it is first asked for: a page uses a dozen of the 125, and making all of them costs more
time than importing the rest of the components.
"""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import Any

from desktopdash.model.component import DeclaredComponent, declare_props

# Every element has these: first the ones that come before its own in a call, then the ones after them.
BEFORE = ("children", "id", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "key")
AFTER = (
    *("accessKey", "className", "contentEditable", "dir", "draggable", "hidden"),
    *("lang", "role", "spellCheck", "style", "tabIndex", "title"),
)

# fmt: off
_OWN = {
    "A": "download href hrefLang media referrerPolicy rel shape target",
    "Area": "alt coords download href media referrerPolicy rel shape target",
    "Audio": "autoPlay controls crossOrigin loop muted preload src",
    "Base": "href target",
    "Blockquote": "cite",
    "Button": "autoFocus disabled form formAction formEncType formMethod formNoValidate formTarget name type "
              "value",
    "Canvas": "height width",
    "Col": "span",
    "Colgroup": "span",
    "Data": "value",
    "Del": "cite dateTime",
    "Details": "open",
    "Dialog": "open",
    "Embed": "height src type width",
    "Fieldset": "disabled form name",
    "Form": "accept acceptCharset action autoComplete encType method name noValidate target",
    "Iframe": "allow height name referrerPolicy sandbox src srcDoc width",
    "Img": "alt crossOrigin height referrerPolicy sizes src srcSet useMap width",
    "Ins": "cite dateTime",
    "Label": "htmlFor",
    "Li": "value",
    "Link": "crossOrigin href hrefLang integrity media referrerPolicy rel sizes type",
    "MapEl": "name",
    "Marquee": "loop",
    "Meta": "charSet content httpEquiv name",
    "Meter": "high low max min optimum value",
    "ObjectEl": "data form height name type useMap width",
    "Ol": "reversed start type",
    "Optgroup": "disabled label",
    "Option": "disabled label selected value",
    "Output": "htmlFor form name",
    "Param": "name value",
    "Progress": "max value",
    "Q": "cite",
    "Script": "crossOrigin defer integrity referrerPolicy src type",
    "Select": "autoFocus autoComplete disabled form multiple name required size",
    "Source": "media sizes src srcSet type",
    "Td": "colSpan headers rowSpan",
    "Textarea": "autoFocus autoComplete cols disabled form inputMode maxLength minLength name placeholder "
                "readOnly required rows wrap",
    "Th": "colSpan headers rowSpan scope",
    "Time": "dateTime",
    "Track": "default kind label src srcLang",
    "Video": "autoPlay controls crossOrigin height loop muted playsInline poster preload src width",
}

_PLAIN = (
    "Abbr Acronym Address Article Aside B Basefont Bdi Bdo Big Blink Br Caption Center Cite Code Content "
    "Datalist Dd Dfn Div Dl Dt Em Figcaption Figure Font Footer Frame Frameset H1 H2 H3 H4 H5 H6 Header "
    "Hgroup Hr I Kbd Keygen Legend Main Mark Nav Nobr Noscript P Picture Plaintext Pre Rb Rp Rt Rtc Ruby "
    "S Samp Section Shadow Slot Small Spacer Span Strike Strong Sub Summary Sup Table Tbody Template "
    "Tfoot Thead Title Tr U Ul Var Wbr Xmp"
)
# fmt: on

NAMES = sorted([*_OWN, *_PLAIN.split()])


def tag_of(name: str) -> str:
    """Return the HTML tag of an element class: `Div` is `div`, `MapEl` is `map`."""
    return name.removesuffix("El").lower()


def props_of(name: str) -> tuple[str, ...]:
    """Return the props of an element class, in the order in which a call takes them."""
    return (*BEFORE, *_OWN.get(name, "").split(), *AFTER)


class HtmlElement(DeclaredComponent):
    """An HTML element; its attributes are its props, and `n_clicks` counts the clicks on it."""

    _namespace = "dash_html_components"
    _valid_wildcard_attributes = ["data-", "aria-"]


def make_element(name: str, module: str) -> type[HtmlElement]:
    """Make the class of an element, as though it had been written in `module`."""
    names = props_of(name)
    listed = ", ".join(names)
    body: dict[str, Any] = {
        "__module__": module,
        "__doc__": f"The HTML element `<{tag_of(name)}>`.\n\nArgs:\n    {listed}, `data-*`, `aria-*`.",
        "_type": name,
        "__signature__": Signature(
            [Parameter(prop, Parameter.POSITIONAL_OR_KEYWORD, default=None) for prop in names]
            + [Parameter("wildcards", Parameter.VAR_KEYWORD)]
        ),
    }
    made = type(name, (HtmlElement,), body)
    declare_props(made, names)
    return made
