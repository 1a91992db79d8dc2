import { useCallback, useEffect, useId, useMemo, useRef, type ClipboardEvent, type KeyboardEvent } from "react";
import { useLoading } from "../context";
import { isEqual } from "../../equal";
import { wholeLength } from "../../lists";
import { classes, cssOf } from "../props";
import { HeaderRows, useColumnWidths, type TableModel } from "./cells";
import { cellStyles } from "./cell_styles";
import { DataRow, type RowLook } from "./data_row";
import { formatter } from "./format";
import { headerRows } from "./headers";
import { Pager } from "./pager";
import { cellOf, columnsOf, derived, nextSort, pick, sorted, viewOf } from "./rows";
import { copied, destination, extendTo, nextInside, noCells, selectOne, type Grid } from "./selection";
import type { Cell, DataTableProps } from "./types";
import { useVisibleRows } from "./visible_rows";

// Above this, only the rows in sight are drawn.
const many = 200;

const nothing: never[] = [];

type Choose = (row: number, column: number, extend: boolean) => void;

/** All that the props say about the table, worked out. */
function useModel(props: DataTableProps): TableModel {
  const data = props.data ?? nothing;
  const { columns: given, hidden_columns: hidden, sort_action, sort_as_null, locale_format } = props;
  const columns = useMemo(
    () => columnsOf(given, data).filter((column) => !hidden?.includes(column.id)),
    [given, data, hidden],
  );
  const sortBy = props.sort_by ?? nothing;
  const sort = sort_action === "native" ? sortBy : nothing;
  const virtual = useMemo(() => sorted(data, sort, columns, sort_as_null ?? nothing), [data, sort, columns, sort_as_null]);
  const { page_action, page_current, page_size, page_count } = props;
  const view = useMemo(() => viewOf(props, virtual, wholeLength(data)), [virtual, page_action, page_current, page_size, page_count]);
  const rows = useMemo(() => pick(data, view.viewport), [data, view]);
  const headers = useMemo(() => headerRows(columns, props.merge_duplicate_headers ?? false), [columns, props.merge_duplicate_headers]);
  const formats = useMemo(() => columns.map((column) => formatter(column.format, locale_format)), [columns, locale_format]);
  const { style_cell, style_cell_conditional, style_data, style_data_conditional, style_header, style_header_conditional, editable } = props;
  const shared = [style_cell, style_cell_conditional, editable];
  const dataStyle = useMemo(() => cellStyles(props, "data"), [...shared, style_data, style_data_conditional]);
  const headerStyle = useMemo(() => cellStyles(props, "header"), [...shared, style_header, style_header_conditional]);
  const { selected_cells } = props;
  const selectedCells = useMemo(() => columnsByRow(selected_cells ?? nothing), [selected_cells]);
  const selectedRows = useMemo(() => new Set(props.selected_rows ?? nothing), [props.selected_rows]);
  return { props, data, columns, rows, view, sortBy, headers, formats, dataStyle, headerStyle, selectedCells, selectedRows };
}

function columnsByRow(cells: Cell[]): Map<number, Set<number>> {
  const byRow = new Map<number, Set<number>>();
  for (const { row, column } of cells) {
    const inRow = byRow.get(row);
    if (inRow) inRow.add(column);
    else byRow.set(row, new Set([column]));
  }
  return byRow;
}

/** The same function for the table's whole life, which calls the one given last: rows are not drawn again for it. */
function useStable<A extends unknown[]>(given: (...args: A) => void): (...args: A) => void {
  const latest = useRef(given);
  latest.current = given;
  return useCallback((...args: A) => { latest.current(...args); }, []);
}

/** Tell callbacks what is shown, and go back to the last page when there are fewer than before. */
function useDerivedProps({ props, data, view }: TableModel): void {
  const sent = useRef<Record<string, unknown>>({});
  const { setProps, selected_rows, page_action, page_current } = props;
  useEffect(() => {
    if (wholeLength(data) > data.length) return; // the others are on their way
    const all = derived(data, view, selected_rows ?? nothing);
    const patch = Object.fromEntries(
      Object.entries(all).filter(([name, value]) => !(name in sent.current) || !isEqual(sent.current[name], value)),
    );
    sent.current = all;
    if ((page_action ?? "native") === "native" && (page_current ?? 0) > view.page) patch.page_current = view.page;
    if (Object.keys(patch).length > 0) setProps(patch);
  }, [data, view, selected_rows]);
}

/** Cells by mouse, keyboard and clipboard. */
function useCells({ props, columns, rows, formats, selectedCells }: TableModel) {
  const grid: Grid = { columns, rows };
  const body = useRef<HTMLTableSectionElement>(null);
  const byPerson = useRef(false);
  const selectable = props.cell_selectable ?? true;
  const active = props.active_cell;

  const choose = useStable((row: number, column: number, extend: boolean) => {
    byPerson.current = true;
    props.setProps({ ...(extend ? extendTo(grid, props, row, column) : selectOne(grid, row, column)) });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!selectable || !active || !(event.target as HTMLElement).classList.contains("dash-cell")) return;
    const selected = props.selected_cells ?? nothing;
    if (event.key === "Tab" && selected.length > 1) {
      byPerson.current = true;
      props.setProps({ active_cell: nextInside(grid, selected, active, event.shiftKey ? -1 : 1) });
    } else {
      const from = event.shiftKey ? (props.end_cell ?? active) : active;
      const to = destination(event.key, event.ctrlKey || event.metaKey, from, grid);
      if (!to) return;
      choose(to[0], to[1], event.shiftKey);
    }
    event.preventDefault();
  };
  const onCopy = (event: ClipboardEvent) => {
    if (selectedCells.size === 0 || window.getSelection()?.toString()) return;
    event.clipboardData.setData("text/plain", copied(grid, props.selected_cells ?? nothing, (column, row) => formats[column]!(cellOf(row, columns[column]!.id))));
    event.preventDefault();
  };
  const target = props.end_cell ?? active;
  useEffect(() => {
    if (!byPerson.current || !active) return;
    byPerson.current = false;
    const find = (cell: typeof active) => body.current?.querySelector<HTMLElement>(`[data-cell="${cell.row},${cell.column}"]`);
    find(active)?.focus({ preventScroll: true });
    find(target ?? active)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active, target]);
  return { body, choose: selectable ? choose : undefined, onKeyDown, onCopy };
}

function useActions({ props, data, sortBy }: TableModel) {
  const { setProps } = props;
  return {
    sort: (id: string) => { setProps({ sort_by: nextSort(sortBy, id, props.sort_mode ?? "single"), ...noCells }); },
    page: (page: number) => { setProps({ page_current: page, ...noCells }); },
    selectRow: useStable((index: number, chosen: boolean) => {
      const others = props.row_selectable === "single" ? [] : (props.selected_rows ?? []).filter((row) => row !== index);
      const rows = chosen ? [...others, index] : others;
      setProps({ selected_rows: rows, selected_row_ids: rows.map((row) => data[row]?.id ?? null) });
    }),
  };
}

/** The rows from one place to another. */
function useDataRows(model: TableModel, choose: Choose | undefined, selectRow: (index: number, chosen: boolean) => void) {
  const { props, columns, formats, dataStyle, headers, rows, view, selectedCells, selectedRows } = model;
  const kind = props.row_selectable, group = `row-select-${props.id ?? ""}`, headerRows = headers.length;
  const look = useMemo<RowLook>(
    () => ({ columns, formats, dataStyle, kind, group, headerRows }),
    [columns, formats, dataStyle, kind, group, headerRows],
  );
  const active = props.active_cell;
  return (start: number, end: number) => rows.slice(start, end).map((row, offset) => {
    const index = start + offset, dataIndex = view.viewport[index]!;
    return (
      <DataRow
        key={index}
        {...{ look, row, index, dataIndex, choose, selectRow }}
        isSelected={selectedRows.has(dataIndex)}
        active={active?.row === index ? active.column : undefined}
        isEntry={!active && index === 0}
        selected={selectedCells.get(index)}
      />
    );
  });
}

/** The table's own style rules, held inside it. */
function OwnRules({ css, scope }: { css: DataTableProps["css"]; scope: string }) {
  if (!css || css.length === 0) return null;
  const inside = (selector: string) =>
    selector.split(",").map((part) => `[data-table="${scope}"] ${part.trim()}`).join(", ");
  return <style>{css.map(({ selector, rule }) => `${inside(selector)} { ${rule} }`).join("\n")}</style>;
}

/** Rows and columns, with pages, sorting and cells that can be selected. */
export function DataTable(props: DataTableProps) {
  const scope = useId();
  const loading = useLoading();
  const model = useModel(props);
  const { rows, columns, view } = model;
  const cells = useCells(model);
  const actions = useActions(model);
  const dataRows = useDataRows(model, cells.choose, actions.selectRow);
  useDerivedProps(model);
  // Where all rows are on one page, some may be on their way.
  const count = view.viewport === view.virtual ? wholeLength(model.data) : rows.length;
  const long = count > many || (props.virtualization ?? false);
  const visible = useVisibleRows(count, cells.body, long);
  const { table, widths } = useColumnWidths(long, columns);
  const fixedHeader = props.fixed_rows?.headers ?? false;
  const paged = (props.page_action ?? "native") !== "none" && (view.pages === undefined || view.pages > 1);
  const spread = (height: number) => height > 0 && <tr className="dash-spacer-row" style={{ height }} aria-hidden />;

  return (
    <div id={props.id} className="dash-table-container" data-table={scope} data-dash-is-loading={loading}>
      <OwnRules css={props.css} scope={scope} />
      <div
        className={classes(
          "dash-spreadsheet-container", "dash-spreadsheet",
          (props.fill_width ?? true) && "dash-fill-width",
          props.style_as_list_view && "dash-list-view",
          fixedHeader && "dash-fixed-header",
          long && "dash-virtualized",
          rows.length === 0 && "dash-empty",
        )}
        style={cssOf(props.style_table)}
      >
        <div className="dash-spreadsheet-inner dash-spreadsheet">
          <table
            ref={table}
            className="cell-table"
            role="grid"
            aria-rowcount={count + model.headers.length}
            aria-colcount={columns.length}
            aria-multiselectable={cells.choose ? true : undefined}
            onKeyDown={cells.onKeyDown}
            onCopy={cells.onCopy}
          >
            {widths && <colgroup>{widths.map((width, index) => <col key={index} style={{ width }} />)}</colgroup>}
            <thead><HeaderRows model={model} onSort={actions.sort} /></thead>
            <tbody ref={cells.body}>
              {spread(visible.above)}
              {dataRows(visible.start, visible.end)}
              {spread(visible.below)}
            </tbody>
          </table>
        </div>
      </div>
      {paged && <Pager page={view.page} pages={view.pages} onPage={actions.page} />}
    </div>
  );
}
