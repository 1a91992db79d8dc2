import type { Column } from "./types";

export interface HeaderCell {
  name: string;
  /** The first column under it. */
  column: number;
  span: number;
}

/** The header rows, from above. Names of different length end in the same row. */
export function headerRows(columns: Column[], merge: boolean): HeaderCell[][] {
  const names = columns.map(({ name }) => (Array.isArray(name) ? name : [name]));
  const depth = Math.max(1, ...names.map((list) => list.length));
  const nameAt = (list: string[], row: number) => list[row - (depth - list.length)] ?? list[0] ?? "";
  return Array.from({ length: depth }, (_, row) => {
    const cells: HeaderCell[] = [];
    names.forEach((list, column) => {
      const name = nameAt(list, row);
      const last = cells[cells.length - 1];
      if (merge && last?.name === name) last.span += 1;
      else cells.push({ name, column, span: 1 });
    });
    return cells;
  });
}
