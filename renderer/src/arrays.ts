/**
 * Arrays of numbers in figures, kept as bytes.
 *
 * To the app such an array is what plotly makes of it, `{dtype, bdata, shape?}` with base64 in `bdata`; the text is only
 * made when somebody reads it. Who draws or compares takes the bytes. A value in which anything was changed is an object
 * like any other from then on.
 */

interface Packed {
  readonly dtype: string;
  readonly shape: string | undefined;
  readonly bytes: Uint8Array;
  /** The getter of `bdata`. */
  readonly read: () => string;
  numbers?: Numbers | readonly unknown[];
}

const kinds = {
  i1: Int8Array, u1: Uint8Array, i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array, f4: Float32Array, f8: Float64Array,
} as const;
export type Numbers = InstanceType<(typeof kinds)[keyof typeof kinds]>;

const packed = new WeakMap<object, Packed>();

/** Bytes of one number of a dtype; undefined where plotly knows no such dtype. */
export function itemBytes(dtype: string): number | undefined {
  return Object.hasOwn(kinds, dtype) ? kinds[dtype as keyof typeof kinds].BYTES_PER_ELEMENT : undefined;
}

/** A shape's numbers; undefined for a text that is none. */
export function dimensions(shape: string): readonly number[] | undefined {
  const found = shape.split(",").map(Number);
  return found.every((size) => Number.isSafeInteger(size) && size >= 0) ? found : undefined;
}

/**
 * An array as plotly writes it, with its text yet to be made.
 *
 * @param dtype - one that `itemBytes` knows
 * @param bytes - little endian, whole numbers, from a multiple of their size on
 * @param shape - the sizes of its dimensions, where there is more than one
 */
export function packArray(dtype: string, bytes: Uint8Array, shape?: string): object {
  let text: string | undefined;
  const read = (): string => (text ??= base64(bytes));
  const write = function (this: object, value: unknown): void {
    Object.defineProperty(this, "bdata", { value, configurable: true, enumerable: true, writable: true });
  };
  const spec = Object.defineProperty({ dtype }, "bdata", { get: read, set: write, configurable: true, enumerable: true });
  packed.set(spec, { dtype, shape, bytes, read });
  return shape === undefined ? spec : Object.assign(spec, { shape });
}

/** Whether this is an array that was packed, and nobody has changed. */
export function isPacked(value: object): boolean {
  return find(value) !== undefined;
}

/** A packed array's numbers, not to be changed: with more than one dimension lists of its rows, as plotly has them. */
export function numbersOf(value: object): Numbers | readonly unknown[] | undefined {
  const found = find(value);
  return found && (found.numbers ??= unpack(found));
}

function unpack({ dtype, shape, bytes }: Packed): Numbers | readonly unknown[] {
  const Kind = kinds[dtype as keyof typeof kinds];
  const all = new Kind(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength / Kind.BYTES_PER_ELEMENT);
  return rows(all, shape === undefined ? [all.length] : dimensions(shape)!);
}

function rows(all: Numbers, [size, ...inner]: readonly number[]): Numbers | readonly unknown[] {
  if (!inner.length) return all;
  const length = inner.reduce((product, one) => product * one, 1);
  return Array.from({ length: size! }, (_, i) => rows(all.subarray(i * length, (i + 1) * length), inner));
}

/** Whether two values are the same array; undefined where neither is packed, or where only their texts can say. */
export function isSameArray(a: object, b: object): boolean | undefined {
  const left = find(a), right = find(b);
  if (left && right) return left.dtype === right.dtype && left.shape === right.shape && isSameBytes(left.bytes, right.bytes);
  const found = left ?? right;
  if (!found) return undefined;
  const { bdata } = (left ? b : a) as { bdata?: unknown };
  return typeof bdata === "string" && bdata.length === Math.ceil(found.bytes.length / 3) * 4 ? undefined : false;
}

function find(value: object): Packed | undefined {
  const found = packed.get(value);
  if (!found) return undefined;
  const { dtype, shape } = value as { dtype?: unknown; shape?: unknown };
  const isUntouched = dtype === found.dtype && shape === found.shape && Object.keys(value).length === (shape === undefined ? 2 : 3) &&
    Object.getOwnPropertyDescriptor(value, "bdata")?.get === found.read;
  return isUntouched ? found : undefined;
}

function isSameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  const isAligned = left.byteOffset % 4 === 0 && right.byteOffset % 4 === 0;
  const words = isAligned ? left.length >> 2 : 0;
  const a = new Int32Array(left.buffer, isAligned ? left.byteOffset : 0, words);
  const b = new Int32Array(right.buffer, isAligned ? right.byteOffset : 0, words);
  for (let i = 0; i < words; i++) if (a[i] !== b[i]) return false;
  for (let i = words * 4; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}

/** A multiple of three, so that the texts of pieces can be joined; more arguments than a call may have would be an error. */
const PIECE = 3 * 8192;

function base64(bytes: Uint8Array & { toBase64?: () => string }): string {
  if (bytes.toBase64) return bytes.toBase64();
  const texts: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) {
    texts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE))));
  }
  return texts.join("");
}
