// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { act } from "@testing-library/react";
import { mount } from "../../test/mount";
import { DataTable } from "../data_table";

/** Elements that wait to be laid out, and what is to be done then. */
const waiting = new Map<object, () => void>();

class LaidOut {
  constructor(private readonly tell: () => void) {}
  observe(): void { waiting.set(this, this.tell); }
  disconnect(): void { waiting.delete(this); }
}

const layOut = () => { act(() => { for (const tell of [...waiting.values()]) tell(); }); };
const data = Array.from({ length: 1000 }, (_, a) => ({ a }));
const columns = [{ id: "a", name: "A" }];

beforeEach(() => { vi.stubGlobal("ResizeObserver", LaidOut); });
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  waiting.clear();
});

describe("a long table", () => {
  it("draws what a window can show, and measures when it is laid out", () => {
    const measured = vi.spyOn(Element.prototype, "getBoundingClientRect");
    const view = mount(DataTable, { data, columns, page_action: "none" });
    const likely = Math.ceil(window.innerHeight / 34) + 12;
    expect(view.all("tr[data-row]")).toHaveLength(likely);
    expect(measured).not.toHaveBeenCalled();
    vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(20);
    measured.mockReturnValue({ top: 0, width: 80 } as DOMRect);
    layOut();
    expect(view.all("tr[data-row]")).toHaveLength(Math.ceil(window.innerHeight / 20) + 12);
    expect(view.all("col").map((col) => col.style.width)).toEqual(["80px"]);
  });

  it("draws only those rows again that change", () => {
    let calls = 0;
    const seen = { id: "a", name: "A", get type() { calls++; return "any" as const; } };
    const view = mount(DataTable, { data, columns: [seen], page_action: "none" });
    calls = 0;
    view.outside({ active_cell: { row: 3, column: 0, column_id: "a" } });
    expect(view.find('[data-cell="3,0"]').className).toContain("focused");
    const once = calls;
    calls = 0;
    view.outside({ page_current: 0, style_table: { height: 300 } });
    expect(calls).toBeLessThan(once);
    expect(once).toBeLessThan(20);
  });
});
