"""A table of rows and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from desktopdash.components.types import ComponentId, Number, Persistence, PersistenceType, Scalar, Style
from desktopdash.model.component import DeclaredComponent

_Cell: TypeAlias = Mapping[str, Any]
_Rows: TypeAlias = Sequence[Mapping[Any, Any]]
_Choice: TypeAlias = Literal["single", "multi", False]
_Action: TypeAlias = Literal["custom", "native", "none"]
_Conditional: TypeAlias = Sequence[Mapping[str, Any]]


class DataTable(DeclaredComponent):
    """Rows and columns, with pages, sorting, and cells that can be selected by mouse and keyboard.

    A cell is a dict of `row` and `column` (indices in what is shown), `column_id`, and `row_id` where the
    rows have an `id`. "Virtual" is what is left after filtering and sorting, "viewport" what the current page
    shows of it.

    These props are taken and not acted on yet: `editable`, `fixed_columns`, `column_selectable`,
    `row_deletable`, `selected_columns`, `include_headers_on_copy_paste`, `export_*`, `filter_*`, `dropdown*`,
    `tooltip*`, `style_filter*`, `derived_filter_query_structure`, `filter_query` inside conditional styles,
    and of a column `presentation`, `selectable`, `clearable`, `deletable`, `editable`, `hideable`,
    `renamable`, `on_change` and `validation`.

    Args:
        data: the rows, each a dict of column id to value. An `id` in a row names the row.
        columns: the columns, each a dict of `id`, `name` (a list makes several header rows), `type`
            (`"numeric"`, `"text"`, `"datetime"`, `"any"`), `format` (see `Format`) and more. Left out: made
            of the first row's keys.
        editable: cells can be edited. Default False.
        fixed_columns: how many columns stay in sight when the table is scrolled sideways:
            `{"headers": True, "data": 1}`.
        fixed_rows: `{"headers": True}` keeps the header rows in sight when the table is scrolled.
        column_selectable: whether `"single"` or `"multi"` columns can be selected. Default False.
        cell_selectable: cells can be clicked and walked through. Default True.
        row_selectable: whether `"single"` or `"multi"` rows can be selected by a button at their left.
            Default False.
        row_deletable: rows have a button that deletes them.
        active_cell: the cell that has the focus.
        selected_cells: all selected cells.
        selected_rows: indices in `data` of the selected rows.
        selected_columns: ids of the selected columns.
        selected_row_ids: ids of the selected rows.
        start_cell: the corner in which a selection of cells begins.
        end_cell: the opposite corner.
        data_previous: `data` as it was before its last change by the person. Written by the page.
        hidden_columns: ids of columns that are not shown.
        is_focused: the active cell is being edited.
        merge_duplicate_headers: neighbouring headers with the same name become one. Default False.
        data_timestamp: when the data was last edited, in milliseconds since 1970. Written by the page.
        include_headers_on_copy_paste: copy the headers with the cells. Default False.
        export_columns: which columns are exported, `"visible"` (the default) or `"all"`.
        export_format: `"csv"`, `"xlsx"` or `"none"` (the default).
        export_headers: which headers are exported: `"none"`, `"ids"`, `"names"` or `"display"`.
        page_action: `"native"` (the default): the table shows a page of `data` at a time; `"custom"`: a
            callback gives each page; `"none"`: all rows are shown.
        page_current: the page shown, from 0. Default 0.
        page_count: how many pages there are, where a callback gives them.
        page_size: rows on a page. Default 250.
        filter_query: the filter, as a query.
        filter_action: who filters: `"native"`, `"custom"` or `"none"` (the default).
        filter_options: how filters treat upper and lower case, and what an empty one shows.
        sort_action: who sorts: `"native"` (the table), `"custom"` (a callback on `sort_by`), or `"none"` (the
            default).
        sort_mode: sort by a `"single"` column (the default) or `"multi"`.
        sort_by: the sorting: `[{"column_id": ..., "direction": "asc" or "desc"}, ...]`.
        sort_as_null: values that count as nothing and are sorted last.
        dropdown: choices for the cells of a column.
        dropdown_conditional: choices for cells that meet a condition.
        dropdown_data: choices for single cells.
        tooltip: texts shown when the pointer is over a column.
        tooltip_conditional: texts for cells that meet a condition.
        tooltip_data: texts for single cells.
        tooltip_header: texts for headers.
        tooltip_delay: milliseconds before such a text appears. Default 350.
        tooltip_duration: milliseconds that it stays. Default 2000.
        locale_format: how numbers are written: `symbol`, `decimal`, `group`, `grouping`, `numerals`,
            `percent`, `separate_4digits`.
        style_as_list_view: no lines between columns. Default False.
        fill_width: the table is as wide as its place. Default True.
        markdown_options: how Markdown cells treat links and HTML.
        css: style rules for the table's inside: `[{"selector": ..., "rule": ...}]`.
        style_table: CSS of the box round the table, its keys in camelCase.
        style_cell: CSS of every cell.
        style_data: CSS of every cell that is not a header.
        style_filter: CSS of the filter cells.
        style_header: CSS of the header cells.
        style_cell_conditional: CSS of cells that meet a condition, `{"if": {"column_id": ...}, ...}`; `if`
            takes `column_id` and `column_type`.
        style_data_conditional: the same for cells that are no headers; `if` also takes `row_index` (a number,
            a list, `"odd"`, `"even"`) and `state` (`"active"`, `"selected"`).
        style_filter_conditional: the same for filter cells.
        style_header_conditional: the same for headers; `if` also takes `header_index`.
        virtualization: draw only the rows in sight. Long tables do so by themselves.
        derived_filter_query_structure: the filter as a tree.
        derived_viewport_data: the rows in sight. This and all that follow are written by the page.
        derived_viewport_indices: their indices in `data`.
        derived_viewport_row_ids: their ids.
        derived_viewport_selected_columns: the selected columns in sight.
        derived_viewport_selected_rows: the selected rows, as indices in the viewport.
        derived_viewport_selected_row_ids: the ids of the selected rows in sight.
        derived_virtual_data: all rows as they are sorted, across pages.
        derived_virtual_indices: their indices in `data`.
        derived_virtual_row_ids: their ids.
        derived_virtual_selected_rows: the selected rows, as indices in the virtual rows.
        derived_virtual_selected_row_ids: the ids of the selected rows.
        id: the id that callbacks use.
        loading_state: taken for compatibility; nothing reads it.
        persistence: any true value keeps what the person changed when the table is made again or the page is
            reloaded, for as long as this value and what the app gave stay the same.
        persisted_props: which props persistence keeps. Default: `columns.name`, `filter_query`,
            `hidden_columns`, `page_current`, `selected_columns`, `selected_rows`, `sort_by`.
        persistence_type: where it is kept: `"local"` (the default), `"session"` or `"memory"`.
    """

    _namespace = "dash_table"

    def __init__(
        self,
        data: _Rows | None = None,
        columns: _Rows | None = None,
        editable: bool | None = None,
        fixed_columns: Mapping[str, Any] | None = None,
        fixed_rows: Mapping[str, Any] | None = None,
        column_selectable: _Choice | None = None,
        cell_selectable: bool | None = None,
        row_selectable: _Choice | None = None,
        row_deletable: bool | None = None,
        active_cell: _Cell | None = None,
        selected_cells: Sequence[_Cell] | None = None,
        selected_rows: Sequence[int] | None = None,
        selected_columns: Sequence[str] | None = None,
        selected_row_ids: Sequence[str | Number] | None = None,
        start_cell: _Cell | None = None,
        end_cell: _Cell | None = None,
        data_previous: _Rows | None = None,
        hidden_columns: Sequence[str] | None = None,
        is_focused: bool | None = None,
        merge_duplicate_headers: bool | None = None,
        data_timestamp: Number | None = None,
        include_headers_on_copy_paste: bool | None = None,
        export_columns: Literal["all", "visible"] | None = None,
        export_format: Literal["csv", "xlsx", "none"] | None = None,
        export_headers: Literal["none", "ids", "names", "display"] | None = None,
        page_action: _Action | None = None,
        page_current: int | None = None,
        page_count: int | None = None,
        page_size: int | None = None,
        filter_query: str | None = None,
        filter_action: _Action | Mapping[str, Any] | None = None,
        filter_options: Mapping[str, Any] | None = None,
        sort_action: _Action | None = None,
        sort_mode: Literal["single", "multi"] | None = None,
        sort_by: Sequence[Mapping[str, Any]] | None = None,
        sort_as_null: Sequence[Scalar] | None = None,
        dropdown: Mapping[Any, Any] | None = None,
        dropdown_conditional: _Conditional | None = None,
        dropdown_data: _Rows | None = None,
        tooltip: Mapping[Any, Any] | None = None,
        tooltip_conditional: _Conditional | None = None,
        tooltip_data: _Rows | None = None,
        tooltip_header: Mapping[Any, Any] | None = None,
        tooltip_delay: Number | None = None,
        tooltip_duration: Number | None = None,
        locale_format: Mapping[str, Any] | None = None,
        style_as_list_view: bool | None = None,
        fill_width: bool | None = None,
        markdown_options: Mapping[str, Any] | None = None,
        css: Sequence[Mapping[str, str]] | None = None,
        style_table: Style | None = None,
        style_cell: Style | None = None,
        style_data: Style | None = None,
        style_filter: Style | None = None,
        style_header: Style | None = None,
        style_cell_conditional: _Conditional | None = None,
        style_data_conditional: _Conditional | None = None,
        style_filter_conditional: _Conditional | None = None,
        style_header_conditional: _Conditional | None = None,
        virtualization: bool | None = None,
        derived_filter_query_structure: Mapping[str, Any] | None = None,
        derived_viewport_data: _Rows | None = None,
        derived_viewport_indices: Sequence[int] | None = None,
        derived_viewport_row_ids: Sequence[str | Number] | None = None,
        derived_viewport_selected_columns: Sequence[str] | None = None,
        derived_viewport_selected_rows: Sequence[int] | None = None,
        derived_viewport_selected_row_ids: Sequence[str | Number] | None = None,
        derived_virtual_data: _Rows | None = None,
        derived_virtual_indices: Sequence[int] | None = None,
        derived_virtual_row_ids: Sequence[str | Number] | None = None,
        derived_virtual_selected_rows: Sequence[int] | None = None,
        derived_virtual_selected_row_ids: Sequence[str | Number] | None = None,
        id: ComponentId | None = None,
        loading_state: Mapping[str, Any] | None = None,
        persistence: Persistence | None = None,
        persisted_props: Sequence[str] | None = None,
        persistence_type: PersistenceType | None = None,
    ) -> None: ...
