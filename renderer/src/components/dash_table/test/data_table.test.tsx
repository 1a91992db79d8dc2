// @vitest-environment happy-dom
import { fireEvent } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { markPartial } from "../../../lists";
import { mount } from "../../test/mount";
import { DataTable } from "../data_table";

const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ a: index, b: `x${index % 3}`, id: `r${index}` }));
const columns = [{ id: "a", name: "A" }, { id: "b", name: "B" }];
const cell = (row: number, column: string) => `[data-dash-row="${row}"][data-dash-column="${column}"]`;
const texts = (view: ReturnType<typeof mount>, column: string) =>
  view.all(`td[data-dash-column="${column}"]`).map((td) => td.textContent);
const at = (row: number, column: number) => ({ row, column, column_id: "ab"[column], row_id: `r${row}` });

describe("DataTable", () => {
  it("shows data that comes later, with columns made of it", () => {
    const view = mount(DataTable, { id: "t", page_size: 10 });
    expect(view.all("td")).toEqual([]);
    view.outside({ data: rows(12) });
    expect(view.all("th").map((th) => th.textContent)).toEqual(["a", "b", "id"]);
    expect(texts(view, "a")).toHaveLength(10);
  });

  it("has room for rows that are on their way, and tells callbacks nothing of a part of them", () => {
    const all = rows(1000), first = all.slice(0, 250);
    markPartial(first, all.length);
    const paged = mount(DataTable, { data: first, columns });
    expect(paged.find(".last-page:not(button)").textContent).toBe("4");
    expect(paged.find("table").getAttribute("aria-rowcount")).toBe("251");
    expect(Object.keys(paged.props()).filter((name) => name.startsWith("derived_"))).toEqual([]);
    paged.outside({ data: all });
    expect(paged.props().derived_virtual_data).toBe(all);
  });

  it("has room for rows that are on their way on its one page", () => {
    const all = rows(1000), first = all.slice(0, 250);
    markPartial(first, all.length);
    const whole = mount(DataTable, { data: first, columns, page_action: "none" });
    expect(whole.find("table").getAttribute("aria-rowcount")).toBe("1001");
    whole.outside({ data: all });
    expect(whole.find("table").getAttribute("aria-rowcount")).toBe("1001");
    expect(whole.props().derived_viewport_data).toBe(all);
  });

  it.each(["__proto__", "constructor", "toString"])("shows nothing where rows have no %s", async (id) => {
    const data = [{ a: 1 }, JSON.parse(`{"${id}": "own"}`) as object, { a: 2 }];
    const view = mount(DataTable, { data, columns: [{ id, name: "N" }], sort_action: "native" });
    expect(texts(view, id)).toEqual(["", "own", ""]);
    await view.user.click(view.find(".column-header--sort"));
    expect(texts(view, id)).toEqual(["own", "", ""]);
  });

  it("goes through pages by buttons and by number", async () => {
    const view = mount(DataTable, { data: rows(25), columns, page_size: 10 });
    expect(view.find(".last-page:not(button)").textContent).toBe("3");
    await view.user.click(view.find(".next-page"));
    expect(texts(view, "a")[0]).toBe("10");
    await view.user.click(view.find("button.last-page"));
    expect(texts(view, "a")).toHaveLength(5);
    expect(view.find<HTMLButtonElement>(".next-page").disabled).toBe(true);
    await view.user.type(view.find(".current-page"), "2{Enter}");
    expect(view.props().page_current).toBe(1);
    await view.user.type(view.find(".current-page"), "99{Enter}");
    expect(view.props().page_current).toBe(2);
    await view.user.click(view.find(".first-page"));
    expect(view.props().page_current).toBe(0);
  });

  it("goes back to the last page when there are fewer rows", () => {
    const view = mount(DataTable, { data: rows(25), columns, page_size: 10, page_current: 2 });
    view.outside({ data: rows(5) });
    expect(view.props().page_current).toBe(0);
    expect(texts(view, "a")).toHaveLength(5);
    expect(view.all(".previous-next-container")).toEqual([]);
  });

  it("leaves pages to a callback when told to", async () => {
    const view = mount(DataTable, { data: rows(5), columns, page_action: "custom", page_current: 3 });
    expect(texts(view, "a")).toHaveLength(5);
    await view.user.click(view.find(".next-page"));
    expect(view.props().page_current).toBe(4);
  });

  it("sorts by a click, and leaves cells behind", async () => {
    const view = mount(DataTable, { data: rows(4), columns, sort_action: "native", active_cell: at(0, 0), selected_cells: [at(0, 0)] });
    await view.user.click(view.getByLabelText("Sort by A"));
    await view.user.click(view.getByLabelText("Sort by A"));
    expect(texts(view, "a")).toEqual(["3", "2", "1", "0"]);
    expect(view.props()).toMatchObject({ sort_by: [{ column_id: "a", direction: "desc" }], selected_cells: [], active_cell: undefined });
    expect(view.find("th").getAttribute("aria-sort")).toBe("descending");
    expect(view.props().derived_virtual_indices).toEqual([3, 2, 1, 0]);
  });

  it("only says how to sort when a callback does it", async () => {
    const view = mount(DataTable, { data: rows(4), columns, sort_action: "custom" });
    await view.user.click(view.getByLabelText("Sort by A"));
    await view.user.click(view.getByLabelText("Sort by A"));
    expect(texts(view, "a")).toEqual(["0", "1", "2", "3"]);
    expect(view.props().sort_by).toEqual([{ column_id: "a", direction: "desc" }]);
  });

  it("has no sorting without being told to", () => {
    expect(mount(DataTable, { data: rows(4), columns }).all(".column-header--sort")).toEqual([]);
  });

  it("chooses cells by mouse: one, and with Shift all up to another", async () => {
    const view = mount(DataTable, { data: rows(4), columns });
    await view.user.click(view.find(cell(1, "a")));
    expect(view.props()).toMatchObject({ active_cell: at(1, 0), start_cell: at(1, 0), end_cell: at(1, 0), selected_cells: [at(1, 0)], is_focused: false });
    await view.user.keyboard("{Shift>}");
    await view.user.click(view.find(cell(2, "b")));
    await view.user.keyboard("{/Shift}");
    expect(view.props().active_cell).toEqual(at(1, 0));
    expect(view.props().selected_cells).toEqual([at(1, 0), at(1, 1), at(2, 0), at(2, 1)]);
    expect(view.all(".cell--selected")).toHaveLength(4);
  });

  it("chooses cells by keyboard", async () => {
    const view = mount(DataTable, { data: rows(4), columns });
    await view.user.click(view.find(cell(0, "a")));
    await view.user.keyboard("{ArrowDown}{ArrowRight}{ArrowRight}");
    expect(view.props().active_cell).toEqual(at(1, 1));
    expect(document.activeElement).toBe(view.find(cell(1, "b")));
    await view.user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    expect(view.props().selected_cells).toEqual([at(1, 1), at(2, 1)]);
    await view.user.keyboard("{Tab}");
    expect(view.props().active_cell).toEqual(at(2, 1));
    await view.user.keyboard("{Home}{Control>}{ArrowDown}{/Control}");
    expect(view.props().active_cell).toEqual(at(3, 0));
  });

  it("chooses no cells when told not to", async () => {
    const view = mount(DataTable, { data: rows(4), columns, cell_selectable: false });
    const before = view.patches.length;
    await view.user.click(view.find(cell(0, "a")));
    expect(view.patches).toHaveLength(before);
  });

  it("copies the selected cells with tabs and lines", async () => {
    const view = mount(DataTable, { data: rows(4), columns, active_cell: at(0, 0), selected_cells: [at(0, 0), at(0, 1), at(1, 0), at(1, 1)] });
    let copied = "";
    fireEvent.copy(view.find(cell(0, "a")), { clipboardData: { setData: (_type: string, text: string) => { copied = text; } } });
    expect(copied).toBe("0\tx0\n1\tx1");
  });

  it("chooses rows, by their place in data", async () => {
    const view = mount(DataTable, {
      data: rows(4), columns, row_selectable: "multi", sort_action: "native", sort_by: [{ column_id: "a", direction: "desc" }],
    });
    const boxes = () => view.all(".dash-select-cell input");
    await view.user.click(boxes()[0]!);
    await view.user.click(boxes()[1]!);
    expect(view.props()).toMatchObject({ selected_rows: [3, 2], selected_row_ids: ["r3", "r2"], derived_viewport_selected_rows: [0, 1] });
    await view.user.click(boxes()[0]!);
    expect(view.props().selected_rows).toEqual([2]);
  });

  it("chooses one row at most when told so", async () => {
    const view = mount(DataTable, { data: rows(4), columns, row_selectable: "single" });
    await view.user.click(view.all(".dash-select-cell input")[1]!);
    await view.user.click(view.all(".dash-select-cell input")[2]!);
    expect(view.props().selected_rows).toEqual([2]);
  });

  it("tells what is derived once, and again only what has changed", () => {
    const view = mount(DataTable, { data: rows(3), columns });
    expect(view.patches).toHaveLength(1);
    expect(Object.keys(view.patches[0]!)).toHaveLength(12);
    view.outside({ style_cell: { color: "red" } });
    expect(view.patches).toHaveLength(1);
    view.outside({ selected_rows: [1] });
    expect(Object.keys(view.patches[1]!).sort()).toEqual([
      "derived_viewport_selected_row_ids", "derived_viewport_selected_rows",
      "derived_virtual_selected_row_ids", "derived_virtual_selected_rows",
    ]);
  });

  it("draws a part of many rows, with room for the others", () => {
    const view = mount(DataTable, { data: rows(10_000), columns, page_action: "none" });
    expect(view.all("tr[data-row]").length).toBeLessThan(200);
    expect(view.find("table").getAttribute("aria-rowcount")).toBe("10001");
    expect(view.all(".dash-spacer-row")).toHaveLength(1);
  });

  it("takes styles, hidden columns, and rules of its own", () => {
    const view = mount(DataTable, {
      data: rows(2), columns, hidden_columns: ["b"], style_table: { overflowX: "auto" }, style_as_list_view: true, fill_width: false,
      style_header: { color: "red" }, style_data_conditional: [{ if: { row_index: 1 }, color: "blue" }],
      css: [{ selector: ".dash-cell, th", rule: "padding: 9px" }],
    });
    expect(view.all("th").map((th) => th.style.color)).toEqual(["red"]);
    expect(view.find(cell(1, "a")).style.color).toBe("blue");
    expect(view.all(".dash-fill-width")).toEqual([]);
    expect(view.find("style").textContent).toMatch(/^\[data-table=".*"\] \.dash-cell, \[data-table=".*"\] th \{ padding: 9px \}$/);
  });
});
