"""The components of a page: `html` elements, `dcc` controls and the `dash_table`."""
