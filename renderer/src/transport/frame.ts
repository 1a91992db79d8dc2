/**
 * Frames: answers whose large arrays of numbers stand behind their JSON, as bytes.
 *
 *     4 bytes   the length of the head, little endian
 *     head      {"mark": text, "arrays": [{"dtype", "bytes", "shape"?}, ...], "answer": JSON}
 *     arrays    in their order, each from the next multiple of 8 on
 *
 * In the answer the mark and an array's number stand, as a text, in place of each array. The server draws the mark for
 * each frame, so that no other text begins with it.
 */

import { dimensions, itemBytes, packArray } from "../arrays";
import { Places } from "./places";

export const FRAME_TYPE = "application/vnd.desktopdash.frame";
/** What a page reads that reads frames. */
export const ACCEPTED = `${FRAME_TYPE}, application/json, */*;q=0.5`;

/** The bytes are no frame, or not all of one. */
export class FrameError extends Error {
  override readonly name = "FrameError";
}

interface Head {
  readonly mark: string;
  readonly arrays: readonly { readonly dtype: string; readonly bytes: number; readonly shape?: string }[];
  readonly answer: unknown;
}

/**
 * The answer in a frame, with its arrays in their places; they are views of the buffer.
 *
 * @throws FrameError
 */
export function readFrame(buffer: ArrayBuffer): unknown {
  const length = buffer.byteLength < 4 ? Number.POSITIVE_INFINITY : new DataView(buffer).getUint32(0, true);
  if (4 + length > buffer.byteLength) throw new FrameError("it ends within its head");
  const head = parseHead(new Uint8Array(buffer, 4, length));
  const arrays = readArrays(head, buffer, 4 + length);
  const places = new Places(head.mark, arrays, () => new FrameError("it names an array that it does not have"));
  const answer = places.fill(head.answer);
  if (places.missing) throw new FrameError("its arrays are not those that stand in it");
  return answer;
}

function parseHead(bytes: Uint8Array): Head {
  let head: Partial<Head> | null;
  try {
    head = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Partial<Head> | null;
  } catch (error) {
    throw new FrameError(`its head is not JSON (${String(error)})`);
  }
  if (typeof head?.mark !== "string" || head.mark.length < 16 || !Array.isArray(head.arrays)) throw new FrameError("its head is none");
  return head as Head;
}

function readArrays(head: Head, buffer: ArrayBuffer, begin: number): object[] {
  let end = begin;
  const found = head.arrays.map(({ dtype, bytes, shape }) => {
    checkArray(dtype, bytes, shape);
    const offset = Math.ceil(end / 8) * 8;
    end = offset + bytes;
    if (end > buffer.byteLength) throw new FrameError("it ends within its arrays");
    return packArray(dtype, new Uint8Array(buffer, offset, bytes), shape);
  });
  if (end !== buffer.byteLength) throw new FrameError("it goes on behind its arrays");
  return found;
}

function checkArray(dtype: unknown, bytes: unknown, shape: unknown): void {
  const size = typeof dtype === "string" ? itemBytes(dtype) : undefined;
  if (size === undefined || !Number.isSafeInteger(bytes) || (bytes as number) < 0 || (bytes as number) % size) {
    throw new FrameError("the kind or the length of an array is none");
  }
  if (shape === undefined) return;
  const sizes = typeof shape === "string" ? dimensions(shape) : undefined;
  if (sizes?.reduce((product, one) => product * one, size) !== bytes) throw new FrameError("an array is not of the shape that it names");
}
