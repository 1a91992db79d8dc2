import { describe, expect, it, vi } from "vitest";
import type { CallbackRequest } from "../../protocol";
import type { Answer } from "../answer";
import { Calls } from "../calls";
import { RequestError } from "../request";

type Part = readonly [status: number, body: string, type?: string];

function requestOf(name: string, value: unknown = null): CallbackRequest {
  const output = { id: name, property: "x" };
  return { output: `${name}.x`, outputs: output, inputs: [{ id: "i", property: "v", value }], state: [], changedPropIds: [] } as CallbackRequest;
}

function joined(parts: readonly Part[]): ArrayBuffer {
  const bodies = parts.map(([, body]) => new TextEncoder().encode(body));
  const head = parts.map(([status, , type = "application/json"], i) => [status, type, bodies[i]!.length]);
  const bytes = [new TextEncoder().encode(`${JSON.stringify(head)}\n`), ...bodies];
  const whole = new Uint8Array(bytes.reduce((sum, one) => sum + one.length, 0));
  bytes.reduce((at, one) => { whole.set(one, at); return at + one.length; }, 0);
  return whole.buffer;
}

const answerOf = (buffer: ArrayBuffer): Promise<Answer> => Promise.resolve(new Response(buffer));
/** Answers each part with its own name. */
const echoed = (body: string): Promise<Answer> => {
  const [head] = body.split("\n");
  return answerOf(joined((JSON.parse(head!) as [number, string][]).map(([run, output]) => [200, JSON.stringify(`${output} ${run}`)])));
};

function made(many: (body: string) => Promise<Answer> = echoed): { calls: Calls; one: ReturnType<typeof vi.fn>; many: ReturnType<typeof vi.fn> } {
  const sender = { one: vi.fn(() => Promise.resolve(new Response('"alone"'))), many: vi.fn(many) };
  return { calls: new Calls(sender), ...sender };
}

const never = new AbortController().signal;

function askAll(calls: Calls, count: number, value: unknown = null, signal = never): Promise<unknown>[] {
  return Array.from({ length: count }, (_, i) => calls.ask(requestOf(`o${i}`, value), i, signal).then((answer) => answer.json() as Promise<unknown>));
}

describe("callbacks of one turn of the event loop", () => {
  it("go alone where they are few", async () => {
    const { calls, one, many } = made();
    expect(await Promise.all(askAll(calls, 3))).toEqual(["alone", "alone", "alone"]);
    expect(one.mock.calls.map(([body, run]) => [JSON.parse(body as string).output, run])).toEqual([["o0.x", 0], ["o1.x", 1], ["o2.x", 2]]);
    expect(many).not.toHaveBeenCalled();
  });

  it("go together where they are many, and get their own answers", async () => {
    const { calls, one, many } = made();
    expect(await Promise.all(askAll(calls, 5))).toEqual([0, 1, 2, 3, 4].map((i) => `o${i}.x ${i}`));
    expect([one.mock.calls.length, many.mock.calls.length]).toEqual([0, 1]);
    const lines = (many.mock.calls[0]![0] as string).split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      [0, 1, 2, 3, 4].map((i) => [i, `o${i}.x`]), ...[0, 1, 2, 3, 4].map((i) => requestOf(`o${i}`)),
    ]);
  });

  it("are those of one turn", async () => {
    const { calls, many, one } = made();
    const first = askAll(calls, 2);
    await Promise.resolve();
    await Promise.all([...first, ...askAll(calls, 2)]);
    expect([one.mock.calls.length, many.mock.calls.length]).toEqual([4, 0]);
  });

  it("are at most a hundred to a request", async () => {
    const { calls, many } = made();
    const found = await Promise.all(askAll(calls, 201));
    expect(found[200]).toBe("o200.x 200");
    expect(many.mock.calls.map(([body]) => (body as string).split("\n").length - 1)).toEqual([100, 100, 1]);
  });

  it("go by themselves where they are long, and in several requests where they are together", async () => {
    const { calls, many, one } = made();
    const long = calls.ask(requestOf("long", "x".repeat(2 ** 16)), 99, never);
    await Promise.all([long, ...askAll(calls, 6, "ü".repeat(60_000))]);
    expect(one.mock.calls.map(([, run]) => run as number)).toEqual([99]);
    expect(many.mock.calls.map(([body]) => (body as string).split("\n").length - 1)).toEqual([4, 2]);
    for (const [body] of many.mock.calls) expect(new TextEncoder().encode(body as string).length).toBeLessThan(2 ** 20);
  });
});

describe("parts", () => {
  it("have the status, the type and the body that they would have alone", async () => {
    const parts: Part[] = [[200, '{"ü":"\\n"}'], [204, "", ""], [500, '{"error":1}'], [200, "\u0001\u0000", "application/x"], [202, "{}"]];
    const { calls } = made(() => answerOf(joined(parts)));
    const answers = await Promise.all(parts.map((_, i) => calls.ask(requestOf("o"), i, never)));
    expect(answers.map(({ ok, status }) => [ok, status])).toEqual([[true, 200], [true, 204], [false, 500], [true, 200], [true, 202]]);
    expect(await answers[0]!.json()).toEqual({ ü: "\n" });
    expect(answers[3]!.headers.get("Content-Type")).toBe("application/x");
    expect(answers[3]!.headers.get("Content-Length")).toBeNull();
    const bytes = await answers[3]!.arrayBuffer();
    expect([...new Uint8Array(bytes)]).toEqual([1, 0]);
    expect(bytes.byteLength).toBe(2);
    expect((await answers[3]!.blob()).size).toBe(2);
  });

  it.each([
    ["nothing", new ArrayBuffer(0)],
    ["no first line", new TextEncoder().encode("[]").buffer],
    ["no JSON", new TextEncoder().encode("<h1>\n").buffer],
    ["no list", new TextEncoder().encode("{}\n").buffer],
    ["too few parts", joined([[200, "1"]])],
    ["too many parts", joined(Array.from({ length: 5 }, (): Part => [200, "1"]))],
    ["an early end", joined(Array.from({ length: 4 }, (): Part => [200, "1"])).slice(0, -1)],
  ])("fail all where the answer is damaged: %s", async (_, buffer) => {
    const { calls } = made(() => answerOf(buffer));
    for (const failed of await Promise.allSettled(askAll(calls, 4))) {
      expect(failed).toMatchObject({ status: "rejected", reason: { detail: { type: "InvalidAnswer" } } });
    }
  });

  it("fail all where there is no answer", async () => {
    const error = new RequestError(0, { type: "ServerUnreachable", message: "gone" });
    const { calls } = made(() => Promise.reject(error));
    for (const failed of await Promise.allSettled(askAll(calls, 4))) expect(failed).toEqual({ status: "rejected", reason: error });
  });

  it("that nobody wants any more end at once, the others go on", async () => {
    let answer: (buffer: ArrayBuffer) => void = () => undefined;
    const { calls } = made(() => new Promise((resolve) => { answer = (buffer) => { resolve(new Response(buffer)); }; }));
    const controller = new AbortController();
    const dropped = calls.ask(requestOf("dropped"), 9, controller.signal);
    const others = askAll(calls, 3);
    await Promise.resolve();
    controller.abort();
    await expect(dropped).rejects.toThrow(/abort/i);
    answer(joined([[200, "0"], [200, "1"], [200, "2"], [200, "3"]]));
    expect(await Promise.all(others)).toEqual([1, 2, 3]);
    await expect(calls.ask(requestOf("late"), 10, controller.signal)).rejects.toThrow(/abort/i);
  });
});
