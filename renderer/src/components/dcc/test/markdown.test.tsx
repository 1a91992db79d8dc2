// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { mount } from "../../test/mount";
import { Markdown } from "../markdown";
import { dedent, makeRenderer } from "../markdown_text";
import { highlight } from "../../../chunks/highlight";

const html = (text: string, options: Partial<Parameters<typeof makeRenderer>[0]> = {}) =>
  makeRenderer({ html: false, linkTarget: undefined, highlight: undefined, ...options })(text);

describe("Markdown", () => {
  it("joins several texts, dedents, and follows its text", () => {
    const view = mount(Markdown, { id: "m", children: ["    # One", "    two"] });
    expect(view.find("#m h1").textContent).toBe("One");
    view.outside({ children: "three" });
    expect(view.find("#m").textContent.trim()).toBe("three");
    view.outside({ children: null });
    expect(view.find("#m").textContent).toBe("");
  });

  it("keeps white space when told to", () => {
    const view = mount(Markdown, { id: "m", children: "    code", dedent: false });
    expect(view.find("#m pre").textContent).toBe("code\n");
  });

  it("knows tables, strike-through, bare links and task lists", () => {
    expect(html("|a|b|\n|-|-:|\n|1|2|")).toContain('<td style="text-align:right">2</td>');
    expect(html("~~no~~")).toContain("<s>no</s>");
    expect(html("see https://a.test")).toContain('<a href="https://a.test">');
    expect(html("- [x] done")).toContain('<input type="checkbox" disabled checked> done');
  });

  it("refuses scripts in links, and HTML unless it is allowed", () => {
    expect(html("[x](javascript:alert(1))")).not.toContain("href");
    expect(html("<b>x</b>")).toContain("&lt;b&gt;");
  });

  // That scripts are taken out of allowed HTML is tested in a browser: DOMPurify does not work in this DOM.

  it("opens links where it is told", () => {
    expect(html("[a](/b)", { linkTarget: "_blank" })).toContain('<a href="/b" target="_blank" rel="noopener noreferrer">');
  });

  it("colours code of a known language, and what is JSON", () => {
    expect(html("```python\ndef f(): pass\n```", { highlight })).toContain('<span class="hljs-keyword">def</span>');
    expect(html('```\n{"a": 1}\n```', { highlight })).toContain("hljs-attr");
    expect(html("```nolang\n<x>\n```", { highlight })).toContain('<code class="hljs language-nolang">&lt;x&gt;');
  });
});

describe("dedent", () => {
  it.each([
    ["\n    a\n      b\n\n    c", "\na\n  b\n\nc"],
    ["a\n  b", "a\n  b"],
    ["\ta\n\t\tb", "a\n\tb"],
    ["\ta\n    b", "\ta\n    b"],
  ])("of %j is %j", (text, expected) => { expect(dedent(text)).toBe(expected); });
});
