# Written by tests/unit/components/html_stub.py from the table in elements.py.
from typing import Any

from desktopdash.components.elements import HtmlElement
from desktopdash.components.types import Children, ComponentId, Number, Style

__all__ = [  # noqa: RUF022 - as Python sorts
    "A",
    "Abbr",
    "Acronym",
    "Address",
    "Area",
    "Article",
    "Aside",
    "Audio",
    "B",
    "Base",
    "Basefont",
    "Bdi",
    "Bdo",
    "Big",
    "Blink",
    "Blockquote",
    "Br",
    "Button",
    "Canvas",
    "Caption",
    "Center",
    "Cite",
    "Code",
    "Col",
    "Colgroup",
    "Content",
    "Data",
    "Datalist",
    "Dd",
    "Del",
    "Details",
    "Dfn",
    "Dialog",
    "Div",
    "Dl",
    "Dt",
    "Em",
    "Embed",
    "Fieldset",
    "Figcaption",
    "Figure",
    "Font",
    "Footer",
    "Form",
    "Frame",
    "Frameset",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "Header",
    "Hgroup",
    "Hr",
    "I",
    "Iframe",
    "Img",
    "Ins",
    "Kbd",
    "Keygen",
    "Label",
    "Legend",
    "Li",
    "Link",
    "Main",
    "MapEl",
    "Mark",
    "Marquee",
    "Meta",
    "Meter",
    "Nav",
    "Nobr",
    "Noscript",
    "ObjectEl",
    "Ol",
    "Optgroup",
    "Option",
    "Output",
    "P",
    "Param",
    "Picture",
    "Plaintext",
    "Pre",
    "Progress",
    "Q",
    "Rb",
    "Rp",
    "Rt",
    "Rtc",
    "Ruby",
    "S",
    "Samp",
    "Script",
    "Section",
    "Select",
    "Shadow",
    "Slot",
    "Small",
    "Source",
    "Spacer",
    "Span",
    "Strike",
    "Strong",
    "Sub",
    "Summary",
    "Sup",
    "Table",
    "Tbody",
    "Td",
    "Template",
    "Textarea",
    "Tfoot",
    "Th",
    "Thead",
    "Time",
    "Title",
    "Tr",
    "Track",
    "U",
    "Ul",
    "Var",
    "Video",
    "Wbr",
    "Xmp",
]

class A(HtmlElement):
    """The HTML element `<a>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        download: str | None = None,
        href: str | None = None,
        hrefLang: str | None = None,
        media: str | None = None,
        referrerPolicy: str | None = None,
        rel: str | None = None,
        shape: str | None = None,
        target: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Abbr(HtmlElement):
    """The HTML element `<abbr>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Acronym(HtmlElement):
    """The HTML element `<acronym>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Address(HtmlElement):
    """The HTML element `<address>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Area(HtmlElement):
    """The HTML element `<area>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        alt: str | None = None,
        coords: str | None = None,
        download: str | None = None,
        href: str | None = None,
        media: str | None = None,
        referrerPolicy: str | None = None,
        rel: str | None = None,
        shape: str | None = None,
        target: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Article(HtmlElement):
    """The HTML element `<article>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Aside(HtmlElement):
    """The HTML element `<aside>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Audio(HtmlElement):
    """The HTML element `<audio>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        autoPlay: bool | str | None = None,
        controls: bool | str | None = None,
        crossOrigin: str | None = None,
        loop: bool | str | None = None,
        muted: bool | str | None = None,
        preload: str | None = None,
        src: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class B(HtmlElement):
    """The HTML element `<b>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Base(HtmlElement):
    """The HTML element `<base>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        href: str | None = None,
        target: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Basefont(HtmlElement):
    """The HTML element `<basefont>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Bdi(HtmlElement):
    """The HTML element `<bdi>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Bdo(HtmlElement):
    """The HTML element `<bdo>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Big(HtmlElement):
    """The HTML element `<big>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Blink(HtmlElement):
    """The HTML element `<blink>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Blockquote(HtmlElement):
    """The HTML element `<blockquote>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        cite: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Br(HtmlElement):
    """The HTML element `<br>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Button(HtmlElement):
    """The HTML element `<button>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        autoFocus: bool | str | None = None,
        disabled: bool | str | None = None,
        form: str | None = None,
        formAction: str | None = None,
        formEncType: str | None = None,
        formMethod: str | None = None,
        formNoValidate: bool | str | None = None,
        formTarget: str | None = None,
        name: str | None = None,
        type: str | None = None,
        value: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Canvas(HtmlElement):
    """The HTML element `<canvas>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        height: str | Number | None = None,
        width: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Caption(HtmlElement):
    """The HTML element `<caption>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Center(HtmlElement):
    """The HTML element `<center>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Cite(HtmlElement):
    """The HTML element `<cite>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Code(HtmlElement):
    """The HTML element `<code>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Col(HtmlElement):
    """The HTML element `<col>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        span: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Colgroup(HtmlElement):
    """The HTML element `<colgroup>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        span: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Content(HtmlElement):
    """The HTML element `<content>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Data(HtmlElement):
    """The HTML element `<data>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        value: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Datalist(HtmlElement):
    """The HTML element `<datalist>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Dd(HtmlElement):
    """The HTML element `<dd>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Del(HtmlElement):
    """The HTML element `<del>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        cite: str | None = None,
        dateTime: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Details(HtmlElement):
    """The HTML element `<details>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        open: bool | str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Dfn(HtmlElement):
    """The HTML element `<dfn>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Dialog(HtmlElement):
    """The HTML element `<dialog>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        open: bool | str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Div(HtmlElement):
    """The HTML element `<div>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Dl(HtmlElement):
    """The HTML element `<dl>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Dt(HtmlElement):
    """The HTML element `<dt>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Em(HtmlElement):
    """The HTML element `<em>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Embed(HtmlElement):
    """The HTML element `<embed>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        height: str | Number | None = None,
        src: str | None = None,
        type: str | None = None,
        width: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Fieldset(HtmlElement):
    """The HTML element `<fieldset>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        disabled: bool | str | None = None,
        form: str | None = None,
        name: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Figcaption(HtmlElement):
    """The HTML element `<figcaption>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Figure(HtmlElement):
    """The HTML element `<figure>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Font(HtmlElement):
    """The HTML element `<font>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Footer(HtmlElement):
    """The HTML element `<footer>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Form(HtmlElement):
    """The HTML element `<form>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accept: str | None = None,
        acceptCharset: str | None = None,
        action: str | None = None,
        autoComplete: str | None = None,
        encType: str | None = None,
        method: str | None = None,
        name: str | None = None,
        noValidate: bool | str | None = None,
        target: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Frame(HtmlElement):
    """The HTML element `<frame>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Frameset(HtmlElement):
    """The HTML element `<frameset>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class H1(HtmlElement):
    """The HTML element `<h1>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class H2(HtmlElement):
    """The HTML element `<h2>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class H3(HtmlElement):
    """The HTML element `<h3>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class H4(HtmlElement):
    """The HTML element `<h4>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class H5(HtmlElement):
    """The HTML element `<h5>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class H6(HtmlElement):
    """The HTML element `<h6>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Header(HtmlElement):
    """The HTML element `<header>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Hgroup(HtmlElement):
    """The HTML element `<hgroup>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Hr(HtmlElement):
    """The HTML element `<hr>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class I(HtmlElement):  # noqa: E742
    """The HTML element `<i>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Iframe(HtmlElement):
    """The HTML element `<iframe>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        allow: str | None = None,
        height: str | Number | None = None,
        name: str | None = None,
        referrerPolicy: str | None = None,
        sandbox: str | None = None,
        src: str | None = None,
        srcDoc: str | None = None,
        width: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Img(HtmlElement):
    """The HTML element `<img>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        alt: str | None = None,
        crossOrigin: str | None = None,
        height: str | Number | None = None,
        referrerPolicy: str | None = None,
        sizes: str | None = None,
        src: str | None = None,
        srcSet: str | None = None,
        useMap: str | None = None,
        width: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Ins(HtmlElement):
    """The HTML element `<ins>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        cite: str | None = None,
        dateTime: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Kbd(HtmlElement):
    """The HTML element `<kbd>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Keygen(HtmlElement):
    """The HTML element `<keygen>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Label(HtmlElement):
    """The HTML element `<label>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        htmlFor: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Legend(HtmlElement):
    """The HTML element `<legend>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Li(HtmlElement):
    """The HTML element `<li>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        value: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Link(HtmlElement):
    """The HTML element `<link>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        crossOrigin: str | None = None,
        href: str | None = None,
        hrefLang: str | None = None,
        integrity: str | None = None,
        media: str | None = None,
        referrerPolicy: str | None = None,
        rel: str | None = None,
        sizes: str | None = None,
        type: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Main(HtmlElement):
    """The HTML element `<main>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class MapEl(HtmlElement):
    """The HTML element `<map>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        name: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Mark(HtmlElement):
    """The HTML element `<mark>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Marquee(HtmlElement):
    """The HTML element `<marquee>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        loop: bool | str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Meta(HtmlElement):
    """The HTML element `<meta>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        charSet: str | None = None,
        content: str | None = None,
        httpEquiv: str | None = None,
        name: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Meter(HtmlElement):
    """The HTML element `<meter>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        high: str | Number | None = None,
        low: str | Number | None = None,
        max: str | Number | None = None,
        min: str | Number | None = None,
        optimum: str | Number | None = None,
        value: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Nav(HtmlElement):
    """The HTML element `<nav>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Nobr(HtmlElement):
    """The HTML element `<nobr>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Noscript(HtmlElement):
    """The HTML element `<noscript>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class ObjectEl(HtmlElement):
    """The HTML element `<object>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        data: str | None = None,
        form: str | None = None,
        height: str | Number | None = None,
        name: str | None = None,
        type: str | None = None,
        useMap: str | None = None,
        width: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Ol(HtmlElement):
    """The HTML element `<ol>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        reversed: bool | str | None = None,
        start: str | Number | None = None,
        type: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Optgroup(HtmlElement):
    """The HTML element `<optgroup>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        disabled: bool | str | None = None,
        label: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Option(HtmlElement):
    """The HTML element `<option>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        disabled: bool | str | None = None,
        label: str | None = None,
        selected: bool | str | None = None,
        value: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Output(HtmlElement):
    """The HTML element `<output>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        htmlFor: str | None = None,
        form: str | None = None,
        name: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class P(HtmlElement):
    """The HTML element `<p>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Param(HtmlElement):
    """The HTML element `<param>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        name: str | None = None,
        value: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Picture(HtmlElement):
    """The HTML element `<picture>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Plaintext(HtmlElement):
    """The HTML element `<plaintext>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Pre(HtmlElement):
    """The HTML element `<pre>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Progress(HtmlElement):
    """The HTML element `<progress>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        max: str | Number | None = None,
        value: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Q(HtmlElement):
    """The HTML element `<q>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        cite: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Rb(HtmlElement):
    """The HTML element `<rb>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Rp(HtmlElement):
    """The HTML element `<rp>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Rt(HtmlElement):
    """The HTML element `<rt>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Rtc(HtmlElement):
    """The HTML element `<rtc>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Ruby(HtmlElement):
    """The HTML element `<ruby>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class S(HtmlElement):
    """The HTML element `<s>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Samp(HtmlElement):
    """The HTML element `<samp>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Script(HtmlElement):
    """The HTML element `<script>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        crossOrigin: str | None = None,
        defer: bool | str | None = None,
        integrity: str | None = None,
        referrerPolicy: str | None = None,
        src: str | None = None,
        type: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Section(HtmlElement):
    """The HTML element `<section>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Select(HtmlElement):
    """The HTML element `<select>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        autoFocus: bool | str | None = None,
        autoComplete: str | None = None,
        disabled: bool | str | None = None,
        form: str | None = None,
        multiple: bool | str | None = None,
        name: str | None = None,
        required: bool | str | None = None,
        size: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Shadow(HtmlElement):
    """The HTML element `<shadow>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Slot(HtmlElement):
    """The HTML element `<slot>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Small(HtmlElement):
    """The HTML element `<small>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Source(HtmlElement):
    """The HTML element `<source>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        media: str | None = None,
        sizes: str | None = None,
        src: str | None = None,
        srcSet: str | None = None,
        type: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Spacer(HtmlElement):
    """The HTML element `<spacer>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Span(HtmlElement):
    """The HTML element `<span>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Strike(HtmlElement):
    """The HTML element `<strike>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Strong(HtmlElement):
    """The HTML element `<strong>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Sub(HtmlElement):
    """The HTML element `<sub>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Summary(HtmlElement):
    """The HTML element `<summary>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Sup(HtmlElement):
    """The HTML element `<sup>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Table(HtmlElement):
    """The HTML element `<table>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Tbody(HtmlElement):
    """The HTML element `<tbody>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Td(HtmlElement):
    """The HTML element `<td>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        colSpan: str | Number | None = None,
        headers: str | None = None,
        rowSpan: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Template(HtmlElement):
    """The HTML element `<template>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Textarea(HtmlElement):
    """The HTML element `<textarea>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        autoFocus: bool | str | None = None,
        autoComplete: str | None = None,
        cols: str | Number | None = None,
        disabled: bool | str | None = None,
        form: str | None = None,
        inputMode: str | None = None,
        maxLength: str | Number | None = None,
        minLength: str | Number | None = None,
        name: str | None = None,
        placeholder: str | None = None,
        readOnly: bool | str | None = None,
        required: bool | str | None = None,
        rows: str | Number | None = None,
        wrap: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Tfoot(HtmlElement):
    """The HTML element `<tfoot>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Th(HtmlElement):
    """The HTML element `<th>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        colSpan: str | Number | None = None,
        headers: str | None = None,
        rowSpan: str | Number | None = None,
        scope: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Thead(HtmlElement):
    """The HTML element `<thead>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Time(HtmlElement):
    """The HTML element `<time>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        dateTime: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Title(HtmlElement):
    """The HTML element `<title>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Tr(HtmlElement):
    """The HTML element `<tr>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Track(HtmlElement):
    """The HTML element `<track>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        default: bool | str | None = None,
        kind: str | None = None,
        label: str | None = None,
        src: str | None = None,
        srcLang: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class U(HtmlElement):
    """The HTML element `<u>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Ul(HtmlElement):
    """The HTML element `<ul>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Var(HtmlElement):
    """The HTML element `<var>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Video(HtmlElement):
    """The HTML element `<video>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        autoPlay: bool | str | None = None,
        controls: bool | str | None = None,
        crossOrigin: str | None = None,
        height: str | Number | None = None,
        loop: bool | str | None = None,
        muted: bool | str | None = None,
        playsInline: bool | str | None = None,
        poster: str | None = None,
        preload: str | None = None,
        src: str | None = None,
        width: str | Number | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Wbr(HtmlElement):
    """The HTML element `<wbr>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...

class Xmp(HtmlElement):
    """The HTML element `<xmp>`."""

    def __init__(
        self,
        children: Children = None,
        id: ComponentId | None = None,
        n_clicks: int | None = None,
        n_clicks_timestamp: Number | None = None,
        disable_n_clicks: bool | None = None,
        key: str | None = None,
        accessKey: str | None = None,
        className: str | None = None,
        contentEditable: bool | str | None = None,
        dir: str | None = None,
        draggable: bool | str | None = None,
        hidden: bool | str | None = None,
        lang: str | None = None,
        role: str | None = None,
        spellCheck: bool | str | None = None,
        style: Style | None = None,
        tabIndex: str | Number | None = None,
        title: str | None = None,
        **wildcards: Any,
    ) -> None: ...
