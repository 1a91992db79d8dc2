import { describe, expect, it } from "vitest";
import { wholeLength } from "../../lists";
import { readParted } from "../parted";

const lines = (...values: unknown[]) => (): Promise<unknown> => (values.length ? Promise.resolve(values.shift()) : Promise.reject(new TypeError("cut off")));
const head = (): unknown => ({
  mark: "m4rk",
  lists: [{ length: 4, first: ["a", { b: 1 }] }, { length: 2, first: [1] }],
  value: { props: { children: [{ props: { data: "m4rk0", title: "m4" } }, { props: { data: "m4rk1" } }, "m"] } },
});

describe("a layout in parts", () => {
  it("has the first elements in their places, and says how many there will be", () => {
    const { layout, rests } = readParted(head(), lines());
    expect(layout).toEqual({ props: { children: [{ props: { data: ["a", { b: 1 }], title: "m4" } }, { props: { data: [1] } }, "m"] } });
    expect(rests!.lists.map((list) => [list.length, wholeLength(list)])).toEqual([[2, 4], [1, 2]]);
    expect(Object.keys(rests!.lists[0]!)).toEqual(["0", "1"]);
    expect(wholeLength([1, 2])).toBe(2);
  });

  it("brings the others in their order", async () => {
    const { rests } = readParted(head(), lines(["c", "d"], [2]));
    expect([await rests!.next(), await rests!.next()]).toEqual([["c", "d"], [2]]);
  });

  it("says what was wrong with them", async () => {
    const { rests } = readParted(head(), lines({ error: { type: "NotJson", message: "a set" } }));
    await expect(rests!.next()).rejects.toMatchObject({ status: 500, detail: { type: "NotJson", message: "a set" } });
    await expect(rests!.next()).rejects.toMatchObject({ detail: { type: "InvalidAnswer", message: expect.stringContaining("cut off") as string } });
  });

  it("is damaged where it names a list that is not there", () => {
    expect(() => readParted({ mark: "m4rk", lists: [], value: ["m4rk0"] }, lines())).not.toThrow();
    expect(() => readParted({ mark: "m4rk", lists: [{ length: 1, first: [1] }], value: ["m4rk7"] }, lines())).toThrow(/did not come as a whole/);
  });
});
