import { describe, expect, it } from "vitest";
import { isPacked, numbersOf } from "../../arrays";
import { FrameError, readFrame } from "../frame";

const mark = "0123456789abcdefghijkl";

interface Spec { dtype?: unknown; bytes?: unknown; shape?: unknown }

/** A frame as the server makes it, of whatever head. */
function frame(head: unknown, ...arrays: ArrayBufferView[]): ArrayBuffer {
  const text = new TextEncoder().encode(typeof head === "string" ? head : JSON.stringify(head));
  let length = 4 + text.length;
  const offsets = arrays.map(({ byteLength }) => {
    const offset = Math.ceil(length / 8) * 8;
    length = offset + byteLength;
    return offset;
  });
  const made = new Uint8Array(length);
  new DataView(made.buffer).setUint32(0, text.length, true);
  made.set(text, 4);
  arrays.forEach((array, i) => { made.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offsets[i]); });
  return made.buffer;
}

const headOf = (answer: unknown, ...arrays: Spec[]): unknown => ({ mark, arrays, answer });
const two = Float64Array.of(1.5, -2);
const spec = { dtype: "f8", bytes: 16 };

describe("a frame", () => {
  it("is its answer, with arrays in the places of their marks", () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const buffer = frame(
      headOf({ a: [{ y: `${mark}1` }, null, 1, "text"], ü: { z: `${mark}0` } }, { dtype: "u1", bytes: 3 }, { dtype: "f8", bytes: 16, shape: "2, 1" }), bytes, two,
    );
    const answer = readFrame(buffer) as { a: [{ y: object }]; ü: { z: object } };
    expect(answer).toEqual({
      a: [{ y: { dtype: "f8", bdata: "AAAAAAAA+D8AAAAAAAAAwA==", shape: "2, 1" } }, null, 1, "text"], ü: { z: { dtype: "u1", bdata: "AQID" } },
    });
    expect(numbersOf(answer.ü.z)).toEqual(bytes);
    expect(numbersOf(answer.a[0].y)).toEqual([Float64Array.of(1.5), Float64Array.of(-2)]);
    expect((numbersOf(answer.ü.z) as Uint8Array).buffer).toBe(buffer);
  });

  it("may be an array itself, and one array may be empty", () => {
    expect(numbersOf(readFrame(frame(headOf(`${mark}0`, { dtype: "f4", bytes: 0 }), new Float32Array())) as object)).toEqual(new Float32Array());
  });

  it("takes no other text for an array", () => {
    const texts = ["0", "mark0", mark.slice(1) + "0", ` ${mark}0`, `${mark.toUpperCase()}0`];
    const answer = readFrame(frame(headOf([...texts, { [`${mark}0`]: 1 }, `${mark}0`], spec), two)) as unknown[];
    expect(answer.slice(0, 6)).toEqual([...texts, { [`${mark}0`]: 1 }]);
    expect(isPacked(answer[6] as object)).toBe(true);
  });

  it("leaves prototypes alone", () => {
    const text = `{"mark":"${mark}","arrays":[{"dtype":"f8","bytes":16},{"dtype":"f8","bytes":16}],"answer":{"__proto__":"${mark}0","b":{"__proto__":{"y":"${mark}1"}}}}`;
    const answer = readFrame(frame(text, two, two)) as Record<string, Record<string, unknown>>;
    expect(Object.getPrototypeOf(answer)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(answer["b"])).toBe(Object.prototype);
    expect(JSON.stringify(answer)).toContain('{"__proto__":{"dtype":"f8"');
    expect(({} as Record<string, unknown>)["y"]).toBeUndefined();
  });
});

const whole = frame(headOf(`${mark}0`, spec), two);
const damaged: [string, ArrayBuffer, string][] = [
  ["nothing", new ArrayBuffer(0), "ends within its head"],
  ["too short", new ArrayBuffer(3), "ends within its head"],
  ["a head longer than all", Uint8Array.of(255, 255, 255, 255, 123, 125).buffer, "ends within its head"],
  ["cut off", whole.slice(0, -1), "ends within its arrays"],
  ["cut off before its arrays", frame(headOf(`${mark}0`, spec)), "ends within its arrays"],
  ["too long", frame(headOf(`${mark}0`, spec), two, two), "goes on behind"],
  ["no JSON", frame("{"), "not JSON"],
  ["no UTF-8", Uint8Array.of(3, 0, 0, 0, 34, 255, 34).buffer, "not JSON"],
  ["null", frame("null"), "its head is none"],
  ["no mark", frame({ arrays: [], answer: 1 }), "its head is none"],
  ["a mark that data may hold", frame({ mark: "", arrays: [], answer: 1 }), "its head is none"],
  ["no list of arrays", frame({ mark, arrays: {}, answer: 1 }), "its head is none"],
  ["an array that stands nowhere", frame(headOf(1, spec), two), "not those that stand"],
  ["an array that it does not have", frame(headOf([`${mark}0`, `${mark}1`, `${mark}0`], spec, spec), two, two), "not those that stand"],
  ["a place that is none", frame(headOf([`${mark}x`], spec), two), "does not have"],
  ["an array before the first", frame(headOf([`${mark}-1`], spec), two), "does not have"],
  ...["i8", "f16", "", "toString", 1, null, undefined].map((dtype): [string, ArrayBuffer, string] => [
    `the dtype ${String(dtype)}`, frame(headOf(`${mark}0`, { dtype, bytes: 16 }), two), "the kind or the length",
  ]),
  ...[-8, 1.5, 12, "16", null, 1e300].map((bytes): [string, ArrayBuffer, string] => [
    `${String(bytes)} bytes`, frame(headOf(`${mark}0`, { dtype: "f8", bytes }), two), "the kind or the length",
  ]),
  ...["3, 1", "", "a", "-2, -1", "1e400, 0", 2, null].map((shape): [string, ArrayBuffer, string] => [
    `the shape ${String(shape)}`, frame(headOf(`${mark}0`, { ...spec, shape }), two), "not of the shape",
  ]),
];

describe("what is no frame is refused", () => {
  it.each(damaged)("%s", (_, buffer, message) => {
    expect(() => readFrame(buffer)).toThrow(FrameError);
    expect(() => readFrame(buffer)).toThrow(new RegExp(message));
  });
});
