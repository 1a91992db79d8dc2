"""Data that wants to be code: in links, in Markdown, in cells and labels, under names that all objects share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.support import OpenApp, settle

pytestmark = pytest.mark.e2e

CODE = """
RUN = "(window.parent||window).attacked=(window.attacked||0)+1"
SCRIPTS = [
    "javascript:" + RUN, "JaVaScRiPt:" + RUN, "  javascript:" + RUN, "java\\nscript:" + RUN, "java\\tscript:" + RUN,
    "\\x01javascript:" + RUN, "\\u00a0javascript:" + RUN, "javascript\\n:" + RUN, "javascript://%0a" + RUN, "vbscript:" + RUN,
    "&#106;avascript:" + RUN, "&#x6a;avascript:" + RUN, "java&Tab;script:" + RUN, "javascript&colon;" + RUN, "jav&#x09;ascript:" + RUN,
    ["javascript:" + RUN],
]
PAGES = ["data:text/html,<script>" + RUN + "</script>", "DATA:text/html;base64,PHNjcmlwdD53aW5kb3cucGFyZW50LmF0dGFja2VkPTE8L3NjcmlwdD4="]
MARKUP = [
    "<script>" + RUN + "</script>", "<img src=x onerror='" + RUN + "'>", "<svg onload='" + RUN + "'></svg>", "<svg><script>" + RUN + "</script></svg>",
    "<iframe srcdoc='<script>parent.attacked=1</script>'></iframe>", "<iframe src='javascript:" + RUN + "'></iframe>",
    "<a href='javascript:" + RUN + "'>a</a>", "<a href='jav&#x09;ascript:" + RUN + "'>a</a>", "<a href=' &#14; javascript:" + RUN + "'>a</a>",
    "<a href='data:text/html,<script>" + RUN + "</script>'>a</a>", "<form action='javascript:" + RUN + "'><button>b</button></form>",
    "<form><button formaction='javascript:" + RUN + "'>b</button></form>", "<input autofocus onfocus='" + RUN + "'>",
    "<style>@import 'javascript:" + RUN + "';</style>", "<div style='background:url(javascript:" + RUN + ")'>s</div>",
    "<object data='javascript:" + RUN + "'></object>", "<embed src='javascript:" + RUN + "'>", "<details open ontoggle='" + RUN + "'>d</details>",
    "<video><source onerror='" + RUN + "'></video>", "<body onload='" + RUN + "'>", "<base href='javascript:/a/-" + RUN + "//'>",
    "<meta http-equiv=refresh content='0;url=javascript:" + RUN + "'>", "<link rel=stylesheet href='javascript:" + RUN + "'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=" + RUN + "&gt;'>",
    "<math><mi//xlink:href='data:x,<script>" + RUN + "</script>'>",
    "<svg></p><style><a id='</style><img src=1 onerror=" + RUN + ">'>", "<noscript><p title='</noscript><img src=x onerror=" + RUN + ">'>",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img onerror=" + RUN + " src>'>",
    "<svg><animate attributeName=href values='javascript:" + RUN + "' /><a><text>a</text></a></svg>",
    "<template><img src=x onerror='" + RUN + "'></template>", "<xmp><img src=x onerror='" + RUN + "'></xmp>",
    "<a id=attributes><a id=attributes name=nodeName>clobber</a>", "<img name=body><img name=getElementById><form id=dash_clientside>",
]
LINKS = ["[x](%s)" % url.replace("\\n", " ") for url in SCRIPTS + PAGES if isinstance(url, str)] + [
    "<javascript:" + RUN + ">", "[x]: javascript:" + RUN + "\\n\\n[x]", "![x](javascript:" + RUN + ")", "![x](x 'y\\" onerror=" + RUN + "')",
    "[x](#x 'y\\" onclick=" + RUN + " z=')", "```a\\"onload=" + RUN + "\\ncode\\n```",
]
"""

LINKS_APP = """
app.layout = html.Div([
    *[html.A("a", href=url, className="attack") for url in SCRIPTS + PAGES], *[dcc.Link("b", href=url, className="attack") for url in SCRIPTS],
    *[dcc.Link("c", href=url, target="_self", refresh=True, className="attack") for url in SCRIPTS],
    *[html.Iframe(src=url, width=10, height=10) for url in SCRIPTS], *[html.Img(src=url) for url in SCRIPTS],
    *[html.ObjectEl(data=url, width=10, height=10) for url in SCRIPTS], *[html.Embed(src=url, width=10, height=10) for url in SCRIPTS],
    *[html.Form(html.Button("f", className="attack-form"), action=url) for url in SCRIPTS[:3]],
    *[html.Form(html.Button("g", formAction=url, className="attack-form")) for url in SCRIPTS[:3]],
    dcc.Location(id="place", refresh=True),
    html.Button("count", id="count"), html.Div(id="counted"), html.Button("go", id="go"),
])

@callback(Output("counted", "children"), Input("count", "n_clicks"))
def count(clicks):
    return f"counted {clicks}"

@callback(Output("place", "href"), Input("go", "n_clicks"), prevent_initial_call=True)
def go(clicks):
    return SCRIPTS[clicks % len(SCRIPTS)]
"""

MARKUP_APP = """
app.layout = html.Div([
    dcc.Markdown(LINKS + MARKUP), *[dcc.Markdown(text) for text in LINKS + MARKUP],
    dcc.Markdown(LINKS + MARKUP, dangerously_allow_html=True, link_target="_self"),
    *[dcc.Markdown(text, dangerously_allow_html=True) for text in LINKS + MARKUP],
    dash_table.DataTable([{"a": text, "b": text} for text in MARKUP + LINKS], [
        {"id": "a", "name": MARKUP[1]}, {"id": "b", "name": [MARKUP[2], "b"], "presentation": "markdown", "type": "text"},
    ], markdown_options={"html": True}, tooltip_data=[{"a": {"type": "markdown", "value": MARKUP[1]}}], page_size=100),
    *[html.Div(text, title=text, className=text, **{"data-x": text}) for text in MARKUP],
    dcc.Dropdown([{"label": text, "value": text, "title": text} for text in MARKUP], MARKUP[1]), dcc.RadioItems(MARKUP), dcc.Checklist(MARKUP, MARKUP),
    dcc.Tabs([dcc.Tab(text, label=text) for text in MARKUP[:3]]), dcc.Slider(0, 1, marks={0: MARKUP[1], 1: {"label": MARKUP[2]}}),
    dcc.Input(value=MARKUP[1], placeholder=MARKUP[2]), dcc.Textarea(value=MARKUP[0]), html.Script(RUN), html.Title(MARKUP[1]),
    dcc.Graph(figure={"data": [{"y": [1, 2], "name": MARKUP[1], "text": MARKUP[1:3]}], "layout": {
        "title": {"text": MARKUP[6] + MARKUP[1]}, "annotations": [{"text": MARKUP[6] + MARKUP[2], "x": 0, "y": 1}]}}),
    html.Button("count", id="count"), html.Div(id="counted"), html.Div(id="drawn"),
])

@callback(Output("counted", "children"), Input("count", "n_clicks"))
def count(clicks):
    return f"counted {clicks}"

@callback(Output("drawn", "children"), Input("count", "n_clicks"), prevent_initial_call=True)
def fail(clicks):
    raise ValueError(MARKUP[1] + MARKUP[0])
"""

NAMES_APP = """
EVIL = json.loads('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "prototype": {"polluted": 1}}')
NAMES = ["__proto__", "constructor", "prototype"]
app.layout = html.Div([
    *[dcc.Store(id=name, data=EVIL) for name in NAMES], dcc.Store(id="kept", storage_type="session", data={"list": [EVIL]}),
    *[html.Div(id={"__proto__": n, "constructor": "x"}) for n in range(2)],
    dcc.Graph(id="graph", figure={"data": [{"y": [1, 2], **EVIL}], "layout": {"meta": EVIL, **EVIL}, "frames": [{"name": "f", **EVIL}]}, config=EVIL),
    dash_table.DataTable([EVIL, {"a": 1}], id="table", style_cell=EVIL, columns=[{"id": name, "name": name} for name in NAMES]),
    dcc.Dropdown([{"label": name, "value": name} for name in NAMES], "__proto__", id="drop"), html.Div(id="styled", style=EVIL),
    html.Button("count", id="count"), html.Div(id="counted"), html.Div(id="made"),
])

@callback(Output("counted", "children"), Input("count", "n_clicks"), State("kept", "data"))
def count(clicks, data):
    return f"counted {clicks} {json.dumps(data)}"

@callback(
    Output("graph", "extendData"), Output("graph", "figure"), Output("kept", "data"), Output("made", "children"),
    Input("count", "n_clicks"), prevent_initial_call=True,
)
def write(clicks):
    figure = Patch()
    figure["layout"]["constructor"]["prototype"]["polluted"] = 1
    figure["layout"]["prototype"] = EVIL
    set_props("styled", EVIL)
    set_props("count", {"title": EVIL["prototype"], "style": EVIL})
    component = {"type": "Div", "namespace": "dash_html_components", "props": {"children": "made", **EVIL}}
    return [{"y": [[3]]}, [0]], figure, {"list": [EVIL, EVIL]}, [component]

@callback(Output({"__proto__": MATCH, "constructor": "x"}, "children"), Input({"__proto__": MATCH, "constructor": "x"}, "id"))
def name(id):
    return f"part {id['__proto__']}"

clientside_callback(
    "() => { const evil = JSON.parse('{\\"__proto__\\": {\\"polluted\\": 1}}');"
    "dash_clientside.set_props('styled', evil); dash_clientside.set_props('__proto__', {data: evil});"
    "return [evil, evil, new dash_clientside.Patch().merge([], evil)]; }",
    Output("__proto__", "data"), Output("constructor", "data"), Output("prototype", "data"), Input("count", "n_clicks"),
)
"""


# Forms of the app's own address would load the page anew.
KEEP_FORMS = """addEventListener("submit", (event) => {
    const address = event.submitter?.formAction || event.target.action;
    if (address.startsWith("http")) event.preventDefault();
})"""


def count_works(page: Page, clicks: int) -> None:
    page.locator("#count").click()
    expect(page.locator("#counted")).to_contain_text(f"counted {clicks}")


@pytest.fixture
def attacked(open_code: Callable[..., OpenApp]) -> Callable[[str], Page]:
    """Opens an app, in which nothing may open a dialog or another page."""

    def open_app(code: str) -> Page:
        page = open_code(CODE, code, quiet=False).page
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        settle(page)
        assert page.evaluate("window.attacked") is None
        return page

    return open_app


def test_addresses_run_no_script(attacked: Callable[[str], Page]) -> None:
    page = attacked(LINKS_APP)
    url = page.url
    links = page.locator(".attack")
    for index in range(links.count()):
        links.nth(index).dispatch_event("click")
    for _ in range(3):
        page.locator("#go").click()
    count_works(page, 1)
    assert page.url == url
    assert page.evaluate("window.attacked") is None
    assert [frame.url for frame in page.frames if "script" in frame.url] == []


def test_forms_run_no_script(attacked: Callable[[str], Page]) -> None:
    page = attacked(LINKS_APP)
    for index in range(page.locator(".attack-form").count()):
        with page.expect_navigation():
            page.locator(".attack-form").nth(index).dispatch_event("click")
        settle(page)
        count_works(page, 1)
        assert page.evaluate("window.attacked") is None


def test_markup_runs_nothing(attacked: Callable[[str], Page]) -> None:
    page = attacked(MARKUP_APP)
    url = page.url
    expect(page.locator(".dash-markdown").last).to_be_attached()
    expect(page.locator(".dash-table-container td").first).to_be_visible()
    links = page.locator(".dash-markdown :is(a, button, summary), .dash-cell a, .js-plotly-plot a")
    page.evaluate(KEEP_FORMS)
    kinds = set()
    for index in range(links.count()):
        kind = links.nth(index).evaluate("link => link.protocol ?? link.tagName")
        kinds.add(kind)
        # Links into the app are no attack, and following one would leave the page.
        if kind not in ("http:", "https:"):
            links.nth(index).dispatch_event("click")
            assert page.evaluate("window.attacked") is None
    assert kinds <= {"", ":", "a", "http:", "https:", "BUTTON", "SUMMARY"}
    settle(page)
    count_works(page, 1)
    expect(page.locator(".desktopdash-problem")).to_contain_text("onerror")
    assert page.evaluate("window.attacked") is None
    assert page.url.split("#")[0].rstrip("?") == url
    handlers = "e => [...e.attributes].some(a => a.name.startsWith('on'))"
    assert page.evaluate(f"[...document.querySelectorAll('#_dash-app-content *')].filter({handlers}).length") == 0
    assert page.locator(".dash-markdown :is(script, iframe, object, embed, base, meta, link)").count() == 0


def test_names_of_what_all_objects_share_are_names(attacked: Callable[[str], Page]) -> None:
    page = attacked(NAMES_APP)
    expect(page.locator("#graph .main-svg").first).to_be_visible()
    for clicks in (1, 2):
        count_works(page, clicks)
        expect(page.locator("#made")).to_have_text("made")
        assert page.evaluate("({}).polluted") is None
        assert page.evaluate("[Object.polluted, [].polluted, (() => 0).polluted]") == [None] * 3
    expect(page.locator("#counted")).to_contain_text('{"list": [{"__proto__": {"polluted": 1}')
    expect(page.get_by_text("part 0")).to_be_visible()
    expect(page.get_by_text("part 1")).to_be_visible()
