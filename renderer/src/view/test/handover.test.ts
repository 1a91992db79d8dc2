// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { callback, long } from "../../core/test/harness";
import type { WireCallback, WireJob } from "../../protocol";
import { MemoryStore, stores } from "../../storage";
import type { Claim } from "../../transport/jobs";
import { Handover } from "../handover";

const kept = { ...stores };
let closing: AbortController;

beforeEach(() => {
  Object.assign(stores, { session: new MemoryStore(), local: new MemoryStore() });
  closing = new AbortController();
  const { addEventListener } = window;
  vi.spyOn(window, "addEventListener").mockImplementation((kind: string, listener: unknown) => {
    addEventListener.call(window, kind, listener as EventListener, { signal: closing.signal });
  });
});
afterEach(() => {
  leave();
  vi.restoreAllMocks();
  Object.assign(stores, kept);
});

/** The page goes, and nothing of it hears of the next one. */
function leave(): void {
  window.dispatchEvent(new Event("pagehide"));
  crash();
}

function crash(): void {
  closing.abort();
  closing = new AbortController();
}

/** Another tab: what is kept for the session is its own. */
function newTab(): void {
  stores.session = new MemoryStore();
}

interface Opened {
  jobs: WireJob[] | null;
  claims: Claim[];
  problems: unknown[];
  handover: Handover;
  live(isLive: boolean): void;
}

const LONG = [{ background: { interval: 1000 } }] as WireCallback[];

async function open(page: string, answer: WireJob[] | Error = [], app = "/", callbacks = LONG): Promise<Opened> {
  const claims: Claim[] = [], problems: unknown[] = [];
  let listener = (): void => undefined;
  const jobs = {
    isLive: false,
    unseen: () => [`job of ${page}`],
    watch: (heard: () => void) => { listener = heard; },
    claim: (claim: Claim) => {
      claims.push(claim);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  const handover = new Handover(page, app, jobs, (error) => problems.push(error));
  return {
    jobs: await handover.claim(callbacks), claims, problems, handover,
    live: (isLive) => {
      jobs.isLive = isLive;
      listener();
    },
  };
}

const job = { job: "j" } as WireJob;

/** What stands in the storage of pages that were left. */
function left(...pages: string[]): { page: string; jobs: string[] }[] {
  return pages.map((page) => ({ page, jobs: [`job of ${page}`] }));
}

describe("a page that is left with jobs", () => {
  it("is taken over by a reload of the same tab, and by that alone", async () => {
    (await open("p1")).live(true);
    leave();
    const second = await open("p2", [job]);
    expect([second.jobs, second.claims]).toEqual([[job], [{ left: left("p1"), lost: [] }]]);
    newTab();
    expect((await open("p3")).claims).toEqual([]);
  });

  it("and closed is taken over by the page that is opened next, with others that were", async () => {
    for (const page of ["p1", "p2"]) {
      newTab();
      (await open(page)).live(true);
    }
    leave();
    newTab();
    expect((await open("p3")).claims).toEqual([{ left: left("p1", "p2"), lost: [] }]);
    newTab();
    expect((await open("p4")).claims).toEqual([]);
  });

  it("leaves the others to whoever comes when it is reloaded itself", async () => {
    (await open("closed")).live(true);
    leave();
    newTab();
    const reloaded = await open("reloaded", new Error("nobody answered"));
    expect(reloaded.claims).toEqual([{ left: left("closed"), lost: [] }]);
    stores.local.write("_desktopdash_left./", JSON.stringify(left("other")));
    reloaded.live(true);
    leave();
    expect((await open("next")).claims).toEqual([{ left: left("reloaded"), lost: [] }]);
    expect(stores.local.read("_desktopdash_left./")).toBe(JSON.stringify(left("other")));
  });

  it("is one of twenty at most", async () => {
    for (let i = 0; i < 25; i++) {
      newTab();
      stores.local.write("_desktopdash_left./", JSON.stringify(left(...Array.from({ length: i }, (_, n) => `p${n}`).slice(-20))));
      const before = stores.local.read("_desktopdash_left./")!;
      const { live } = await open(`p${i}`);
      stores.local.write("_desktopdash_left./", before);
      live(true);
      leave();
    }
    const list = JSON.parse(stores.local.read("_desktopdash_left./")!) as unknown;
    expect(list).toEqual(left(...Array.from({ length: 20 }, (_, n) => `p${n + 5}`)));
  });

  it("is another app's where the path is another", async () => {
    (await open("p1")).live(true);
    leave();
    expect((await open("p2", [], "/other/")).claims).toEqual([]);
    expect((await open("p3")).claims).toHaveLength(1);
  });
});

describe("a page without jobs", () => {
  it("notes nothing and asks for nothing", async () => {
    const page = await open("p1");
    page.live(true);
    page.live(false);
    leave();
    const next = await open("p2");
    expect([next.jobs, next.claims]).toEqual([null, []]);
  });
});

describe("a page that has not said that it leaves", () => {
  it("may be lost or may live on in the tab that this one is a copy of: the server is asked", async () => {
    (await open("p1")).live(true);
    crash();
    const next = await open("p2");
    expect(next.claims).toEqual([{ left: [], lost: ["p1"] }]);
    crash();
    expect((await open("p3")).claims).toEqual([]);
  });
});

describe("what cannot be read or asked", () => {
  it("is reported, and the page opens without", async () => {
    (await open("p1")).live(true);
    leave();
    const error = new Error("no");
    const next = await open("p2", error);
    expect([next.jobs, next.problems]).toEqual([[], [error]]);
  });

  it("counts as nothing", async () => {
    stores.session.write("_desktopdash_page./", "{");
    stores.local.write("_desktopdash_left./", "nonsense");
    expect((await open("p1")).claims).toEqual([]);
  });
});

describe("a page without long callbacks", () => {
  it("looks for nothing, and leaves what is there to others", async () => {
    stores.session.write("_desktopdash_page./", JSON.stringify({ page: "p0", jobs: [], left: true }));
    const { jobs, claims } = await open("p1", [job], "/", [callback("b.v", "a.v")]);
    expect([jobs, claims]).toEqual([null, []]);
    expect(stores.session.read("_desktopdash_page./")).not.toBeNull();
  });
});

describe("a page with long callbacks", () => {
  it("says that it is drawn; one without says nothing", async () => {
    const { handover, claims } = await open("p1");
    handover.announce([callback("b.v", "a.v"), { ...callback("b.v", "a.v"), background: null }]);
    expect(claims).toEqual([]);
    handover.announce([callback("b.v", "a.v", long())]);
    expect(claims).toEqual([{ left: [], lost: [] }]);
  });
});
