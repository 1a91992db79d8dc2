import { act, cleanup, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, expect, vi, type MockInstance } from "vitest";
import type { AnyComponent } from "../types";

type Patch = Record<string, unknown>;

let consoleError: MockInstance;

beforeEach(() => { consoleError = vi.spyOn(console, "error").mockImplementation(() => undefined); });

// A component that works leaves the console empty, and React's own complaints arrive there.
afterEach(() => {
  cleanup();
  expect(takeErrors()).toEqual([]);
  consoleError.mockRestore();
});

// React's development build knows fewer tags than browsers do, and asks where an element may stand.
const onlyInDevelopment = /is unrecognized in this browser|validateDOMNesting|incorrect casing/;

/** Take what was written on the console so far: for tests in which an error is expected. */
export function takeErrors(): string[] {
  const written = consoleError.mock.calls.map((call) => call.map(String).join(" "));
  consoleError.mockClear();
  return written.filter((text) => !onlyInDevelopment.test(text));
}

/** A component with a store behind it, as small as can be: what it sets comes back as props. */
export function mount(Component: AnyComponent, initial: Patch) {
  const patches: Patch[] = [];
  let now: Patch = initial;
  let set: (next: Patch) => void = () => undefined;
  const setProps = (patch: Patch) => {
    patches.push(patch);
    now = { ...now, ...patch };
    set(now);
  };
  function Host() {
    const [props, setState] = useState(initial);
    set = setState;
    return <Component {...props} setProps={setProps} />;
  }
  const view = render(<Host />);
  return {
    ...view,
    patches,
    user: userEvent.setup(),
    props: () => now,
    /** Change props as a callback's output does. */
    outside: (patch: Patch) => {
      act(() => {
        now = { ...now, ...patch };
        set(now);
      });
    },
    find: <E extends HTMLElement>(selector: string) => {
      const found = document.querySelector<E>(selector);
      if (!found) throw new Error(`nothing matches ${selector}`);
      return found;
    },
    all: (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)],
  };
}
