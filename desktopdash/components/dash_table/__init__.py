"""The table of a page: `dash_table.DataTable`, and the formats of its numbers."""

from desktopdash.components.dash_table import Format, FormatTemplate
from desktopdash.components.dash_table.data_table import DataTable

__all__ = ["DataTable", "Format", "FormatTemplate"]
