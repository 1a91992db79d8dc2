/** `dash_clientside.Patch`: the edits of a prop's value, written by a function in the page. */

import type { Location, Operation, Patch } from "../core/patch";

/** Each method notes one edit and returns the patch; a path is a list of keys and indices, `[]` the value itself. */
export class ClientsidePatch {
  private readonly operations: Operation[] = [];

  assign(path: Location, value: unknown): this { return this.note("Assign", path, { value }); }
  merge(path: Location, value: Record<string, unknown>): this { return this.note("Merge", path, { value }); }
  extend(path: Location, value: readonly unknown[]): this { return this.note("Extend", path, { value }); }
  delete(path: Location): this { return this.note("Delete", path); }
  insert(path: Location, index: number, value: unknown): this { return this.note("Insert", path, { index, value }); }
  append(path: Location, value: unknown): this { return this.note("Append", path, { value }); }
  prepend(path: Location, value: unknown): this { return this.note("Prepend", path, { value }); }
  add(path: Location, value: number): this { return this.note("Add", path, { value }); }
  sub(path: Location, value: number): this { return this.note("Sub", path, { value }); }
  mul(path: Location, value: number): this { return this.note("Mul", path, { value }); }
  div(path: Location, value: number): this { return this.note("Div", path, { value }); }
  clear(path: Location): this { return this.note("Clear", path); }
  reverse(path: Location): this { return this.note("Reverse", path); }
  remove(path: Location, value: unknown): this { return this.note("Remove", path, { value }); }

  /** The edits as a value to return; returning the patch itself does the same. */
  build(): Patch {
    return { __dash_patch_update: "__dash_patch_update", operations: [...this.operations] };
  }

  private note(operation: string, path: Location, params: Operation["params"] = {}): this {
    if (!Array.isArray(path)) {
      throw new TypeError(`Patch.${operation.toLowerCase()} takes a list of keys and indices as its path; found ${typeof path}.`);
    }
    this.operations.push({ operation, location: [...(path as Location)], params });
    return this;
  }
}
