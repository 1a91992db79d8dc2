// @vitest-environment happy-dom
import { act } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mount, takeErrors } from "../../test/mount";
import { Link } from "../link";
import { Location } from "../location";

const assign = vi.fn();

beforeEach(() => {
  (window as unknown as { happyDOM: { setURL: (url: string) => void } }).happyDOM.setURL("http://localhost/start?a=1#h");
  window.scrollTo = () => undefined;
  vi.spyOn(window.location, "assign").mockImplementation(assign);
});
afterEach(() => { assign.mockReset(); });

const here = () => window.location.pathname + window.location.search + window.location.hash;

describe("Location", () => {
  it("tells at first where the window is", () => {
    expect(mount(Location, { id: "l" }).patches).toEqual([
      { pathname: "/start", search: "?a=1", hash: "#h", href: "http://localhost/start?a=1#h" },
    ]);
  });

  it("with refresh loads the page that a callback asks for", () => {
    const view = mount(Location, { id: "l" });
    view.outside({ pathname: "/other" });
    expect(assign).toHaveBeenCalledWith("/other?a=1#h");
  });

  it("without refresh changes the address and no other prop", () => {
    const view = mount(Location, { id: "l", refresh: false });
    view.outside({ pathname: "/other" });
    expect(here()).toBe("/other?a=1#h");
    expect(view.patches).toHaveLength(1);
  });

  it("with callback-nav tells every Location", () => {
    const other = mount(Location, { id: "o" });
    const view = mount(Location, { id: "l", refresh: "callback-nav" });
    view.outside({ pathname: "/other", search: "?b=2", hash: "" });
    const now = { pathname: "/other", search: "?b=2", hash: "", href: "http://localhost/other?b=2" };
    expect(view.patches.at(-1)).toEqual(now);
    expect(other.patches.at(-1)).toEqual(now);
  });

  it("does nothing for the address that the window has", () => {
    const view = mount(Location, { id: "l" });
    view.outside({ href: "/start?a=1#h" });
    expect(assign).not.toHaveBeenCalled();
  });

  it("does not run a script as an address", () => {
    const view = mount(Location, { id: "l" });
    view.outside({ href: "javascript:alert(1)" });
    expect(assign).not.toHaveBeenCalled();
    expect(takeErrors()).toEqual([expect.stringContaining('dcc.Location: found "javascript:alert(1)"')]);
  });

  it.each(["//elsewhere.test/x", "/\t/elsewhere.test/x", "https://elsewhere.test/x", "\\\\elsewhere.test", "javascript:alert(1)"])(
    "takes %j as a path of this site", (pathname) => {
      const view = mount(Location, { id: "l" });
      view.outside({ pathname });
      expect(new URL(assign.mock.calls[0]![0] as string, window.location.href).origin).toBe(window.location.origin);
    },
  );

  it("follows the way back", () => {
    const view = mount(Location, { id: "l" });
    act(() => {
      window.history.pushState({}, "", "/back");
      window.dispatchEvent(new PopStateEvent("popstate"));
    });
    expect(view.patches.at(-1)!.pathname).toBe("/back");
  });
});

describe("Link", () => {
  it("goes there without loading, and Locations hear of it", async () => {
    const location = mount(Location, { id: "l" });
    const view = mount(Link, { href: "/page?x=1#y", children: "go" });
    await view.user.click(view.getByText("go"));
    expect(here()).toBe("/page?x=1#y");
    expect(location.patches.at(-1)!.search).toBe("?x=1");
  });

  it.each([
    ["another site", { href: "https://elsewhere.test/" }],
    ["another window", { href: "/x", target: "_blank" }],
    ["a reload", { href: "/x", refresh: true }],
  ])("leaves %s to the browser", (_name, props) => {
    const view = mount(Link, { ...props, children: "go" });
    const click = new MouseEvent("click", { bubbles: true, cancelable: true });
    let prevented = true;
    // The last to hear of the click sees what the link did, and keeps the browser from following it.
    window.addEventListener("click", (event) => { prevented = event.defaultPrevented; event.preventDefault(); }, { once: true });
    view.getByText("go").dispatchEvent(click);
    expect(prevented).toBe(false);
    expect(here()).toBe("/start?a=1#h");
  });

  it("shows its address without children, and refuses scripts", () => {
    const view = mount(Link, { href: "javascript:x" });
    expect(view.find("a").textContent).toBe("javascript:x");
    expect(view.find("a").hasAttribute("href")).toBe(false);
  });
});
