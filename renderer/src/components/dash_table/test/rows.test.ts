import { describe, expect, it } from "vitest";
import { cellStyles } from "../cell_styles";
import { formatter } from "../format";
import { headerRows } from "../headers";
import { columnsOf, derived, nextSort, sorted, viewOf } from "../rows";
import type { Column, DataTableProps } from "../types";

const columns: Column[] = [{ id: "a", name: "A" }, { id: "b", name: "B" }];
const base: DataTableProps = { setProps: () => undefined };

describe("columns", () => {
  it("are made of the first row's keys where none are given", () => {
    expect(columnsOf(null, [{ x: 1, id: 2 }, { y: 3 }])).toEqual([{ id: "x", name: "x" }, { id: "id", name: "id" }]);
    expect(columnsOf(undefined, [])).toEqual([]);
    expect(columnsOf([], [{ x: 1 }])).toEqual([]);
  });
});

describe("sorting", () => {
  const data = [{ a: 2, b: "x" }, { a: null, b: "y" }, { a: 1, b: "y" }, { a: 2, b: "" }, { b: "a" }];

  it("puts nothing last in both directions, and keeps the order of equals", () => {
    expect(sorted(data, [{ column_id: "a", direction: "asc" }], columns, [])).toEqual([2, 0, 3, 1, 4]);
    expect(sorted(data, [{ column_id: "a", direction: "desc" }], columns, [])).toEqual([0, 3, 2, 1, 4]);
  });

  it("goes by several columns in turn", () => {
    const by = [{ column_id: "b", direction: "desc" as const }, { column_id: "a", direction: "asc" as const }];
    expect(sorted(data, by, columns, [])).toEqual([2, 1, 0, 4, 3]);
  });

  it("counts other values as nothing too, a column's own list first", () => {
    expect(sorted([{ a: 0 }, { a: 5 }, { a: -1 }], [{ column_id: "a", direction: "asc" }], columns, [-1])).toEqual([0, 1, 2]);
    const own = [{ ...columns[0]!, sort_as_null: [0] }];
    expect(sorted([{ a: 0 }, { a: -1 }], [{ column_id: "a", direction: "asc" }], own, [-1])).toEqual([1, 0]);
  });

  it("changes with clicks: up, down, none", () => {
    const up = nextSort([], "a", "single");
    const down = nextSort(up, "a", "single");
    expect([up, down, nextSort(down, "a", "single")]).toEqual([
      [{ column_id: "a", direction: "asc" }], [{ column_id: "a", direction: "desc" }], [],
    ]);
    expect(nextSort(up, "b", "single")).toEqual([{ column_id: "b", direction: "asc" }]);
    const both = nextSort(up, "b", "multi");
    expect(both.map((sort) => sort.column_id)).toEqual(["a", "b"]);
    expect(nextSort(both, "a", "multi").map((sort) => sort.direction)).toEqual(["desc", "asc"]);
  });
});

describe("pages", () => {
  const virtual = Array.from({ length: 25 }, (_, index) => index);

  it.each([
    [{ page_size: 10 }, { page: 0, pages: 3, count: 10 }],
    [{ page_size: 10, page_current: 2 }, { page: 2, pages: 3, count: 5 }],
    [{ page_size: 10, page_current: 99 }, { page: 2, pages: 3, count: 5 }],
    [{}, { page: 0, pages: 1, count: 25 }],
    [{ page_action: "none", page_size: 10 }, { page: 0, pages: 1, count: 25 }],
    [{ page_action: "custom", page_size: 10, page_current: 7 }, { page: 7, pages: undefined, count: 25 }],
    [{ page_action: "custom", page_count: 9 }, { page: 0, pages: 9, count: 25 }],
  ] as const)("for %o are %o", (props, expected) => {
    const { page, pages, viewport } = viewOf({ ...base, ...props }, virtual);
    expect({ page, pages, count: viewport.length }).toEqual(expected);
  });
});

describe("what callbacks are told", () => {
  const data = [{ id: "r0" }, { id: "r1" }, { x: 1 }];

  it("are rows, indices and ids, of all pages and of this one", () => {
    const told = derived(data, { virtual: [2, 1, 0], viewport: [1, 0], page: 0, pages: 2 }, [0, 2]);
    expect(told).toMatchObject({
      derived_virtual_indices: [2, 1, 0],
      derived_virtual_row_ids: [null, "r1", "r0"],
      derived_virtual_selected_rows: [0, 2],
      derived_virtual_selected_row_ids: [null, "r0"],
      derived_viewport_data: [data[1], data[0]],
      derived_viewport_selected_rows: [1],
      derived_viewport_selected_row_ids: ["r0"],
    });
  });

  it("are the very rows where nothing is sorted", () => {
    const all = [0, 1, 2];
    expect(derived(data, { virtual: all, viewport: all, page: 0, pages: 1 }, []).derived_virtual_data).toBe(data);
  });
});

describe("headers", () => {
  const named = (name: string | string[]): Column => ({ id: String(name), name });

  it("have a row for each name, and merge neighbours when told to", () => {
    const rows = headerRows([named(["G", "A"]), named(["G", "B"]), named(["H", "B"])], true);
    expect(rows).toEqual([
      [{ name: "G", column: 0, span: 2 }, { name: "H", column: 2, span: 1 }],
      [{ name: "A", column: 0, span: 1 }, { name: "B", column: 1, span: 2 }],
    ]);
    expect(headerRows([named(["G", "A"]), named(["G", "B"])], false)[0]).toHaveLength(2);
    expect(headerRows([], false)).toEqual([[]]);
  });
});

describe("styles", () => {
  const column = { id: "a", name: "A", type: "numeric" as const };

  it("are laid over one another: all cells, then cells that hold data", () => {
    const style = cellStyles({
      ...base,
      style_data: { color: "blue" },
      style_cell: { color: "red", padding: 1 },
      style_cell_conditional: [{ if: { column_id: ["a", "z"] }, "text-align": "left" }, { if: { column_id: "z" }, color: "x" }],
      style_data_conditional: [{ if: { row_index: "odd" }, background_color: "grey" }],
    }, "data");
    expect(style({ column, row: 0 })).toEqual({ color: "blue", padding: 1, textAlign: "left" });
    expect(style({ column, row: 1 })).toMatchObject({ backgroundColor: "grey" });
  });

  it.each([
    [{ column_type: "numeric" }, true],
    [{ column_type: "text" }, false],
    [{ row_index: 3 }, true],
    [{ row_index: [1, 2] }, false],
    [{ state: "active" as const }, true],
    [{ state: "selected" as const }, false],
    [{ column_editable: true }, false],
    [{ filter_query: "{a} > 1" }, false],
    [{}, true],
  ])("with the condition %o hold: %s", (condition, holds) => {
    const style = cellStyles({ ...base, style_data_conditional: [{ if: condition, color: "red" }] }, "data");
    expect(style({ column, row: 3, active: true, selected: false })).toEqual(holds ? { color: "red" } : {});
  });

  it("of headers go by the header's row", () => {
    const style = cellStyles({ ...base, style_header_conditional: [{ if: { header_index: 1 }, color: "red" }] }, "header");
    expect([style({ column, row: 0 }), style({ column, row: 1 })]).toEqual([{}, { color: "red" }]);
  });
});

describe("numbers", () => {
  it.each([
    [{ specifier: "$,.2f" }, 1234.5, "$1,234.50"],
    [{ specifier: ".1%" }, 0.256, "25.6%"],
    [{ specifier: ",.0f", prefix: 1000 }, 1500, "2k"],
    [{ specifier: ".2f", nully: "N/A" }, null, "N/A"],
    [{ specifier: ".2f", nully: 0 }, null, "0.00"],
    [{ specifier: ".2f" }, "text", "text"],
    [{ specifier: "$.2f", locale: { symbol: ["", " €"] as [string, string], decimal: "," } }, 1.5, "1,50 €"],
    [{ specifier: ",.0f", locale: { separate_4digits: false } }, 1234, "1234"],
    [null, { a: 1 }, '{"a":1}'],
    [null, true, "true"],
  ])("as %o are written: %o is %s", (format, value, expected) => {
    expect(formatter(format, null)(value)).toBe(expected);
  });
});
