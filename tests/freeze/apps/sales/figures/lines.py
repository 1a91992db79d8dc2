import plotly.express as px

from .colours import COLOURS


def line_figure(rows, region):
    return px.line(rows, x="month", y="amount", title=region, color_discrete_sequence=[COLOURS[region]])
