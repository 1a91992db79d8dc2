/** What is read of an answer, whichever way it came. */
export type Answer = Pick<Response, "ok" | "status" | "statusText" | "url" | "json" | "text" | "arrayBuffer" | "blob"> & {
  readonly headers: Pick<Headers, "get">;
};

const LONG_BYTES = 2 ** 20;

/** Whether a body of this `Content-Length` is gathered sooner in a blob than in a buffer. */
export function isLong(length: string | null): boolean {
  return Number(length) > LONG_BYTES;
}

/** Several callbacks in one request, and their answers; see `calls.ts`. */
export const CALLS_TYPE = "application/vnd.desktopdash.calls";
export const ANSWERS_TYPE = "application/vnd.desktopdash.answers";
