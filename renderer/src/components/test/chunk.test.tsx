// @vitest-environment happy-dom
import { render } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { lazyComponent, loadAhead, loadModule } from "../chunk";

/** Tags that were put into the page; nothing loads them. */
let tags: HTMLScriptElement[] = [];
const globals = window as unknown as Record<string, unknown>;

function arrive(name: string): void {
  globals[`desktopdash_chunk_${name}`] = { components: { Late: () => <p>late</p> } };
  tags.at(-1)!.dispatchEvent(new Event("load"));
}

beforeEach(() => {
  tags = [];
  vi.spyOn(document.head, "append").mockImplementation((tag) => { tags.push(tag as HTMLScriptElement); });
});

describe("chunks", () => {
  it("that were loaded ahead are drawn at once, from where they were said to be", () => {
    loadAhead({ ahead: "/there/ahead.v1.js" });
    expect(tags.map((tag) => tag.getAttribute("src"))).toEqual(["/there/ahead.v1.js"]);
    arrive("ahead");
    const Late = lazyComponent("ahead", "Late");
    expect(render(<Late />).container.textContent).toBe("late");
    expect(tags).toHaveLength(1);
  });

  it("that are still on their way are not asked for twice", async () => {
    loadAhead({ coming: "/there/coming.js" });
    const coming = loadModule("coming");
    arrive("coming");
    expect(await coming).toBe(globals["desktopdash_chunk_coming"]);
    expect(tags).toHaveLength(1);
  });

  it("that could not be loaded ahead are tried again with their first use", async () => {
    loadAhead({ broken: "/there/broken.js" });
    tags[0]!.dispatchEvent(new Event("error"));
    const again = loadModule("broken");
    expect(tags).toHaveLength(2);
    arrive("broken");
    await again;
  });

  it("are loaded with the first use, and drawn when they are there", async () => {
    const Late = lazyComponent("used", "Late");
    const view = render(<Late />);
    expect(view.container.textContent).toBe("");
    arrive("used");
    expect((await view.findByText("late")).tagName).toBe("P");
  });
});
