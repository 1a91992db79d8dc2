// Put into each page before its own scripts. End points are what the page shows, looked at whenever it changes.
(() => {
  const all = { subtree: true, childList: true, characterData: true, attributes: true };

  /** Call `holds` after each change of the page until it does; resolves with its time, performance.now(). */
  const changed = (holds) =>
    new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        observer.disconnect();
        resolve(performance.now());
      };
      const observer = new MutationObserver(look);
      observer.observe(document, all);
    });

  window.bench = {
    /** Milliseconds from the begin of `act` until the page has changed so that `holds`. */
    async until(act, holds) {
      const begin = performance.now();
      const end = changed(holds);
      act();
      return (await end) - begin;
    },

    /** Click so often, each time when the one before has shown its end; the milliseconds of each. */
    async clicks(count, hasEnded) {
      const button = document.getElementById("go");
      const times = [];
      for (let i = 0; i < count; i++) {
        const number = (window.benchClicks = (window.benchClicks ?? 0) + 1);
        times.push(await bench.until(() => button.click(), () => hasEnded(number)));
      }
      return times;
    },

    /** Note when the page first holds what `holds` looks for, in milliseconds since its navigation began. */
    noteLoaded(holds) {
      changed(holds).then((time) => { window.benchLoaded = time; });
    },

    text: (id) => document.getElementById(id)?.textContent ?? "",
  };
})();
