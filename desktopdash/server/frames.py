"""The page that `html.Iframe(srcDoc=...)` is shown in where the app's page has a content security policy.

A text in the attribute itself has the policy of the page round it, so that its scripts would not run: a map, a chart of
another library. This page has none; it takes the text from the page round it, and from nobody else.
"""

from __future__ import annotations

from typing import Final

FRAME_PATH: Final = "_desktopdash-frame"

FRAME_PAGE: Final = """<!DOCTYPE html><meta charset="utf-8"><script>
addEventListener("message", ({ source, data }) => {
  if (source !== parent || typeof data.desktopdash !== "string") return;
  document.open(); document.write(data.desktopdash); document.close();
});
parent.postMessage("desktopdash-frame", "*");
</script>"""
