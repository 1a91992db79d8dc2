import type { Cell, Column, DataTableProps, Row } from "./types";

/** What is shown, for finding cells in it. */
export interface Grid {
  columns: Column[];
  rows: Row[];
}

export function cellAt({ columns, rows }: Grid, row: number, column: number): Cell {
  const id = rows[row]?.id;
  return { row, column, column_id: columns[column]!.id, ...(id === undefined || id === null ? {} : { row_id: id }) };
}

/** All cells of the rectangle between two corners. */
function rectangle(grid: Grid, from: Cell, to: Cell): Cell[] {
  const cells: Cell[] = [];
  for (let row = Math.min(from.row, to.row); row <= Math.max(from.row, to.row); row += 1) {
    for (let column = Math.min(from.column, to.column); column <= Math.max(from.column, to.column); column += 1) {
      cells.push(cellAt(grid, row, column));
    }
  }
  return cells;
}

type Patch = Pick<DataTableProps, "active_cell" | "start_cell" | "end_cell" | "selected_cells" | "is_focused">;

/** Go to one cell. */
export function selectOne(grid: Grid, row: number, column: number): Patch {
  const cell = cellAt(grid, row, column);
  return { is_focused: false, active_cell: cell, start_cell: cell, end_cell: cell, selected_cells: [cell] };
}

/** Stretch the selection from where it began to a cell. */
export function extendTo(grid: Grid, props: DataTableProps, row: number, column: number): Patch {
  const start = props.start_cell ?? props.active_cell;
  if (!start) return selectOne(grid, row, column);
  const end = cellAt(grid, row, column);
  return {
    is_focused: false,
    active_cell: props.active_cell ?? start,
    start_cell: start,
    end_cell: end,
    selected_cells: rectangle(grid, start, end),
  };
}

/** Nothing selected: what was is no longer in the same place. */
export const noCells = {
  is_focused: false,
  active_cell: undefined,
  start_cell: undefined,
  end_cell: undefined,
  selected_cells: [],
};

// A screenful, more or less; the exact number would depend on the window.
const pageOfRows = 10;

/** Where a key leads from a cell, or undefined for a key that leads nowhere. */
export function destination(key: string, control: boolean, { row, column }: Cell, { rows, columns }: Grid): [number, number] | undefined {
  const lastRow = rows.length - 1;
  const lastColumn = columns.length - 1;
  const moves: Record<string, [number, number]> = {
    ArrowUp: [control ? 0 : row - 1, column],
    ArrowDown: [control ? lastRow : row + 1, column],
    ArrowLeft: [row, control ? 0 : column - 1],
    ArrowRight: [row, control ? lastColumn : column + 1],
    PageUp: [row - pageOfRows, column],
    PageDown: [row + pageOfRows, column],
    Home: [control ? 0 : row, 0],
    End: [control ? lastRow : row, lastColumn],
    Enter: [row + 1, column],
  };
  const move = moves[key];
  if (!move) return undefined;
  return [Math.min(lastRow, Math.max(0, move[0])), Math.min(lastColumn, Math.max(0, move[1]))];
}

/** The next cell inside a selection of several, row by row, and round again. */
export function nextInside(grid: Grid, selected: Cell[], active: Cell, step: 1 | -1): Cell {
  const at = selected.findIndex((cell) => cell.row === active.row && cell.column === active.column);
  const next = selected[(at + step + selected.length) % selected.length]!;
  return cellAt(grid, next.row, next.column);
}

/** The selected cells as text for the clipboard: tabs between columns, a line for each row. */
export function copied(grid: Grid, selected: Cell[], text: (column: number, row: Row) => string): string {
  const rows = new Map<number, string[]>();
  for (const { row, column } of selected) {
    const values = rows.get(row) ?? [];
    values.push(text(column, grid.rows[row]!));
    rows.set(row, values);
  }
  return [...rows.values()].map((values) => values.join("\t")).join("\n");
}
