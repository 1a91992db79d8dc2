"""The limit of a round trip: Flask and waitress, a page that posts, and nothing else."""

import os

from flask import Flask, jsonify, request
from waitress import serve

PAGE = """<!DOCTYPE html><button id="go">go</button><div id="end"></div><script>
let n = 0;
document.getElementById("go").onclick = async () => {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch("/answer", { method: "POST", headers, body: JSON.stringify({ n: ++n }) });
  document.getElementById("end").textContent = (await answer.json()).text;
};
</script>"""

app = Flask(__name__)


@app.get("/")
def page():
    return PAGE


@app.post("/answer")
def answer():
    return jsonify(text=f"done {request.get_json()['n']}")


if __name__ == "__main__":
    serve(app, host="127.0.0.1", port=int(os.environ["PORT"]), threads=8)
