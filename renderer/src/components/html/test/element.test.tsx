// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";
import { mount, takeErrors } from "../../test/mount";
import { html } from "..";
import { frames } from "../framed";
import { names } from "../tags";

describe("html elements", () => {
  it.each(names)("draws %s with nothing and with plain attributes", (name) => {
    const { container, outside } = mount(html[name]!, { children: null });
    expect(container.children).toHaveLength(1);
    outside({ id: "x", className: "c", title: "t", style: { color: "red" }, "data-a": "1", "aria-label": "l", tabIndex: "1" });
    expect(container.children[0]!.getAttribute("data-a")).toBe("1");
  });

  it("counts clicks with their time", async () => {
    const { user, find, patches } = mount(html.Button!, { id: "b", children: "press" });
    await user.click(find("#b"));
    await user.click(find("#b"));
    expect(patches.map((patch) => patch.n_clicks)).toEqual([1, 2]);
    expect(patches[0]!.n_clicks_timestamp).toBeGreaterThan(1e12);
  });

  it("counts every click of several in one go", () => {
    const { find, patches } = mount(html.Button!, { id: "b", n_clicks: 5 });
    find("#b").click();
    find("#b").click();
    expect(patches.map((patch) => patch.n_clicks)).toEqual([6, 7]);
  });

  it("goes on from a count that a callback set", async () => {
    const { user, find, patches, outside } = mount(html.Button!, { id: "b", n_clicks: 5 });
    outside({ n_clicks: 0 });
    await user.click(find("#b"));
    expect(patches[0]!.n_clicks).toBe(1);
  });

  it("does not count without an id or when told not to", async () => {
    const { user, all, patches } = mount(html.Button!, { className: "b" });
    await user.click(all(".b")[0]!);
    const other = mount(html.Button!, { id: "o", disable_n_clicks: true });
    await user.click(other.find("#o"));
    expect([...patches, ...other.patches]).toEqual([]);
  });

  it("gives map and object their tags", () => {
    expect(mount(html.MapEl!, {}).container.innerHTML).toBe("<map></map>");
    expect(mount(html.ObjectEl!, {}).container.innerHTML).toBe("<object></object>");
  });

  const scripts = [
    "javascript:alert(1)", " java\nscript:alert(1)", "JAVASCRIPT:alert(1)", "vbscript:x", "\u0001javascript:x", "java\tscript:x", "javascript\r\n:x",
    "\u00a0javascript:x", "\u200bjavascript:x", "&#106;avascript:x", "&#x6A;avascript:x", "java&Tab;script:x", "java&NewLine;script:x", "javascript&colon;x",
    ["javascript:x"], [["javascript:x"]],
  ];

  it.each(["A href", "A HREF", "Area href", "Form action", "Button formAction", "Iframe src", "Embed src", "ObjectEl data", "Img src", "A xlinkHref"])(
    "refuses a script as the address of %s", (what) => {
      const [name, prop] = what.split(" ") as [string, string];
      for (const url of scripts) {
        const { container, unmount } = mount(html[name]!, { [prop]: url });
        const isFollowed = ["A", "Area", "Form", "Button"].includes(name);
        const attribute = container.children[0]!.getAttribute(prop.toLowerCase());
        expect(attribute, JSON.stringify(url)).toBe(isFollowed ? null : "about:blank");
        expect(takeErrors().join()).toContain("expected an address");
        unmount();
      }
    },
  );

  it.each(["javascript.html", "/javascript:x", "?javascript:x", "#javascript:x", "https://a.test/javascript:x", "data:text/csv,a", "java script", "&#99999999;x"])(
    "leaves %j alone", (href) => {
      expect(mount(html.A!, { href }).find("a").getAttribute("href")).toBe(href);
    },
  );

  it("leaves other addresses alone", () => {
    const { container } = mount(html.A!, { href: "data:text/csv,a", download: "a.csv" });
    expect(container.children[0]!.getAttribute("href")).toBe("data:text/csv,a");
  });

  it("takes styles written as in CSS", () => {
    const { container } = mount(html.Div!, { style: { "background-color": "red", "--own": "1px" } });
    const { style } = container.children[0] as HTMLElement;
    expect([style.backgroundColor, style.getPropertyValue("--own")]).toEqual(["red", "1px"]);
  });

  it("selects the option that says so", () => {
    const Select = html.Select!;
    const Option = html.Option!;
    const Both = () => <Select><Option value="a">a</Option><Option value="b" selected>b</Option></Select>;
    expect(mount(Both, {}).find<HTMLSelectElement>("select").value).toBe("b");
  });

  it("draws progress and what is editable without a complaint", () => {
    mount(html.Progress!, { value: "3", max: 10 });
    mount(html.Div!, { contentEditable: "true", children: "text" });
    mount(html.Li!, { value: "3" });
    mount(html.Textarea!, { children: "text" });
    mount(html.Video!, { muted: true, playsInline: true, autoPlay: "autoplay" });
  });
});

describe("a text in a frame", () => {
  afterEach(() => { frames.address = null; });

  it("stands in the attribute where the page has no policy", () => {
    const { container } = mount(html.Iframe!, { srcDoc: "<p>1</p>" });
    expect(container.querySelector("iframe")!.getAttribute("srcdoc")).toBe("<p>1</p>");
  });

  it("is given to a page that has none, once, and to that page only", () => {
    frames.address = "/app/_desktopdash-frame";
    const { container, outside } = mount(html.Iframe!, { id: "f", srcDoc: "<p>1</p>", height: 300 });
    const taken: unknown[] = [];
    const frame = (): HTMLIFrameElement => container.querySelector("iframe")!;
    const asks = (source: unknown): void => { window.dispatchEvent(Object.assign(new Event("message"), { source, data: "desktopdash-frame" })); };
    const listen = (): void => { Object.defineProperty(frame(), "contentWindow", { value: { postMessage: (data: unknown) => { taken.push(data); } } }); };
    expect(frame().getAttribute("src")).toBe("/app/_desktopdash-frame");
    expect(frame().hasAttribute("srcdoc")).toBe(false);
    listen();
    asks(window);
    expect(taken).toEqual([]);
    asks(frame().contentWindow);
    asks(frame().contentWindow);
    expect(taken).toEqual([{ desktopdash: "<p>1</p>" }]);
    const first = frame();
    outside({ srcDoc: "<p>2</p>" });
    expect(frame()).not.toBe(first);
    listen();
    asks(frame().contentWindow);
    expect(taken.at(-1)).toEqual({ desktopdash: "<p>2</p>" });
  });
});
