// Notes when the page first holds what the server's callbacks gave, and when its graph is there and drawn.
// Times are Date.now(): the clock of time.time() in the harness. The address tells the harness that all is noted, so
// that no debugger needs to be there before.
(() => {
  const marks = (window.__marks = {});
  const seen = {
    output: () => document.getElementById("json")?.textContent.includes("lines+markers"),
    graph: () => document.querySelector("#graph .main-svg .scatterlayer .trace .lines path[d]"),
  };

  function look() {
    for (const [name, isThere] of Object.entries(seen)) {
      if (!(name in marks) && isThere()) {
        marks[name] = Date.now();
      }
    }
    if ("output" in marks && "graph" in marks) {
      observer.disconnect();
      waitForFrame();
    }
  }

  // The task after the frame's callback runs when the frame has been drawn.
  function waitForFrame() {
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => {
        marks.frame = Date.now();
        history.replaceState(history.state, "", "#marked");
      };
      after.port2.postMessage(null);
    });
  }

  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true, characterData: true, attributeFilter: ["d"] });
})();
