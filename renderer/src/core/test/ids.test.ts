import { describe, expect, it } from "vitest";
import { bind, fillPattern, idText, isMulti, isSmaller, matchKeys, parseDependencyId, parseId, partsOf, type Pattern } from "../ids";
import { isEqual } from "../../equal";

const pattern = parseDependencyId('{"type":"row","n":["MATCH"],"m":["ALL"]}') as Pattern;

describe("id texts", () => {
  it("are the string itself, or JSON with sorted keys", () => {
    expect(idText("a")).toBe("a");
    expect(idText({ type: "x", index: 1 })).toBe('{"index":1,"type":"x"}');
    expect(idText({ index: "1", type: "x" })).not.toBe(idText({ index: 1, type: "x" }));
    expect(idText({ b: true, a: 'q"' })).toBe('{"a":"q\\"","b":true}');
  });

  it("go back to ids", () => {
    expect(parseId("a")).toBe("a");
    expect(parseId('{"index":1}')).toEqual({ index: 1 });
  });
});

describe("dependency ids", () => {
  it("are patterns where a part is a wildcard", () => {
    expect(pattern.keys).toEqual(["m", "n", "type"]);
    expect(pattern.parts).toEqual([{ wildcard: "ALL" }, { wildcard: "MATCH" }, { value: "row" }]);
    expect(isMulti(pattern)).toBe(true);
    expect(matchKeys(pattern)).toEqual(["n"]);
  });

  it("are canonical texts otherwise", () => {
    expect(parseDependencyId('{"type": "x", "index": 1}')).toBe('{"index":1,"type":"x"}');
    expect(parseDependencyId("plain")).toBe("plain");
  });

  it("bind what MATCH stands for, if all constants agree", () => {
    const { values } = partsOf({ type: "row", n: 3, m: "x" });
    expect(bind(pattern, values)).toEqual({ n: 3 });
    expect(bind(pattern, partsOf({ type: "cell", n: 3, m: "x" }).values)).toBeNull();
  });

  it("are filled with a binding", () => {
    const single = parseDependencyId('{"type":"row","n":["MATCH"]}') as Pattern;
    expect(fillPattern(single, { n: 7 })).toEqual({ type: "row", n: 7 });
  });
});

describe("order for ALLSMALLER", () => {
  it.each([[1, 2, true], [2, 2, false], ["a", "b", true], [9, "a", true], ["a", 9, false], [true, "a", true]])("%s < %s is %s", (a, b, expected) => {
    expect(isSmaller(a, b)).toBe(expected);
  });
});

describe("equality of props", () => {
  const shared = new Map();
  it.each([
    [1, 1, true], [1, "1", false], [null, undefined, false], [Number.NaN, Number.NaN, true],
    [[1, [2]], [1, [2]], true], [[1], [1, 2], false], [[1], { 0: 1 }, false],
    [{ a: { b: 1 } }, { a: { b: 1 } }, true], [{ a: 1 }, { a: 1, b: 2 }, false], [{ a: undefined }, { b: undefined }, false],
    [new Date(5), new Date(5), true], [new Date(5), new Date(6), false], [shared, shared, true], [new Map(), new Map(), false],
  ])("%o and %o: %s", (a, b, expected) => {
    expect(isEqual(a, b)).toBe(expected);
  });
});
