"""The scripts that a layout's components come in, where these are not in the first one."""

from __future__ import annotations

from typing import Any, Final

from .layouts import components

# As `renderer/src/components/index.ts` has them.
CHUNKS: Final = {
    "dash_core_components": {
        "DatePickerRange": "datepicker",
        "DatePickerSingle": "datepicker",
        "Dropdown": "dropdown",
        "Markdown": "markdown",
        "RangeSlider": "slider",
        "Slider": "slider",
    },
    "dash_table": {"DataTable": "table"},
}


def chunks_of(layout: Any) -> list[str]:
    """Return the names of the scripts that components of a layout need; each once.

    Args:
        layout: a component or a list; None for none.
    """
    found: dict[str, None] = {}
    for component in components(layout):
        chunk = CHUNKS.get(component._namespace, {}).get(component._type)
        if chunk is not None:
            found[chunk] = None
    return list(found)
