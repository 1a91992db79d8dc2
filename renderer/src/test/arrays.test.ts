import { describe, expect, it } from "vitest";
import { isPacked, isSameArray, itemBytes, numbersOf, packArray } from "../arrays";
import { applyOperation } from "../core/patch";
import { Tree } from "../core/tree";
import { isEqual, isPlainObject } from "../equal";

type Spec = { dtype: string; bdata: string; shape?: string; more?: number };

const bytesOf = (numbers: ArrayLike<number> & ArrayBufferView): Uint8Array => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
const pack = (numbers: ArrayLike<number> & ArrayBufferView, dtype: string, shape?: string): Spec => packArray(dtype, bytesOf(numbers), shape) as Spec;
const doubles = (...numbers: number[]): Spec => pack(Float64Array.from(numbers), "f8");
const plain = (spec: Spec): Spec => JSON.parse(JSON.stringify(spec)) as Spec;
/** Whether the text has been made: reading it is what tells. */
const counted = (numbers: number[]): { spec: Spec; read: () => number } => {
  let read = 0;
  const bytes = bytesOf(Float64Array.from(numbers)) as Uint8Array & { toBase64?: () => string };
  bytes.toBase64 = () => { read++; return Buffer.from(bytes).toString("base64"); };
  return { spec: packArray("f8", bytes) as Spec, read: () => read };
};

describe("to the app a packed array", () => {
  it("is the object that plotly writes", () => {
    const spec = pack(Float64Array.of(1, -2.5), "f8");
    expect(Object.keys(spec)).toEqual(["dtype", "bdata"]);
    expect(isPlainObject(spec)).toBe(true);
    expect(JSON.stringify(spec)).toBe('{"dtype":"f8","bdata":"AAAAAAAA8D8AAAAAAAAEwA=="}');
    expect({ ...spec }).toEqual({ dtype: "f8", bdata: "AAAAAAAA8D8AAAAAAAAEwA==" });
    expect(structuredClone(spec)).toEqual({ ...spec });
    expect(Object.hasOwn(spec, "bdata") && "bdata" in spec).toBe(true);
  });

  it("has its shape last, where it has one", () => {
    expect(JSON.stringify(pack(Uint8Array.of(1, 2), "u1", "2, 1"))).toBe('{"dtype":"u1","bdata":"AQI=","shape":"2, 1"}');
  });

  it("has its text only when somebody reads it, and then keeps it", () => {
    const { spec, read } = counted([1, 2]);
    numbersOf(spec);
    isEqual(spec, doubles(1, 2));
    expect(read()).toBe(0);
    expect(spec.bdata).toBe(spec.bdata);
    JSON.stringify(spec);
    expect(read()).toBe(1);
  });

  it("is the same text for any number of bytes", () => {
    for (const length of [0, 1, 2, 3, 24575, 24576, 24577, 100_001]) {
      const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
      expect(pack(bytes, "u1").bdata).toBe(Buffer.from(bytes).toString("base64"));
    }
  });

  it.each<[string, (spec: Spec) => void]>([
    ["its text", (spec) => { spec.bdata = "AAAAAAAA8D8="; }],
    ["its dtype", (spec) => { spec.dtype = "f4"; }],
    ["a shape", (spec) => { spec.shape = "1, 2"; }],
    ["anything more", (spec) => { spec.more = 1; }],
    ["nothing left of its text", (spec) => { Reflect.deleteProperty(spec, "bdata"); }],
  ])("can be changed (%s), and is an object like any other then", (_, change) => {
    const spec = doubles(1, 2), same = plain(spec);
    change(spec);
    change(same);
    expect({ ...spec }).toEqual(same);
    expect(isPacked(spec)).toBe(false);
    expect(numbersOf(spec)).toBeUndefined();
    expect(isEqual(spec, same)).toBe(true);
    expect(isEqual(spec, doubles(1, 2))).toBe(false);
  });

  it("can be frozen, and inherited from", () => {
    const spec = Object.freeze(doubles(1, 2));
    expect(spec.bdata).toBe(plain(spec).bdata);
    expect(() => { (spec as Spec).bdata = "x"; }).toThrow(TypeError);
    expect(numbersOf(spec)).toEqual(Float64Array.of(1, 2));
    const heir = Object.create(doubles(1, 2)) as Spec;
    heir.bdata = "own";
    expect(Object.keys(heir)).toEqual(["bdata"]);
    expect(isPacked(heir)).toBe(false);
  });
});

describe("numbers", () => {
  it("of each dtype are views of the bytes", () => {
    const lists = {
      i1: Int8Array.of(-1, 2), u1: Uint8Array.of(1, 255), i2: Int16Array.of(-300, 2), u2: Uint16Array.of(1, 65535),
      i4: Int32Array.of(-70000, 2), u4: Uint32Array.of(1, 4294967295), f4: Float32Array.of(1.5, NaN), f8: Float64Array.of(0.1, -Infinity),
    };
    for (const [dtype, list] of Object.entries(lists)) {
      const found = numbersOf(pack(list, dtype)) as typeof list;
      expect(found).toEqual(list);
      expect(found.buffer).toBe(list.buffer);
      expect(itemBytes(dtype)).toBe(list.BYTES_PER_ELEMENT);
    }
    expect(itemBytes("i8")).toBeUndefined();
    expect(itemBytes("constructor")).toBeUndefined();
  });

  it("with dimensions are lists of rows, as plotly has them", () => {
    const six = Int16Array.of(1, 2, 3, 4, 5, 6);
    expect(numbersOf(pack(six, "i2", "2, 3"))).toEqual([Int16Array.of(1, 2, 3), Int16Array.of(4, 5, 6)]);
    expect(numbersOf(pack(six, "i2", "3, 1, 2"))).toEqual([[Int16Array.of(1, 2)], [Int16Array.of(3, 4)], [Int16Array.of(5, 6)]]);
    expect(numbersOf(pack(six, "i2", "6"))).toEqual(six);
  });

  it("are the same list each time, so that who has drawn it sees no other", () => {
    const spec = pack(Int16Array.of(1, 2, 3, 4), "i2", "2, 2");
    expect(numbersOf(spec)).toBe(numbersOf(spec));
  });

  it("of what is no packed array are none", () => {
    expect(numbersOf(plain(doubles(1)))).toBeUndefined();
    expect(numbersOf({ dtype: "f8", bdata: "" })).toBeUndefined();
  });
});

describe("equality", () => {
  it("is that of the bytes, at any offset and of any length", () => {
    for (const length of [0, 1, 3, 4, 7, 8, 1001]) {
      const one = Uint8Array.from({ length }, (_, i) => i);
      for (const offset of [0, 1, 4]) {
        const other = new Uint8Array(length + offset);
        other.set(one, offset);
        expect(isEqual(pack(one, "u1"), pack(other.subarray(offset), "u1"))).toBe(true);
        if (!length) continue;
        other[offset + length - 1]! ^= 1;
        expect(isEqual(pack(one, "u1"), pack(other.subarray(offset), "u1"))).toBe(false);
      }
    }
  });

  it("goes by dtype and shape too", () => {
    const four = Uint8Array.of(1, 2, 3, 4);
    expect(isEqual(pack(four, "u1"), pack(four, "i1"))).toBe(false);
    expect(isEqual(pack(four, "u1", "2, 2"), pack(four, "u1", "4, 1"))).toBe(false);
    expect(isEqual(pack(four, "u1", "2, 2"), pack(four, "u1"))).toBe(false);
    expect(isEqual(doubles(NaN), doubles(NaN))).toBe(true);
  });

  it("with the same array as text is equality, and a text of another length is not even made", () => {
    expect(isEqual({ y: doubles(1, 2) }, { y: plain(doubles(1, 2)) })).toBe(true);
    expect(isEqual({ y: plain(doubles(1, 2)) }, { y: doubles(1, 2) })).toBe(true);
    expect(isEqual(doubles(1, 2), plain(doubles(1, 3)))).toBe(false);
    const { spec, read } = counted([1, 2]);
    expect(isEqual(spec, plain(doubles(1, 2, 3)))).toBe(false);
    expect(isEqual(plain(doubles(1, 2, 3)), spec)).toBe(false);
    expect(isSameArray(spec, {})).toBe(false);
    expect(isSameArray({}, {})).toBeUndefined();
    expect(read()).toBe(0);
  });

  it("of a text in another order of keys is still equality", () => {
    const { dtype, bdata } = plain(doubles(1, 2));
    expect(isEqual({ bdata, dtype }, doubles(1, 2))).toBe(true);
    expect(isEqual(doubles(1, 2), { bdata, dtype })).toBe(true);
  });
});

describe("in the tree and in patches", () => {
  it("an array beside a component stays what it is when the prop is read", () => {
    const { spec, read } = counted([1, 2]);
    const inner = { type: "Div", namespace: "n", props: { id: "in" } };
    const tree = new Tree({ n: { Box: ["parts{}"] } });
    tree.mount({ type: "Box", namespace: "n", props: { id: "box", parts: { one: inner, figure: { y: spec } } } });
    const { key } = tree.find("box")!;
    expect((tree.read(key, "parts") as { figure: { y: unknown } }).figure.y).toBe(spec);
    expect(read()).toBe(0);
  });

  it("an edit elsewhere leaves it alone, one inside makes it an object like any other", () => {
    const { spec, read } = counted([1, 2]);
    const figure = { data: [{ y: spec, name: "a" }] };
    const assign = (location: (string | number)[], value: unknown) =>
      applyOperation(figure, { operation: "Assign", location, params: { value } }, () => false) as { data: { y: Spec }[] };
    expect(assign(["data", 0, "name"], "b").data[0]!.y).toBe(spec);
    expect(read()).toBe(0);
    const edited = assign(["data", 0, "y", "dtype"], "f4").data[0]!.y;
    expect(edited).toEqual({ dtype: "f4", bdata: plain(spec).bdata });
    expect(isPacked(edited)).toBe(false);
    expect(isPacked(spec)).toBe(true);
  });
});
