/** What is read of an answer, whichever way it came. */
export type Answer = Pick<Response, "ok" | "status" | "statusText" | "url" | "json" | "text" | "arrayBuffer" | "blob"> & {
  readonly headers: Pick<Headers, "get">;
};

/** Several callbacks in one request, and their answers; see `calls.ts`. */
export const CALLS_TYPE = "application/vnd.desktopdash.calls";
export const ANSWERS_TYPE = "application/vnd.desktopdash.answers";
