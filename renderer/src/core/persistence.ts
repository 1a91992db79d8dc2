/**
 * Props that outlive their component: what a person set is set again when the component comes back.
 *
 * For each persisted prop of a component with an id, one entry `[now, given]` is kept: the value that it has, and the
 * one that the app gave it before anybody changed it. Rules, each with its test:
 *  - Every change of a persisted prop is recorded, a callback's too. The value that the app gave stays as it was.
 *  - A component that comes into the page gets the recorded value if the app gives it the same value as then; else the
 *    entry is void and is removed.
 *  - Another `persistence` is another set of entries. Where it changes in the page, props go back to what the app gave
 *    and then to what was recorded under the new one; props that change in the same go are left alone.
 *
 * Keys and values are those of Dash, so that what one has kept the other finds.
 */

import { isEqual } from "../equal";
import type { KeyValueStore, PersistenceTraits, StorageType, Transform } from "../storage";
import type { Node, Props } from "./tree";

/** What persistence needs of the outside. */
export interface PersistenceHost {
  traits(namespace: string, type: string): PersistenceTraits;
  readonly stores: Readonly<Record<StorageType, KeyValueStore>>;
  /** A component's own transform failed; its prop is left as it is. */
  report(error: unknown): void;
}

/** One component as far as persistence is concerned. */
type Subject = Pick<Node, "id" | "type" | "namespace">;

interface Field {
  readonly key: string;
  readonly prop: string;
  readonly transform: Transform;
  readonly store: KeyValueStore;
}

/** The value that a prop has, and the one that the app gave; the latter is absent where there was none. */
type Entry = readonly [now: unknown, given?: unknown];

const SETTINGS = ["persistence", "persistence_type", "persisted_props"];
const WHOLE: Transform = { extract: (value) => value, apply: (part) => part };

export class Persistence {
  constructor(private readonly host: PersistenceHost) {}

  /** The props of a component that comes into the page, with what was recorded in the place of what the app gave. */
  restore(subject: Subject, props: Props): Props {
    return this.swapped(this.fields(subject, props), props, "restore");
  }

  /** A change of props, with what a change of the persistence settings in it brings along. */
  amend(node: Node, patch: Props): Props {
    if (!SETTINGS.some((name) => name in patch && !isEqual(patch[name], node.props[name]))) return patch;
    const isFree = ({ prop }: Field): boolean => !(prop in patch);
    const before = this.fields(node, node.props).filter(isFree);
    const given = this.swapped(before, node.props, "undo");
    const after = this.fields(node, { ...node.props, ...patch }).filter(isFree);
    const restored = this.swapped(after, given, "restore");
    const touched = [...new Set([...before, ...after].map(({ prop }) => prop))];
    const changed = touched.filter((prop) => restored[prop] !== node.props[prop]);
    return { ...patch, ...Object.fromEntries(changed.map((prop) => [prop, restored[prop]])) };
  }

  /** Keep what a change has done to a node, whose props were `before`. */
  record(node: Node, before: Props, names: readonly string[]): void {
    if (SETTINGS.some((name) => !isEqual(before[name], node.props[name]))) return;
    for (const field of this.fields(node, before)) {
      if (names.includes(field.prop)) this.attempt(() => { this.keep(field, before[field.prop], node.props[field.prop]); });
    }
  }

  private keep({ key, store, transform }: Field, before: unknown, after: unknown): void {
    if (after === undefined) return;
    const was = transform.extract(before), now = transform.extract(after);
    if (isEqual(was, now)) return;
    const entry = readEntry(store, key);
    const given = entry ? entry[1] : was;
    store.write(key, JSON.stringify(given === undefined ? [now] : [now, given]));
  }

  /** Props with each field's value of the one kind replaced by the other; an entry that does not fit is removed. */
  private swapped(fields: readonly Field[], props: Props, way: "restore" | "undo"): Props {
    let result = props;
    for (const { key, prop, transform, store } of fields) {
      const entry = readEntry(store, key);
      if (!entry) continue;
      const [from, to] = way === "restore" ? [entry[1], entry[0]] : entry;
      this.attempt(() => {
        if (isEqual(from, transform.extract(props[prop]))) result = { ...result, [prop]: transform.apply(to, result[prop]) };
        else store.remove(key);
      });
    }
    return result;
  }

  /** What is persisted of a component with these props; nothing without an id or `persistence`. */
  private fields({ id, namespace, type }: Subject, props: Props): Field[] {
    const { persistence, persisted_props: names, persistence_type: kind } = props;
    if (id === undefined || !persistence) return [];
    const traits = this.host.traits(namespace, type);
    const store = this.storeOf(kind || traits.persistence_type);
    const persisted = names || traits.persisted_props;
    if (!store || !Array.isArray(persisted)) return [];
    return persisted.filter((name): name is string => typeof name === "string").flatMap((name) => {
      const [prop = name, part] = name.split(".");
      const transform = transformOf(traits, prop, part);
      return transform ? [{ key: `_dash_persistence.${id}.${name}.${JSON.stringify(persistence)}`, prop, transform, store }] : [];
    });
  }

  private storeOf(kind: unknown): KeyValueStore | undefined {
    return kind === "local" || kind === "session" || kind === "memory" ? this.host.stores[kind] : undefined;
  }

  /** Transforms are the component's code, and what they are given comes from outside the page. */
  private attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.host.report(error);
    }
  }
}

function transformOf({ transforms }: PersistenceTraits, prop: string, part: string | undefined): Transform | undefined {
  const own = transforms && Object.hasOwn(transforms, prop) ? transforms[prop] : undefined;
  if (!own) return WHOLE;
  if (part === undefined) return own as Transform;
  return Object.hasOwn(own, part) ? (own as Readonly<Record<string, Transform>>)[part] : undefined;
}

/** An entry, or nothing where there is none or where something else stands under its key. */
function readEntry(store: KeyValueStore, key: string): Entry | undefined {
  const text = store.read(key);
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.length > 0 ? (value as unknown as Entry) : undefined;
  } catch {
    return undefined;
  }
}
