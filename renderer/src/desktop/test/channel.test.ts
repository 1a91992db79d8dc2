import { describe, expect, it } from "vitest";
import { Channel, findTransport } from "../channel";
import { FakeTransport } from "./fakes";

function opened(): { transport: FakeTransport; channel: Channel; heard: string[] } {
  const transport = new FakeTransport();
  const heard: string[] = [];
  return { transport, channel: new Channel(transport, (text) => heard.push(text)), heard };
}

describe("the channel", () => {
  it("asks what there is first of all, and says nothing else until it knows", () => {
    const { transport, channel } = opened();
    channel.invoke("hello", "page");
    channel.invoke("ask", "p:1", "{}");
    expect(transport.sent).toEqual([{ type: 3, id: 3 }]);
    transport.describe(9);
    expect(transport.sent.slice(1)).toEqual([
      { type: 7, object: "desktop", signal: 9 },
      { type: 6, id: 0, object: "desktop", method: "hello", args: ["page"] },
      { type: 6, id: 0, object: "desktop", method: "ask", args: ["p:1", "{}"] },
    ]);
    channel.invoke("call", "p:2", "{}");
    expect(transport.invoked.at(-1)).toEqual(["call", "p:2", "{}"]);
    expect(transport.sent).toHaveLength(5);
  });

  it("hears what the shell says, as text or as an object of Qt's", () => {
    const { transport, heard } = opened();
    transport.describe();
    transport.tell({ a: 1 });
    transport.say({ type: 1, object: "desktop", signal: 5, args: ["{}"] }, false);
    expect(heard).toEqual(['{"a":1}', "{}"]);
  });

  it("does not hear what is about other objects or of other kinds", () => {
    const { transport, heard } = opened();
    transport.describe();
    const before = transport.sent.length;
    transport.say({ type: 1, object: "other", signal: 5, args: ["{}"] });
    transport.say({ type: 2, object: "desktop", data: [] });
    transport.say({ type: 10, id: 0, data: null });
    transport.say({ type: 5 });
    expect(heard).toEqual([]);
    expect(transport.sent).toHaveLength(before);
  });

  it("is Qt's where there is one, and nobody's elsewhere", () => {
    const webChannelTransport = new FakeTransport();
    expect(findTransport({ qt: { webChannelTransport } })).toBe(webChannelTransport);
    for (const scope of [{}, { qt: {} }, { qt: undefined }, Object.create({ qt: undefined }) as object]) expect(findTransport(scope)).toBeNull();
  });
});
