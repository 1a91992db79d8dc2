import { isPlainObject } from "../equal";
import type { AnyComponent, ComponentTable } from "./types";

const tables = new Map<string, ComponentTable>();

/** Make the components of a namespace known, under the name that layouts use (`dash_core_components`, …). */
export function registerComponents(namespace: string, table: ComponentTable): void {
  tables.set(namespace, { ...tables.get(namespace), ...table });
}

/**
 * Find the React component for a node. Ours come from the table; those of a package compiled for Dash from
 * `window[namespace]`, where its own script puts them.
 */
export function findComponent(namespace: string, type: string): AnyComponent | undefined {
  const own = tables.get(namespace);
  if (own && Object.hasOwn(own, type)) return own[type];
  const outside: unknown = Object.hasOwn(window, namespace) ? (window as unknown as Record<string, unknown>)[namespace] : undefined;
  // The window itself and its parts hold functions too, and no components.
  return isPlainObject(outside) && Object.hasOwn(outside, type) ? (outside as ComponentTable)[type] : undefined;
}

/** All tables, so that the page's global scope can offer them as Dash does. */
export function componentTables(): ReadonlyMap<string, ComponentTable> {
  return tables;
}

/** Under this name a component tells whether its code is there: `true`, or a promise of it. */
export const READY = "_dashprivate_isLazyComponentReady";

/** A promise of the code of a component; null where it is there, or nobody can tell. */
export function awaitCode(namespace: string, type: string): Promise<unknown> | null {
  const ready = (findComponent(namespace, type) as { [READY]?: unknown } | undefined)?.[READY];
  return ready instanceof Promise ? ready : null;
}
