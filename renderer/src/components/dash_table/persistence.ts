import type { Transform } from "../../storage";

type Column = Record<string, unknown>;

/** The props of a table that outlive it. Of the columns only the names, so that the app may change the rest. */
export const persistedProps = [
  "columns.name", "filter_query", "hidden_columns", "page_current", "selected_columns", "selected_rows", "sort_by",
];

const columnNames: Transform = {
  extract: (columns) => (Array.isArray(columns) ? (columns as Column[]).map((column) => column["name"]) : columns),
  apply: (names, columns) => (
    Array.isArray(names) && Array.isArray(columns)
      ? (columns as Column[]).map((column, index) => (index in names ? { ...column, name: names[index] as unknown } : column))
      : columns
  ),
};

export const transforms = { columns: { name: columnNames } };
