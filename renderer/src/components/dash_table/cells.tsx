import { useLayoutEffect, useRef, useState, type CSSProperties } from "react";
import { Icon } from "../icons";
import { classes } from "../props";
import type { Place } from "./cell_styles";
import type { HeaderCell } from "./headers";
import { whenLaidOut } from "./laid_out";
import { cellOf, type View } from "./rows";
import type { Column, DataTableProps, Row, SortBy } from "./types";

export interface TableModel {
  props: DataTableProps;
  data: Row[];
  columns: Column[];
  /** The rows of the page that is shown. */
  rows: Row[];
  view: View;
  sortBy: SortBy[];
  headers: HeaderCell[][];
  formats: ((value: unknown) => string)[];
  dataStyle: (place: Place) => CSSProperties | undefined;
  headerStyle: (place: Place) => CSSProperties | undefined;
  /** The columns of those in each row that has any. */
  selectedCells: ReadonlyMap<number, ReadonlySet<number>>;
  /** Indices in `data`. */
  selectedRows: Set<number>;
}

/** Hold the columns of a long table as wide as they are at first: other rows would make them jump while scrolling. */
export function useColumnWidths(long: boolean, columns: Column[]) {
  const table = useRef<HTMLTableElement>(null);
  const [measured, setMeasured] = useState<{ columns: Column[]; widths: number[] }>();
  const widths = long && measured?.columns === columns ? measured.widths : undefined;
  useLayoutEffect(() => {
    const element = table.current;
    if (!long || widths || !element) return;
    return whenLaidOut(element, () => {
      const last = element.querySelector("thead tr:last-child");
      const found = [...(last?.children ?? [])].map((cell) => cell.getBoundingClientRect().width);
      if (found.some((width) => width > 0)) setMeasured({ columns, widths: found });
    });
  }, [long, widths, columns]);
  return { table, widths };
}

// The cells that select rows take the styles meant for all cells.
export const noColumn: Column = { id: "", name: "" };

interface HeaderRowsProps {
  model: TableModel;
  onSort: (id: string) => void;
}

export function HeaderRows({ model, onSort }: HeaderRowsProps) {
  const { headers, columns, props, headerStyle } = model;
  const sortable = (props.sort_action ?? "none") !== "none";
  return (
    <>
      {headers.map((cells, row) => {
        const last = row === headers.length - 1;
        return (
          <tr key={row} aria-rowindex={row + 1}>
            {props.row_selectable && (
              <th
                className="expanded-row--empty-cell dash-select-header"
                aria-label="Select"
                style={headerStyle({ column: noColumn, row })}
              />
            )}
            {cells.map(({ name, column, span }) => (
              <HeaderCellView
                key={column}
                {...{ name, span, column, model, onSort }}
                style={headerStyle({ column: columns[column]!, row })}
                sortable={sortable && last}
              />
            ))}
          </tr>
        );
      })}
    </>
  );
}

interface HeaderCellProps extends HeaderCell {
  model: TableModel;
  style: CSSProperties | undefined;
  sortable: boolean;
  onSort: (id: string) => void;
}

function HeaderCellView({ name, span, column, model, style, sortable, onSort }: HeaderCellProps) {
  const { id } = model.columns[column]!;
  const direction = sortable ? model.sortBy.find((sort) => sort.column_id === id)?.direction : undefined;
  const state = direction === "asc" ? "ascending" : direction === "desc" ? "descending" : undefined;
  return (
    <th
      scope="col"
      className={classes("dash-header", `column-${column}`, span > 1 ? "dash-merged" : isNumeric(model, column) && "dash-numeric")}
      data-dash-column={id}
      colSpan={span}
      style={style}
      aria-sort={state ?? (sortable ? "none" : undefined)}
    >
      <div className="dash-header-content">
        {sortable && (
          <span className="column-actions">
            <button
              type="button"
              className={classes("column-header--sort", state)}
              aria-label={`Sort by ${name}`}
              onClick={() => { onSort(id); }}
            >
              <Icon name={state ?? "unsorted"} />
            </button>
          </span>
        )}
        <span className="column-header-name">{name}</span>
      </div>
    </th>
  );
}

/** Is it a column of numbers, to be written to the right? As its type says, or else its first row. */
function isNumeric({ columns, rows }: TableModel, column: number): boolean {
  const { type, id } = columns[column]!;
  return type === "numeric" || (!type || type === "any" ? typeof cellOf(rows[0] ?? {}, id) === "number" : false);
}
