"""The first and the last day of a range, typed or picked in a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from desktopdash.components.types import ComponentId, Date, Number, Persistence, PersistenceType, Style
from desktopdash.model.component import DeclaredComponent


class DatePickerRange(DeclaredComponent):
    """Two fields for the first and the last day of a range, with a calendar to pick them in.

    Days are `date` or `datetime` objects, or text like `"2026-11-20"`; callbacks get text. Of a moment in time the
    day that is written there counts. The first day that is picked begins another range; the second one ends it, or
    begins it where it is the earlier one.

    Args:
        start_date: the first day; None when there is none.
        end_date: the last day; None when there is none.
        minimum_nights: how many nights there are at least between two days that are picked. Default 0.
        updatemode: `"singledate"` (the default): callbacks hear of each end; `"bothdates"`: only of both.
        start_date_placeholder_text: the hint shown in the first empty field. Default "Start Date".
        end_date_placeholder_text: the hint shown in the second empty field. Default "End Date".
        start_date_id: the id that the first field has in the page, for CSS. Default: `id`.
        end_date_id: the id that the second field has in the page, for CSS. Default: `id` with "-end-date" after it.
        id: the id that callbacks use.
        componentPath: taken for compatibility; nothing reads it.
        className: CSS classes of the control.
        persistence: any true value keeps what the person chose when the component is made again or the page
            is reloaded, for as long as this value and the value that the app gave stay the same.
        persisted_props: which props persistence keeps: `start_date`, `end_date` or, by default, both.
        persistence_type: where it is kept: `"local"` (the default), `"session"` or `"memory"`.
        disabled: nothing can be changed. Default False.
        style: CSS of the control, its keys in camelCase.
        min_date_allowed: the first day that can be chosen.
        max_date_allowed: the last day that can be chosen.
        disabled_days: days between them that cannot be chosen; a range may go over them.
        placeholder: taken for compatibility; each field has a hint of its own.
        initial_visible_month: a day of the month that the calendar opens with. Default: the month of the range, or
            of `min_date_allowed`, or the current one.
        clearable: show the button that empties both fields. Default False; the texts can be deleted either way.
        reopen_calendar_on_clear: open the calendar when the fields are emptied by that button. Default False.
        display_format: how the fields write days, in the tokens of moment.js: `"DD/MM/YYYY"`, `"MMM Do, YY"`,
            `"[on] dddd"`. Default "YYYY-MM-DD".
        month_format: how the calendar writes its months, in the same tokens. Default "MMMM YYYY".
        first_day_of_week: the day that weeks begin with: 0 for Sunday (the default) to 6 for Saturday.
        show_outside_days: fill the first and the last week with days of other months. Default False.
        stay_open_on_select: leave the calendar open when both days are picked. Default False.
        calendar_orientation: how several months stand: `"horizontal"` (the default) or `"vertical"`.
        number_of_months_shown: how many months are shown. Default 2.
        with_portal: open the calendar in the middle of the window, in front of the page. Default False.
        with_full_screen_portal: open the calendar in front of the page and over all of it. Default False.
        day_size: the width and the height of a day in pixels. Default 34.
        is_RTL: everything reads from right to left. Default False.
    """

    _namespace = "dash_core_components"

    def __init__(
        self,
        start_date: Date | None = None,
        end_date: Date | None = None,
        minimum_nights: Number | None = None,
        updatemode: Literal["singledate", "bothdates"] | None = None,
        start_date_placeholder_text: str | None = None,
        end_date_placeholder_text: str | None = None,
        start_date_id: str | None = None,
        end_date_id: str | None = None,
        id: ComponentId | None = None,
        componentPath: Any = None,
        className: str | None = None,
        persistence: Persistence | None = None,
        persisted_props: Sequence[str] | None = None,
        persistence_type: PersistenceType | None = None,
        disabled: bool | None = None,
        style: Style | None = None,
        min_date_allowed: Date | None = None,
        max_date_allowed: Date | None = None,
        disabled_days: Sequence[Date] | None = None,
        placeholder: str | None = None,
        initial_visible_month: Date | None = None,
        clearable: bool | None = None,
        reopen_calendar_on_clear: bool | None = None,
        display_format: str | None = None,
        month_format: str | None = None,
        first_day_of_week: Literal[0, 1, 2, 3, 4, 5, 6] | None = None,
        show_outside_days: bool | None = None,
        stay_open_on_select: bool | None = None,
        calendar_orientation: Literal["vertical", "horizontal"] | None = None,
        number_of_months_shown: Number | None = None,
        with_portal: bool | None = None,
        with_full_screen_portal: bool | None = None,
        day_size: Number | None = None,
        is_RTL: bool | None = None,
    ) -> None: ...
