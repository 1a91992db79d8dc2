import type { CSSProperties } from "react";
import { cssOf } from "../props";
import type { Column, Condition, ConditionalStyle, DataTableProps } from "./types";

/** Where a cell is, for the conditions of styles. */
export interface Place {
  column: Column;
  row: number;
  active?: boolean;
  selected?: boolean;
}

function matchesIndex(wanted: Condition["row_index"], index: number): boolean {
  if (wanted === undefined || wanted === null) return true;
  if (wanted === "odd") return index % 2 === 1;
  if (wanted === "even") return index % 2 === 0;
  return Array.isArray(wanted) ? wanted.includes(index) : wanted === index;
}

function matches(condition: Condition, place: Place, part: "row_index" | "header_index", editable: boolean): boolean {
  const { column_id, column_type, column_editable, state } = condition;
  // Queries are not understood yet. A style with one is left out, rather than given to every cell.
  if (condition.filter_query) return false;
  if (column_id && !(Array.isArray(column_id) ? column_id.includes(place.column.id) : column_id === place.column.id)) {
    return false;
  }
  if (column_type && column_type !== (place.column.type ?? "any")) return false;
  if (typeof column_editable === "boolean" && column_editable !== (place.column.editable ?? editable)) return false;
  if (state === "active" && !place.active) return false;
  if (state === "selected" && !place.selected) return false;
  return matchesIndex(condition[part], place.row);
}

/** Styles may also be written with underscores. */
function css(style: Record<string, unknown>): CSSProperties {
  const entries = Object.entries(style).filter(([key]) => key !== "if");
  return cssOf(Object.fromEntries(entries.map(([key, value]) => [key.startsWith("--") ? key : key.replaceAll("_", "-"), value]))) ?? {};
}

interface Layer {
  condition: Condition;
  style: CSSProperties;
}

function layers(plain: unknown, conditional: ConditionalStyle[] | null | undefined): Layer[] {
  const first = plain ? [{ condition: {}, style: css(plain as Record<string, unknown>) }] : [];
  return [...first, ...(conditional ?? []).map((style) => ({ condition: style.if ?? {}, style: css(style) }))];
}

type Part = "data" | "header";

/** Make the function that gives a cell its style. Later layers win; layers of a part win over those of all cells. */
export function cellStyles(props: DataTableProps, part: Part): (place: Place) => CSSProperties | undefined {
  const all = [
    ...layers(props.style_cell, props.style_cell_conditional),
    ...(part === "data"
      ? layers(props.style_data, props.style_data_conditional)
      : layers(props.style_header, props.style_header_conditional)),
  ];
  if (all.length === 0) return () => undefined;
  if (all.every(({ condition }) => Object.keys(condition).length === 0)) {
    const same = Object.assign({}, ...all.map(({ style }) => style)) as CSSProperties;
    return () => same;
  }
  const index = part === "data" ? "row_index" : "header_index";
  const editable = props.editable ?? false;
  return (place) =>
    Object.assign({}, ...all.filter(({ condition }) => matches(condition, place, index, editable)).map(({ style }) => style)) as CSSProperties;
}
