import { memo, type CSSProperties } from "react";
import { classes } from "../props";
import type { Place } from "./cell_styles";
import { noColumn } from "./cells";
import { cellOf } from "./rows";
import type { Column, Row } from "./types";

/** What all rows have in common; the same object as long as nothing in it changes. */
export interface RowLook {
  columns: Column[];
  formats: ((value: unknown) => string)[];
  dataStyle: (place: Place) => CSSProperties | undefined;
  /** How rows are selected, if they are. */
  kind: "single" | "multi" | false | null | undefined;
  /** The name of the inputs that select rows. */
  group: string;
  headerRows: number;
}

interface DataRowProps {
  look: RowLook;
  row: Row;
  index: number;
  /** The row's place in `data`. */
  dataIndex: number;
  isSelected: boolean;
  /** The column of the active cell, where it is in this row. */
  active: number | undefined;
  /** Whether Tab leads into this row though no cell is active. */
  isEntry: boolean;
  selected: ReadonlySet<number> | undefined;
  choose: ((row: number, column: number, extend: boolean) => void) | undefined;
  selectRow: (index: number, chosen: boolean) => void;
}

/** A row, drawn again only when something of its own changes: a scroll or a selection concerns few of them. */
export const DataRow = memo(function DataRow(props: DataRowProps) {
  const { look, index, dataIndex, isSelected, selectRow } = props;
  const { columns, kind, dataStyle } = look;
  return (
    <tr data-row={index} aria-rowindex={look.headerRows + index + 1} aria-selected={kind ? isSelected : undefined}>
      {kind && (
        <td className="dash-select-cell" style={dataStyle({ column: noColumn, row: index })}>
          <input
            type={kind === "single" ? "radio" : "checkbox"}
            name={look.group}
            aria-label={`Select row ${index + 1}`}
            checked={isSelected}
            onChange={(event) => { selectRow(dataIndex, event.target.checked); }}
          />
        </td>
      )}
      {columns.map((column, place) => dataCell(props, column, place))}
    </tr>
  );
});

// Not a component: it is drawn with its row, and there are many.
function dataCell({ look, row, index, active: activeColumn, isEntry, selected: inRow, choose }: DataRowProps, column: Column, place: number) {
  const active = activeColumn === place;
  const selected = inRow?.has(place) ?? false;
  const value = cellOf(row, column.id);
  const first = isEntry && place === 0;
  return (
    <td
      key={column.id}
      role="gridcell"
      className={classes(
        "dash-cell", `column-${place}`,
        (column.type === "numeric" || typeof value === "number") && "dash-numeric",
        selected && "cell--selected",
        active && "focused",
      )}
      data-dash-column={column.id}
      data-dash-row={index}
      data-cell={`${index},${place}`}
      // One cell of the table is reached by Tab; the arrow keys lead on from there.
      tabIndex={choose && (active || first) ? 0 : -1}
      aria-selected={choose ? selected : undefined}
      style={look.dataStyle({ column, row: index, active, selected })}
      onMouseDown={keepSelection}
      onClick={choose && ((event) => { choose(index, place, event.shiftKey); })}
      // Reached by Tab; a click chooses by itself.
      onFocus={choose && first ? (event) => { if (event.currentTarget.matches(":focus-visible")) choose(0, 0, false); } : undefined}
    >
      <div className={classes("dash-cell-value", active && "input-active")}>{look.formats[place]!(value)}</div>
    </td>
  );
}

/** Shift chooses cells here, and no text. */
function keepSelection(event: { shiftKey: boolean; preventDefault(): void }): void {
  if (event.shiftKey) event.preventDefault();
}
