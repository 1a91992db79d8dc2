"""One callback with two outputs, of which it may leave one as it is."""

from desktopdash import Dash, Input, Output, callback, dcc, html, no_update
from desktopdash.exceptions import PreventUpdate

app = Dash(title="Prime factors")

app.layout = html.Main(
    [
        html.H1("Prime factors"),
        html.Label(["A composite number ", dcc.Input(id="number", type="number", debounce=True, min=2, step=1)]),
        html.P(id="error", style={"color": "crimson"}),
        html.P(id="factors"),
    ]
)


@callback(Output("factors", "children"), Output("error", "children"), Input("number", "value"))
def show_factors(number):
    if number is None:
        raise PreventUpdate
    factors = prime_factors(number)
    if len(factors) == 1:
        return no_update, f"{number} is prime!"
    return f"{number} is {' * '.join(map(str, factors))}", ""


def prime_factors(number):
    factors, divisor = [], 2
    while divisor * divisor <= number:
        while number % divisor == 0:
            factors.append(divisor)
            number //= divisor
        divisor += 1
    return [*factors, number] if number > 1 or not factors else factors


if __name__ == "__main__":
    app.run()
