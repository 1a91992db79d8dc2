// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PageConfig } from "../../protocol";
import { Http } from "../http";

const config = { requests_pathname_prefix: "/" } as PageConfig;
const fetched = vi.fn(() => Promise.resolve(new Response('"asked now"')));

function answered(answer: Promise<Response>): void {
  window.desktopdash_ahead = { page: "p", fetch: window.fetch, answers: new Map([["_dash-layout", answer]]) };
}

beforeEach(() => { vi.stubGlobal("fetch", fetched); });
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockClear();
  delete window.desktopdash_ahead;
});

describe("what the index page has asked for", () => {
  it("is taken once in place of a request", async () => {
    answered(Promise.resolve(new Response('"asked ahead"')));
    expect(await new Http(config).layout()).toBe("asked ahead");
    expect(fetched).not.toHaveBeenCalled();
    expect(await new Http(config).layout()).toBe("asked now");
  });

  it("is nothing for other routes", async () => {
    answered(Promise.resolve(new Response('"asked ahead"')));
    expect(await new Http(config).dependencies()).toBe("asked now");
  });

  it("does not count where the app has its own fetch, which may say more", async () => {
    answered(Promise.resolve(new Response('"asked ahead"')));
    vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(new Response('"asked otherwise"'))));
    expect(await new Http(config).layout()).toBe("asked otherwise");
  });

  it("is asked for again where it was refused, or was not answered", async () => {
    answered(Promise.resolve(new Response("no cookie yet", { status: 401 })));
    expect(await new Http(config).layout()).toBe("asked now");
    answered(Promise.reject(new TypeError("failed to fetch")));
    expect(await new Http(config).layout()).toBe("asked now");
  });

  it("fails as a request does where it is no JSON", async () => {
    answered(Promise.resolve(new Response("<html>")));
    await expect(new Http(config).layout()).rejects.toMatchObject({ status: 200, detail: { type: "InvalidAnswer" } });
  });
});
