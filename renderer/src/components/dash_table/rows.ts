import type { Column, DataTableProps, Row, SortBy } from "./types";

/** The columns of a table: those given, or one for each key of the first row. */
export function columnsOf(columns: DataTableProps["columns"], data: Row[]): Column[] {
  return columns ?? Object.keys(data[0] ?? {}).map((id) => ({ id, name: id }));
}

/** What a row holds in a column, whatever the column is called. */
export function cellOf(row: Row, column: string): unknown {
  return Object.hasOwn(row, column) ? row[column] : undefined;
}

function isNothing(value: unknown, alsoNothing: readonly unknown[]): boolean {
  return value === null || value === undefined || value === "" || alsoNothing.includes(value);
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [x, y] = [a as string, b as string];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** What rows are sorted by: a column's values, read once, and which of them are nothing. */
interface SortKey {
  values: unknown[];
  isNothing: Uint8Array;
  sign: 1 | -1;
}

function sortKey(data: Row[], { column_id, direction }: SortBy, nulls: readonly unknown[]): SortKey {
  const values = data.map((row) => cellOf(row, column_id));
  return { values, isNothing: Uint8Array.from(values, (value) => Number(isNothing(value, nulls))), sign: direction === "desc" ? -1 : 1 };
}

// Loops in place of `map`: a page has many rows long before their code is compiled well.

function inOrder(count: number): number[] {
  const indices: number[] = [];
  for (let i = 0; i < count; i++) indices.push(i);
  return indices;
}

/** The indices of the rows in sorted order. Rows with nothing in a column come last in both directions. */
export function sorted(data: Row[], sortBy: SortBy[], columns: Column[], tableNulls: unknown[]): number[] {
  const indices = inOrder(data.length);
  if (sortBy.length === 0) return indices;
  const keys = sortBy.map((sort) =>
    sortKey(data, sort, columns.find((column) => column.id === sort.column_id)?.sort_as_null ?? tableNulls));
  return indices.sort((a, b) => {
    for (const { values, isNothing, sign } of keys) {
      const noA = isNothing[a]!, noB = isNothing[b]!;
      if (noA || noB) {
        if (noA !== noB) return noA - noB;
        continue;
      }
      const order = compare(values[a], values[b]);
      if (order !== 0) return sign * order;
    }
    return a - b;
  });
}

/** How the sorting changes with a click on a column: ascending, descending, not at all. */
export function nextSort(sortBy: SortBy[], column_id: string, mode: "single" | "multi"): SortBy[] {
  const current = sortBy.find((sort) => sort.column_id === column_id)?.direction;
  const others = mode === "multi" ? sortBy.filter((sort) => sort.column_id !== column_id) : [];
  const direction = current === undefined ? "asc" : current === "asc" ? "desc" : undefined;
  if (direction === undefined) return others;
  if (mode === "multi" && current) {
    return sortBy.map((sort) => (sort.column_id === column_id ? { column_id, direction } : sort));
  }
  return [...others, { column_id, direction }];
}

/** What is left of the rows after sorting, and the page of it that is shown; as indices in `data`. */
export interface View {
  virtual: number[];
  viewport: number[];
  page: number;
  /** Undefined where a callback gives the pages and does not say how many there are. */
  pages: number | undefined;
}

/** @param count - of all rows, also of those that are on their way */
export function viewOf(props: DataTableProps, virtual: number[], count = virtual.length): View {
  const action = props.page_action ?? "native";
  const current = Math.max(0, props.page_current ?? 0);
  if (action === "none") return { virtual, viewport: virtual, page: 0, pages: 1 };
  if (action === "custom") return { virtual, viewport: virtual, page: current, pages: props.page_count ?? undefined };
  const size = Math.max(1, props.page_size ?? 250);
  const pages = Math.max(1, Math.ceil(count / size));
  const page = Math.min(current, pages - 1);
  return { virtual, viewport: virtual.slice(page * size, (page + 1) * size), page, pages };
}

/** The rows at places of `data`; nothing sorted and one page: the very same list, without a copy of all. */
export function pick(data: Row[], indices: number[]): Row[] {
  let places = 0;
  while (places < indices.length && indices[places] === places) places++;
  return places === data.length && places === indices.length ? data : indices.map((index) => data[index]!);
}

function idsOf(rows: Row[]): unknown[] {
  const ids: unknown[] = [];
  for (const row of rows) ids.push(row.id ?? null);
  return ids;
}

/** The props that tell callbacks what is shown. */
export function derived(data: Row[], { virtual, viewport }: View, selectedRows: number[]): Record<string, unknown> {
  const virtualData = pick(data, virtual);
  const viewportData = viewport === virtual ? virtualData : pick(data, viewport);
  const selected = new Set(selectedRows);
  const places = (indices: number[]) =>
    selected.size === 0 ? [] : indices.flatMap((index, place) => (selected.has(index) ? [place] : []));
  const virtualSelected = places(virtual);
  const viewportSelected = places(viewport);
  const virtualIds = idsOf(virtualData);
  return {
    derived_filter_query_structure: null,
    derived_virtual_data: virtualData,
    derived_virtual_indices: virtual,
    derived_virtual_row_ids: virtualIds,
    derived_virtual_selected_rows: virtualSelected,
    derived_virtual_selected_row_ids: idsOf(virtualSelected.map((place) => virtualData[place]!)),
    derived_viewport_data: viewportData,
    derived_viewport_indices: viewport,
    derived_viewport_row_ids: viewportData === virtualData ? virtualIds : idsOf(viewportData),
    derived_viewport_selected_columns: [],
    derived_viewport_selected_rows: viewportSelected,
    derived_viewport_selected_row_ids: idsOf(viewportSelected.map((place) => viewportData[place]!)),
  };
}
