"""The controls of a page: `dcc.Graph`, `dcc.Dropdown`, `dcc.Store` and the others."""

from desktopdash.components.dcc.checklist import Checklist
from desktopdash.components.dcc.date_picker_range import DatePickerRange
from desktopdash.components.dcc.date_picker_single import DatePickerSingle
from desktopdash.components.dcc.download import Download
from desktopdash.components.dcc.dropdown import Dropdown
from desktopdash.components.dcc.graph import Graph
from desktopdash.components.dcc.input import Input
from desktopdash.components.dcc.interval import Interval
from desktopdash.components.dcc.link import Link
from desktopdash.components.dcc.loading import Loading
from desktopdash.components.dcc.location import Location
from desktopdash.components.dcc.markdown import Markdown
from desktopdash.components.dcc.radio_items import RadioItems
from desktopdash.components.dcc.range_slider import RangeSlider
from desktopdash.components.dcc.slider import Slider
from desktopdash.components.dcc.store import Store
from desktopdash.components.dcc.tab import Tab
from desktopdash.components.dcc.tabs import Tabs
from desktopdash.components.dcc.textarea import Textarea

__all__ = [
    "Checklist",
    "DatePickerRange",
    "DatePickerSingle",
    "Download",
    "Dropdown",
    "Graph",
    "Input",
    "Interval",
    "Link",
    "Loading",
    "Location",
    "Markdown",
    "RadioItems",
    "RangeSlider",
    "Slider",
    "Store",
    "Tab",
    "Tabs",
    "Textarea",
]
