/** Edits of a prop's value (`Patch`), applied to the value in the page without copying what they do not touch. */

import { isEqual, isPlainObject } from "../equal";

export type Location = readonly (string | number)[];

export interface Operation {
  readonly operation: string;
  readonly location: Location;
  readonly params: { readonly value?: unknown; readonly index?: number };
}

export interface Patch {
  readonly __dash_patch_update: unknown;
  readonly operations: readonly Operation[];
}

/** An edit that does not fit the value that it meets. */
export class PatchError extends Error {
  override readonly name = "PatchError";
}

export function isPatch(value: unknown): value is Patch {
  return isPlainObject(value) && Object.hasOwn(value, "__dash_patch_update") && Array.isArray(value["operations"]);
}

/**
 * Called where a location leads into something that is not a plain list or object.
 *
 * @param at - what stands there
 * @param rest - the location from there on
 * @returns whether the edit has been done there
 */
export type Enter = (at: unknown, rest: Location, operation: Operation) => boolean;

/**
 * Apply one edit.
 *
 * @returns a new value; lists and objects off the edit's path are the same objects as before
 * @throws PatchError where there is nothing to edit, or something of another kind
 */
export function applyOperation(value: unknown, operation: Operation, enter: Enter): unknown {
  return edit(value, operation.location, operation, enter);
}

function edit(value: unknown, rest: Location, operation: Operation, enter: Enter): unknown {
  const [step, ...deeper] = rest;
  if (step === undefined) return perform(value, operation);
  if (!Array.isArray(value) && !isPlainObject(value)) {
    if (enter(value, rest, operation)) return value;
    // Assigning makes the dicts on its way, as in Dash.
    if (operation.operation !== "Assign" || (value !== undefined && value !== null)) throw misfit(operation, value, "a list or a dict");
    return { [step]: edit(undefined, deeper, operation, enter) };
  }
  return Array.isArray(value) ? editList(value, step, deeper, operation, enter) : editDict(value, String(step), deeper, operation, enter);
}

function editList(list: readonly unknown[], step: string | number, deeper: Location, operation: Operation, enter: Enter): unknown {
  const number = Number(step);
  const index = number < 0 ? list.length + number : number;
  if (!Number.isInteger(index) || index < 0 || index >= list.length) {
    throw new PatchError(`${describe(operation)}: there is no item ${step} in a list of ${list.length}.`);
  }
  const copy = list.slice();
  if (!deeper.length && operation.operation === "Delete") copy.splice(index, 1);
  else copy[index] = edit(list[index], deeper, operation, enter);
  return copy;
}

function editDict(dict: Record<string, unknown>, key: string, deeper: Location, operation: Operation, enter: Enter): unknown {
  // A key of this name would not be a key but the object's prototype.
  if (key === "__proto__") throw new PatchError(`${describe(operation)}: "__proto__" is no key.`);
  const copy = { ...dict };
  if (!deeper.length && operation.operation === "Delete") Reflect.deleteProperty(copy, key);
  else copy[key] = edit(Object.hasOwn(dict, key) ? dict[key] : undefined, deeper, operation, enter);
  return copy;
}

function perform(value: unknown, operation: Operation): unknown {
  const { params } = operation;
  switch (operation.operation) {
    case "Assign":
      return params.value;
    case "Merge":
      return { ...dictOf(value, operation), ...dictOf(params.value, operation) };
    case "Clear":
      return Array.isArray(value) ? [] : (dictOf(value, operation), {});
    case "Add":
      return numberOf(value, operation) + numberOf(params.value, operation);
    case "Sub":
      return numberOf(value, operation) - numberOf(params.value, operation);
    case "Mul":
      return numberOf(value, operation) * numberOf(params.value, operation);
    case "Div":
      return numberOf(value, operation) / numberOf(params.value, operation);
    default:
      return performOnList(listOf(value, operation), operation);
  }
}

/** Lists may be long: `concat` copies them at once, where spreading them goes by the item. */
function performOnList(list: readonly unknown[], operation: Operation): unknown[] {
  const { value, index = 0 } = operation.params;
  switch (operation.operation) {
    case "Append":
      return list.concat([value]);
    case "Prepend":
      return [value].concat(list);
    case "Extend":
      return list.concat(listOf(value, operation));
    case "Insert":
      return list.toSpliced(index, 0, value);
    case "Reverse":
      return list.toReversed();
    case "Remove": {
      const at = list.findIndex((item) => isEqual(item, value));
      return at === -1 ? [...list] : list.toSpliced(at, 1);
    }
    default:
      throw new PatchError(`${describe(operation)}: there is no such edit.`);
  }
}

function listOf(value: unknown, operation: Operation): readonly unknown[] {
  if (!Array.isArray(value)) throw misfit(operation, value, "a list");
  return value;
}

function dictOf(value: unknown, operation: Operation): Record<string, unknown> {
  if (!isPlainObject(value)) throw misfit(operation, value, "a dict");
  return value;
}

function numberOf(value: unknown, operation: Operation): number {
  if (typeof value !== "number") throw misfit(operation, value, "a number");
  return value;
}

function misfit(operation: Operation, found: unknown, expected: string): PatchError {
  const kind = found === null ? "null" : Array.isArray(found) ? "a list" : `${typeof found}`;
  return new PatchError(`${describe(operation)}: found ${kind}, expected ${expected}.`);
}

function describe(operation: Operation): string {
  return `Patch ${operation.operation.toLowerCase()} at [${operation.location.map((step) => JSON.stringify(step)).join(", ")}]`;
}
