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

/** Under this name a component of ours tells which of its props it may set while it is drawn for the first time. */
const FIRST = "setsAtFirst";

/**
 * The component, and the props that it may set while it is drawn for the first time; "*" for any. A value that it lets go
 * of because it cannot be (a Dropdown's without an option) does not count: callbacks are then called again.
 */
export function settingAtFirst(component: AnyComponent, ...props: string[]): AnyComponent {
  return Object.assign(component, { [FIRST]: props });
}

/** Whether a prop of a new component may change while that is drawn. Of a package's components nobody knows. */
export function isSetAtFirst(namespace: string, type: string, prop: string): boolean {
  const own = tables.get(namespace);
  if (!own || !Object.hasOwn(own, type)) return true;
  const props = (own[type] as { [FIRST]?: readonly string[] })[FIRST] ?? [];
  return props.includes(prop) || props.includes("*");
}

/** Under this name a component tells whether its code is there: `true`, or a promise of it. */
export const READY = "_dashprivate_isLazyComponentReady";

/** A promise of the code of a component; null where it is there, or nobody can tell. */
export function awaitCode(namespace: string, type: string): Promise<unknown> | null {
  const ready = (findComponent(namespace, type) as { [READY]?: unknown } | undefined)?.[READY];
  return ready instanceof Promise ? ready : null;
}
