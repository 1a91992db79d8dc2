/** What the core and the components both ask of values: plain or not, the same or not. */

import { isSameArray } from "./arrays";

/** An object literal or parsed JSON; a class instance (a File, a PermissionStatus) is a value like a number. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether two prop values are the same to the app: equal JSON, equal dates, or the same object where a value is neither. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => isEqual(item, b[i]));
  if (a instanceof Date) return b instanceof Date && a.getTime() === b.getTime();
  if (!isPlainObject(a) || !isPlainObject(b)) return false;
  const names = Object.keys(a);
  const isSame = names[1] === "bdata" ? isSameArray(a, b) : undefined;
  if (isSame !== undefined) return isSame;
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isEqual(a[name], b[name]));
}
