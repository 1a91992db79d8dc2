// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import type { CallbackRequest, WireCallback } from "../../protocol";
import { cleanUrl, installApi, noUpdate, preventUpdate, type ClientsideApi, type ClientsideContext } from "../api";
import { callClientside } from "../call";

let api: ClientsideApi;

beforeEach(() => {
  delete (window as unknown as Record<string, unknown>)["dash_clientside"];
  api = installApi();
});

function wire(output = "out.children"): WireCallback {
  const outputs = output.startsWith("..") ? [{ id: "a", property: "x" }, { id: "b", property: "y" }] : [{ id: "out", property: "children" }];
  return {
    output, outputs, inputs: [{ id: "in", property: "value" }], state: [], prevent_initial_call: false,
    clientside_function: { namespace: "ns", function_name: "fn" },
  };
}

function request(more: Partial<CallbackRequest> = {}): CallbackRequest {
  return {
    output: "out.children", outputs: { id: "out", property: "children" },
    inputs: [{ id: "in", property: "value", value: 3 }], state: [], changedPropIds: ["in.value"], ...more,
  };
}

const two = { output: "..a.x...b.y..", outputs: [{ id: "a", property: "x" }, { id: "b", property: "y" }] };

function define(fn: (this: unknown, ...args: never[]) => unknown): void {
  api["ns"] = { fn, helper: () => "helped" };
}

const call = (more: Partial<CallbackRequest> = {}, output = more.output): ReturnType<typeof callClientside> => callClientside(api, wire(output), request(more));

describe("names that all objects have something under", () => {
  it.each(["__proto__", "constructor", "prototype"])("%s as an output writes nothing else", (name) => {
    for (const [id, property] of [[name, "polluted"], ["out", name]] as const) {
      define(() => ({ polluted: 1 }));
      const outcome = call({ output: `${id}.${property}`, outputs: { id, property } }) as { updates: Record<string, Record<string, unknown>> };
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      expect((Object as unknown as Record<string, unknown>)["polluted"]).toBeUndefined();
      expect(JSON.stringify(outcome.updates)).toBe(`{"${id}":{"${property}":{"polluted":1}}}`);
    }
  });

  it.each(["__proto__", "constructor", "hasOwnProperty"])("%s is no namespace", (namespace) => {
    const of = { ...wire(), clientside_function: { namespace, function_name: "call" } };
    expect(callClientside(api, of, request())).toMatchObject({ kind: "failed", error: { name: "ClientsideError" } });
  });
});

describe("calling", () => {
  it("passes inputs, then states; lists for ALL; undefined for what was never set", () => {
    let seen: unknown[] = [];
    define((...args) => { seen = args; });
    void call({
      inputs: [{ id: "in", property: "value" }, [{ id: { n: 1 }, property: "v", value: 1 }, { id: { n: 2 }, property: "v", value: 2 }]],
      state: [{ id: "s", property: "data", value: null }],
    });
    expect(seen).toEqual([undefined, [1, 2], null]);
  });

  it("keeps what the app's scripts put there before, and the namespace as `this`", () => {
    delete (window as unknown as Record<string, unknown>)["dash_clientside"];
    (window as unknown as Record<string, unknown>)["dash_clientside"] = { mine: { f: 1 } };
    expect(installApi()["mine"]).toEqual({ f: 1 });
    define(function (this: { helper: () => string }) { return this.helper(); } as never);
    expect(call()).toEqual({ kind: "updates", updates: { out: { children: "helped" } } });
  });

  it("says when the function is not there", () => {
    const outcome = call() as { kind: string; error: Error };
    expect(outcome.kind).toBe("failed");
    expect(outcome.error.message).toContain("dash_clientside.ns.fn");
  });

  it("does not take inherited names for namespaces", () => {
    const outcome = callClientside(api, { ...wire(), clientside_function: { namespace: "constructor", function_name: "keys" } }, request());
    expect(outcome).toMatchObject({ kind: "failed" });
  });
});

describe("the context", () => {
  it("stands in dash_clientside during the call, and only then", () => {
    let seen: ClientsideContext | undefined;
    define(() => { seen = api.callback_context; });
    void call({ state: [{ id: { k: 1 }, property: "data", value: 9 }] });
    expect(seen).toMatchObject({
      triggered: [{ prop_id: "in.value", value: 3 }], triggered_id: "in",
      inputs: { "in.value": 3 }, states: { '{"k":1}.data': 9 }, outputs_list: { id: "out", property: "children" },
    });
    expect("callback_context" in api).toBe(false);
  });

  it("has a dict as triggered_id for a dict id, and none at an initial call", () => {
    const ids: unknown[] = [];
    define(() => { ids.push(api.callback_context!.triggered_id); });
    void call({ inputs: [{ id: { n: 1, t: "x.y" }, property: "v" }], changedPropIds: ['{"n":1,"t":"x.y"}.v'] });
    void call({ changedPropIds: [] });
    expect(ids).toEqual([{ n: 1, t: "x.y" }, undefined]);
  });

  it("stays on `this` after an await", async () => {
    define(async function (this: { callback_context: ClientsideContext }) {
      await Promise.resolve();
      return this.callback_context.triggered_id;
    } as never);
    expect(await call()).toEqual({ kind: "updates", updates: { out: { children: "in" } } });
  });
});

describe("what comes back", () => {
  it("a value, null and undefined as they are", () => {
    for (const value of [1, null, undefined, { a: 1 }]) {
      define(() => value);
      expect(call()).toEqual({ kind: "updates", updates: { out: { children: value } } });
    }
  });

  it("a live object as the same object", () => {
    const live = new Date();
    define(() => live);
    const outcome = call() as unknown as { updates: { out: { children: unknown } } };
    expect(outcome.updates.out.children).toBe(live);
  });

  it("no_update for all, or for some of several outputs", () => {
    define(() => noUpdate);
    expect(call()).toEqual({ kind: "updates", updates: {} });
    expect(call(two)).toEqual({ kind: "updates", updates: {} });
    define(() => [noUpdate, 5]);
    expect(call(two)).toEqual({ kind: "updates", updates: { b: { y: 5 } } });
  });

  it("several outputs need as many values", () => {
    for (const value of [[1], [1, 2, 3], "ab", undefined]) {
      define(() => value);
      expect(call(two)).toMatchObject({ kind: "failed" });
    }
    define(() => [1]);
    expect((call(two) as { error: Error }).error.message).toMatch(/2 outputs \(a\.x, b\.y\).*an array of 1/);
  });

  it("an output with ALL takes a list", () => {
    define(() => [1, noUpdate]);
    const outputs = [{ id: { n: 1 }, property: "v" }, { id: { n: 2 }, property: "v" }];
    expect(call({ outputs })).toEqual({ kind: "updates", updates: { '{"n":1}': { v: 1 } } });
  });

  it("PreventUpdate changes nothing, thrown or rejected; other errors are failures", async () => {
    define(() => { throw preventUpdate; });
    expect(call()).toEqual({ kind: "nothing" });
    define(() => Promise.reject(preventUpdate));
    expect(await call()).toEqual({ kind: "nothing" });
    const boom = new Error("boom");
    define(() => { throw boom; });
    expect(call()).toEqual({ kind: "failed", error: boom });
    define(() => Promise.reject("text"));
    expect(await call()).toEqual({ kind: "failed", error: "text" });
    define(() => Promise.resolve([1]));
    expect(await call(two)).toMatchObject({ kind: "failed" });
  });
});

describe("Patch", () => {
  it("notes every edit in its order", () => {
    const patch = new api.Patch!()
      .assign(["a", "b"], 1).merge(["d"], { x: 1 }).extend(["l"], [1]).delete(["g"]).insert(["q"], 1, "v").append(["c"], 2)
      .prepend(["c"], 0).add(["n"], 1).sub(["n"], 2).mul(["n"], 3).div(["n"], 4).clear(["q"]).reverse(["q"]).remove(["q"], "v");
    expect(patch.build()).toEqual({
      __dash_patch_update: "__dash_patch_update",
      operations: [
        { operation: "Assign", location: ["a", "b"], params: { value: 1 } }, { operation: "Merge", location: ["d"], params: { value: { x: 1 } } },
        { operation: "Extend", location: ["l"], params: { value: [1] } }, { operation: "Delete", location: ["g"], params: {} },
        { operation: "Insert", location: ["q"], params: { index: 1, value: "v" } }, { operation: "Append", location: ["c"], params: { value: 2 } },
        { operation: "Prepend", location: ["c"], params: { value: 0 } }, { operation: "Add", location: ["n"], params: { value: 1 } },
        { operation: "Sub", location: ["n"], params: { value: 2 } }, { operation: "Mul", location: ["n"], params: { value: 3 } },
        { operation: "Div", location: ["n"], params: { value: 4 } }, { operation: "Clear", location: ["q"], params: {} },
        { operation: "Reverse", location: ["q"], params: {} }, { operation: "Remove", location: ["q"], params: { value: "v" } },
      ],
    });
  });

  it("may be returned built or not", () => {
    for (const build of [true, false]) {
      define(() => { const patch = new api.Patch!().append([], 1); return build ? patch.build() : patch; });
      const outcome = call() as unknown as { updates: { out: { children: { operations: unknown[] } } } };
      expect(outcome.updates.out.children.operations).toHaveLength(1);
    }
  });

  it("refuses a path that is none", () => {
    define(() => new api.Patch!().append("x" as never, 1));
    expect(call()).toMatchObject({ kind: "failed" });
  });
});

describe("clean_url", () => {
  it.each([
    ["https://x.org/a", true], ["/path?q", true], ["mailto:a@b", true], ["#hash", true], ["data:image/png;base64,AA", true],
    ["javascript:alert(1)", false], [" jAvAsCrIpT:alert(1)", false], ["data:text/html,<script>", false], ["data:image/svg+xml,x", false], ["vbscript:x", false],
  ])("%s passes: %s", (url, passes) => {
    expect(cleanUrl(url)).toBe(passes ? url : "about:blank");
  });
});
