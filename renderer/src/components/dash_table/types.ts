import type { Maybe, NodeProps, PersistedProps, Style } from "../props";
import type { Format, LocaleFormat } from "./format";

export type Row = Record<string, unknown>;

export interface Column {
  id: string;
  name: string | string[];
  type?: Maybe<"any" | "numeric" | "text" | "datetime">;
  format?: Maybe<Format>;
  sort_as_null?: Maybe<unknown[]>;
  editable?: Maybe<boolean>;
}

/** A cell by its place in what is shown. */
export interface Cell {
  row: number;
  column: number;
  column_id?: string;
  row_id?: unknown;
}

export interface SortBy {
  column_id: string;
  direction: "asc" | "desc";
}

export type Action = "custom" | "native" | "none";

/** A style for the cells that its `if` describes. */
export type ConditionalStyle = Record<string, unknown> & { if?: Maybe<Condition> };

export interface Condition {
  column_id?: string | string[];
  column_type?: string;
  column_editable?: boolean;
  row_index?: number | number[] | "odd" | "even";
  header_index?: number | number[] | "odd" | "even";
  state?: "active" | "selected";
  filter_query?: string;
}

export interface DataTableProps extends NodeProps, Omit<PersistedProps, "componentPath"> {
  data?: Maybe<Row[]>;
  columns?: Maybe<Column[]>;
  editable?: Maybe<boolean>;
  fixed_columns?: unknown;
  fixed_rows?: Maybe<{ headers?: Maybe<boolean>; data?: Maybe<number> }>;
  column_selectable?: unknown;
  cell_selectable?: Maybe<boolean>;
  row_selectable?: Maybe<"single" | "multi" | false>;
  row_deletable?: unknown;
  active_cell?: Maybe<Cell>;
  selected_cells?: Maybe<Cell[]>;
  selected_rows?: Maybe<number[]>;
  selected_columns?: unknown;
  selected_row_ids?: Maybe<unknown[]>;
  start_cell?: Maybe<Cell>;
  end_cell?: Maybe<Cell>;
  data_previous?: unknown;
  hidden_columns?: Maybe<string[]>;
  is_focused?: Maybe<boolean>;
  merge_duplicate_headers?: Maybe<boolean>;
  data_timestamp?: unknown;
  include_headers_on_copy_paste?: unknown;
  export_columns?: unknown;
  export_format?: unknown;
  export_headers?: unknown;
  page_action?: Maybe<Action>;
  page_current?: Maybe<number>;
  page_count?: Maybe<number>;
  page_size?: Maybe<number>;
  filter_query?: unknown;
  filter_action?: unknown;
  filter_options?: unknown;
  sort_action?: Maybe<Action>;
  sort_mode?: Maybe<"single" | "multi">;
  sort_by?: Maybe<SortBy[]>;
  sort_as_null?: Maybe<unknown[]>;
  dropdown?: unknown;
  dropdown_conditional?: unknown;
  dropdown_data?: unknown;
  tooltip?: unknown;
  tooltip_conditional?: unknown;
  tooltip_data?: unknown;
  tooltip_header?: unknown;
  tooltip_delay?: unknown;
  tooltip_duration?: unknown;
  locale_format?: Maybe<LocaleFormat>;
  style_as_list_view?: Maybe<boolean>;
  fill_width?: Maybe<boolean>;
  markdown_options?: unknown;
  css?: Maybe<{ selector: string; rule: string }[]>;
  style_table?: Style;
  style_cell?: Style;
  style_data?: Style;
  style_filter?: Style;
  style_header?: Style;
  style_cell_conditional?: Maybe<ConditionalStyle[]>;
  style_data_conditional?: Maybe<ConditionalStyle[]>;
  style_filter_conditional?: Maybe<ConditionalStyle[]>;
  style_header_conditional?: Maybe<ConditionalStyle[]>;
  virtualization?: Maybe<boolean>;
  derived_filter_query_structure?: unknown;
  derived_viewport_data?: unknown;
  derived_viewport_indices?: unknown;
  derived_viewport_row_ids?: unknown;
  derived_viewport_selected_columns?: unknown;
  derived_viewport_selected_rows?: unknown;
  derived_viewport_selected_row_ids?: unknown;
  derived_virtual_data?: unknown;
  derived_virtual_indices?: unknown;
  derived_virtual_row_ids?: unknown;
  derived_virtual_selected_rows?: unknown;
  derived_virtual_selected_row_ids?: unknown;
  loading_state?: unknown;
}
