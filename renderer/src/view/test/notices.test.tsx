// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MOST_SHOWN, NoticePanel, Notices, SHOWN_FOR, type Notice } from "../notices";

let notices: Notices;
let ends: string[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  notices = new Notices();
  ends = [];
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function show(notice: Notice): () => void {
  let close: () => void = () => undefined;
  act(() => { close = notices.show(notice, (how) => ends.push(`${notice.title}: ${how}`)); });
  return () => { act(close); };
}

const draw = () => { render(<NoticePanel notices={notices} />); };
const titles = () => screen.queryAllByRole("article").map((card) => card.querySelector("strong")!.textContent);
const pass = (time: number) => { act(() => { vi.advanceTimersByTime(time); }); };
const press = (name: string | RegExp) => { fireEvent.click(screen.getByRole("button", { name })); };

describe("a notice", () => {
  it("says what it has to say, and politely", () => {
    draw();
    const panel = screen.getByRole("status");
    expect([panel.getAttribute("aria-live"), panel.getAttribute("popover"), panel.children.length]).toEqual(["polite", "manual", 0]);
    show({ title: "Report", body: "is <b>ready</b>", icon: "/assets/a.png" });
    expect(panel.textContent).toContain("Reportis <b>ready</b>");
    expect(panel.querySelector("img")!.getAttribute("src")).toBe("/assets/a.png");
    fireEvent.error(panel.querySelector("img")!);
    expect(panel.querySelector("img")).toBeNull();
  });

  it("lies on top at once with a notice, and with the first frame without one", () => {
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
    const raised = vi.fn();
    Object.assign(HTMLElement.prototype, { showPopover: raised });
    try {
      draw();
      expect(raised).not.toHaveBeenCalled();
      frames[0]!(0);
      expect(raised).toHaveBeenCalledTimes(1);
      show({ title: "a" });
      expect(raised).toHaveBeenCalledTimes(2);
    } finally {
      Reflect.deleteProperty(HTMLElement.prototype, "showPopover");
      vi.unstubAllGlobals();
    }
  });

  it("is clicked, dismissed, or answered, and tells it once", () => {
    draw();
    show({ title: "a" });
    press(/^a$/);
    show({ title: "b" });
    press("Dismiss: b");
    const close = show({ title: "c", actions: [{ id: "open", label: "Open it" }, { id: "later", label: "Later" }] });
    press("Later");
    close();
    expect(ends).toEqual(["a: clicked", "b: dismissed", "c: later"]);
    expect(titles()).toEqual([]);
  });

  it("is dismissed with Escape", () => {
    draw();
    show({ title: "a" });
    fireEvent.keyDown(screen.getByRole("button", { name: /^a$/ }), { key: "Escape" });
    expect(ends).toEqual(["a: dismissed"]);
  });

  it("is closed by who showed it, and nobody is told", () => {
    draw();
    show({ title: "a" })();
    expect([ends, titles()]).toEqual([[], []]);
  });

  it("goes by itself after a while", () => {
    draw();
    show({ title: "a" });
    pass(SHOWN_FOR - 1);
    expect(titles()).toEqual(["a"]);
    pass(1);
    expect(ends).toEqual(["a: expired"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("stays while somebody points at it or is in it, and for as long again after that", () => {
    draw();
    show({ title: "a" });
    const card = screen.getByRole("article"), body = screen.getByRole("button", { name: /^a$/ });
    fireEvent.pointerEnter(card);
    pass(10 * SHOWN_FOR);
    fireEvent.focus(body);
    fireEvent.pointerLeave(card);
    pass(10 * SHOWN_FOR);
    fireEvent.blur(body);
    pass(SHOWN_FOR - 1);
    expect(ends).toEqual([]);
    pass(1);
    expect(ends).toEqual(["a: expired"]);
  });

  it("with actions stays until it is answered", () => {
    draw();
    show({ title: "a", actions: [{ id: "yes", label: "Yes" }] });
    pass(10 * SHOWN_FOR);
    expect(titles()).toEqual(["a"]);
  });

  it("makes place for another of its id", () => {
    draw();
    show({ id: "job", title: "half" });
    show({ title: "other" });
    show({ id: "job", title: "done" });
    expect(titles()).toEqual(["done", "other"]);
    expect(ends).toEqual(["half: dismissed"]);
  });

  it("shows no script as an image", () => {
    draw();
    show({ title: "a", icon: "javascript:alert(1)" });
    expect(document.querySelector("img")!.getAttribute("src")).toBe("about:blank");
  });
});

describe("many notices", () => {
  it("wait for their turn, and their time begins with it", () => {
    draw();
    for (let i = 0; i < MOST_SHOWN + 2; i++) show({ title: String(i) });
    expect(titles()).toEqual(["0", "1", "2", "3"]);
    pass(SHOWN_FOR - 1000);
    press("Dismiss: 1");
    expect(titles()).toEqual(["0", "2", "3", "4"]);
    pass(1000);
    expect(titles()).toEqual(["4", "5"]);
    expect(ends).toHaveLength(4);
  });

  it("may be closed before they are shown", () => {
    draw();
    const closes = [0, 1, 2, 3, 4].map((i) => show({ title: String(i) }));
    closes[4]!();
    press("Dismiss: 0");
    expect(titles()).toEqual(["1", "2", "3"]);
  });

  it("tell their listeners only when others are to be seen", () => {
    const listener = vi.fn();
    const stop = notices.subscribe(listener);
    for (let i = 0; i < MOST_SHOWN + 3; i++) notices.show({ title: String(i) });
    expect(listener).toHaveBeenCalledTimes(MOST_SHOWN);
    expect(notices.snapshot()).toBe(notices.snapshot());
    stop();
    notices.end(notices.snapshot()[0]!.key, "clicked");
    expect(listener).toHaveBeenCalledTimes(MOST_SHOWN);
  });
});
