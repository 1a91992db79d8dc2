/**
 * The live components: a flat map of nodes, each with its parent and its place in the parent's props.
 *
 * A prop that holds components (`children`, and what a component declares beside it) keeps a `Ref` in place of each, so
 * that a node's props hold values and references only, and changing one prop touches one node. A node's `props` object
 * is never changed in place: a new object means that something changed, which is all that the view has to look at.
 *
 *     node 1 Div   props {id: "a", children: [Ref(2), "text"]}     parent 0
 *     node 2 Input props {id: "b", value: 3}                       parent 1, slot ["children", 0]
 */

import { CHILDREN, compareSlots, mapAlong, parseComponentPath, type ComponentPath, type Slot } from "./paths";
import { idText, partsOf, type Binding, type Pattern } from "./ids";
import { IdIndex, type IdParts } from "./idindex";
import { isPacked } from "../arrays";
import { isPlainObject } from "../equal";
import { Listeners } from "./listeners";
import { applyOperation, isPatch, type Location, type Operation, type Patch } from "./patch";
import type { Persistence } from "./persistence";
import type { ComponentId, WireComponent } from "../protocol";

export type Props = Readonly<Record<string, unknown>>;

/** Stands in a prop's value where a component stood. */
export class Ref {
  constructor(readonly key: number) {}
}

export interface Node {
  readonly key: number;
  readonly type: string;
  readonly namespace: string;
  /** The id's text, if the component has one. */
  readonly id: string | undefined;
  /** The parts of a dict id; they stay known when the node is gone. */
  readonly parts: IdParts | null;
  readonly parent: number;
  /** Where in the parent's props the component stands. */
  readonly slot: Slot;
  readonly props: Props;
}

type MutableNode = { -readonly [K in keyof Node]: Node[K] } & { readonly held: Map<string, number[]> };

/** What setting props did: the nodes that came and went, and those that stand in another order, in layout order. */
export interface Change {
  readonly added: readonly Node[];
  readonly removed: readonly Node[];
  readonly moved: readonly Node[];
}

interface MutableChange {
  readonly added: Node[];
  readonly removed: Node[];
  readonly moved: Node[];
}

const emptyChange = (): MutableChange => ({ added: [], removed: [], moved: [] });

export const ROOT = 0;
/** Under this name, which no prop has, a node holds what was hung below it from outside its props. */
const ATTACHED = "";

/** By namespace and type, the paths beside `children` where components may stand. */
export type ChildrenProps = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export class Tree {
  private readonly nodes = new Map<number, MutableNode>();
  private readonly index = new IdIndex((keys) => this.inOrder(keys));
  private readonly paths = new Map<string, readonly ComponentPath[]>();
  private readonly listeners = new Listeners();
  private nextKey = ROOT + 1;
  /** Counts up whenever nodes come or go. */
  structure = 0;

  /**
   * @param childrenProps - by namespace and type, the paths beside `children` where components may stand
   * @param persistence - gives a component that comes in the values that it had before
   */
  constructor(
    private childrenProps: ChildrenProps = {},
    private readonly persistence?: Pick<Persistence, "restore">,
  ) {
    this.nodes.set(ROOT, {
      key: ROOT, type: "", namespace: "", id: undefined, parts: null, parent: -1, slot: [], props: {}, held: new Map(),
    });
  }

  /** Put a layout (a component, text or a list) in place of what was there. */
  mount(layout: unknown): Change {
    return this.setProps(ROOT, { children: layout });
  }

  node(key: number): Node | undefined {
    return this.nodes.get(key);
  }

  find(id: string): Node | undefined {
    const key = this.index.find(id);
    return key === undefined ? undefined : this.nodes.get(key);
  }

  /** All id texts in the page, for messages. */
  ids(): string[] {
    return [...this.index.texts()];
  }

  /** The nodes that a pattern selects, in layout order. */
  resolve(pattern: Pattern, binding: Binding): readonly number[] {
    return this.index.resolve(pattern, binding);
  }

  /**
   * Merge new values into a node's props; a `Patch` is applied to the value that is there. Components in them become
   * nodes; those that stood there, and do no longer, are removed with all below them. A node that is gone is left alone.
   *
   * @throws PatchError where a patch does not fit; nothing has changed then but by edits inside components
   */
  setProps(key: number, patch: Props): Change {
    const change = emptyChange();
    const node = this.nodes.get(key);
    if (!node) return change;
    // First all patches, which may not fit; then nothing can fail any more.
    const values = Object.entries(patch).map(([name, value]): [string, unknown] => [
      name, isPatch(value) ? this.patched(node, name, value, change) : value,
    ]);
    this.replace(node, values, change);
    if (change.added.length || change.removed.length) this.structure++;
    return change;
  }

  private replace(node: MutableNode, values: readonly [string, unknown][], change: MutableChange): void {
    const old: number[] = [];
    const props: Record<string, unknown> = { ...node.props };
    for (const [name, value] of values) {
      if (!isProp(name)) continue;
      for (const child of node.held.get(name) ?? []) old.push(child);
      node.held.delete(name);
      props[name] = this.ingest(node, name, value, change.added);
    }
    // The new nodes are in the index before the old ones leave it: an id that stays is never missing.
    const kept = new Set(values.flatMap(([name]) => node.held.get(name) ?? []));
    for (const child of old) if (!kept.has(child)) this.remove(child, change.removed);
    const before = old.filter((child) => kept.has(child)), after = inBoth(kept, before);
    if (after.some((child, i) => child !== before[i])) for (const child of after) this.collect(child, change.moved);
    node.props = props;
    this.listeners.tell(node.key);
  }

  /** A prop's value after a patch. Where the patch leads into a component, that component's prop is patched instead. */
  private patched(node: MutableNode, prop: string, patch: Patch, change: MutableChange): unknown {
    let value = node.props[prop];
    const enter = (at: unknown, rest: Location, operation: Operation): boolean => {
      if (!(at instanceof Ref)) return false;
      const [first, name, ...deeper] = rest;
      const child = this.nodes.get(at.key);
      if (!child || first !== "props" || typeof name !== "string") return false;
      const inner: Operation = { ...operation, location: deeper };
      this.replace(child, [[name, applyOperation(child.props[name], inner, enter)]], change);
      return true;
    };
    for (const operation of patch.operations) value = applyOperation(value, operation, enter);
    return value;
  }

  /** A prop as the app knows it: components in it written out again. `undefined` where it was never set. */
  read(key: number, prop: string): unknown {
    const node = this.nodes.get(key);
    if (!node || !Object.hasOwn(node.props, prop)) return undefined;
    return node.held.has(prop) ? this.writeOut(node.props[prop]) : node.props[prop];
  }

  /** Whether components stand in this prop of a node. */
  holds(key: number, prop: string): boolean {
    return this.nodes.get(key)?.held.has(prop) ?? false;
  }

  /** The nodes in a node's props, and those hung below it. */
  children(key: number): readonly number[] {
    return [...(this.nodes.get(key)?.held.values() ?? [])].flat();
  }

  /**
   * Hang a component below a node but outside of its props, for what a component draws by itself. It goes when the node
   * goes.
   *
   * @param name - tells it from others below the node; one of that name that is there already stays as it is
   */
  attach(parent: number, name: string, component: WireComponent): { key: number; change: Change } {
    const change = emptyChange();
    const node = this.nodes.get(parent) ?? this.nodes.get(ROOT)!;
    const held = node.held.get(ATTACHED) ?? [];
    const there = held.find((key) => this.nodes.get(key)?.slot[1] === name);
    if (there !== undefined) return { key: there, change };
    const made = this.create(component, node.key, [ATTACHED, name], change.added);
    node.held.set(ATTACHED, [...held, made.key]);
    this.structure++;
    return { key: made.key, change };
  }

  /** Take away what `attach` hung up. */
  detach(key: number): Change {
    const change = emptyChange();
    const node = this.nodes.get(key);
    const parent = node && this.nodes.get(node.parent);
    if (!parent) return change;
    parent.held.set(ATTACHED, (parent.held.get(ATTACHED) ?? []).filter((other) => other !== key));
    this.remove(key, change.removed);
    this.structure++;
    return change;
  }

  /** Learn where in the props of further components others may stand. Nodes of theirs that are here already are told. */
  declare(more: ChildrenProps, namespace: string): Change {
    const change = emptyChange();
    this.childrenProps = { ...this.childrenProps, ...more };
    this.paths.clear();
    for (const node of [...this.nodes.values()]) {
      if (node.namespace === namespace) this.replace(node, Object.entries(node.props), change);
    }
    if (change.added.length || change.removed.length) this.structure++;
    return change;
  }

  /** A node with all below it, as the server would write it. */
  toWire(key: number): WireComponent {
    const node = this.nodes.get(key)!;
    const props: Record<string, unknown> = {};
    for (const name of Object.keys(node.props)) props[name] = this.read(key, name);
    return { type: node.type, namespace: node.namespace, props };
  }

  /** A value with the components in it written out. */
  writeOut(value: unknown): unknown {
    if (value instanceof Ref) return this.nodes.has(value.key) ? this.toWire(value.key) : null;
    if (Array.isArray(value)) return value.map((item) => this.writeOut(item));
    if (!isPlainObject(value) || isPacked(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.writeOut(item)]));
  }

  /** Call `listener` after every change of this node's own props. Returns the way to stop. */
  subscribe(key: number, listener: () => void): () => void {
    return this.listeners.add(key, listener);
  }

  private ingest(node: MutableNode, prop: string, value: unknown, added: Node[]): unknown {
    const held: number[] = [];
    let result = value;
    for (const path of this.pathsOf(node)) {
      if (path.prop !== prop) continue;
      result = mapAlong(result, path.steps, [prop], (item, slot) => {
        if (item instanceof Ref) return this.keep(item, node, slot, held);
        if (!isComponent(item)) return item;
        const child = this.create(item, node.key, slot, added);
        held.push(child.key);
        return new Ref(child.key);
      });
    }
    if (held.length) node.held.set(prop, held);
    return result;
  }

  /** A component that stays where it was, or moves among its siblings. */
  private keep(ref: Ref, node: Node, slot: Slot, held: number[]): Ref | null {
    const child = this.nodes.get(ref.key);
    if (child?.parent !== node.key) return null;
    if (compareSlots(child.slot, slot) !== 0) {
      child.slot = slot;
      this.index.forgetOrder();
    }
    held.push(ref.key);
    return ref;
  }

  private create(component: WireComponent, parent: number, slot: Slot, added: Node[]): MutableNode {
    const { id } = component.props as { id?: ComponentId };
    const text = id === undefined || id === null ? undefined : idText(id);
    const parts = typeof id === "object" && id !== null ? partsOf(id) : null;
    const node: MutableNode = {
      key: this.nextKey++, type: component.type, namespace: component.namespace, id: text, parts, parent, slot,
      props: {}, held: new Map(),
    };
    this.nodes.set(node.key, node);
    added.push(node);
    if (text !== undefined) this.index.add(node.key, text, parts);
    const props: Record<string, unknown> = {};
    const given = this.persistence?.restore(node, component.props) ?? component.props;
    for (const [name, value] of Object.entries(given)) if (isProp(name)) props[name] = this.ingest(node, name, value, added);
    node.props = props;
    return node;
  }

  private remove(key: number, removed: Node[]): void {
    const node = this.nodes.get(key);
    if (!node) return;
    removed.push(node);
    this.nodes.delete(key);
    if (node.id !== undefined) this.index.remove(key, node.id);
    for (const children of node.held.values()) for (const child of children) this.remove(child, removed);
  }

  /** A node and all below it. */
  private collect(key: number, into: Node[]): void {
    const node = this.nodes.get(key)!;
    into.push(node);
    for (const children of node.held.values()) for (const child of children) this.collect(child, into);
  }

  private pathsOf(node: Node): readonly ComponentPath[] {
    const name = `${node.namespace}\u0000${node.type}`;
    let paths = this.paths.get(name);
    if (!paths) {
      const declared = own(own(this.childrenProps, node.namespace), node.type) ?? [];
      paths = [CHILDREN, ...declared.map(parseComponentPath).filter((path) => path.prop !== "children" || path.steps.length)];
      this.paths.set(name, paths);
    }
    return paths;
  }

  private inOrder(keys: readonly number[]): number[] {
    const lines = keys.map((key) => ({ key, line: this.lineage(key) }));
    return lines.sort((a, b) => compareLines(a.line, b.line)).map(({ key }) => key);
  }

  /** A node's ancestors from the root on, and itself. */
  private lineage(key: number): Node[] {
    const line: Node[] = [];
    for (let node = this.nodes.get(key); node; node = this.nodes.get(node.parent)) line.push(node);
    return line.reverse();
  }
}

/** Assigning to this name would not set a prop but replace the prototype. */
function isProp(name: string): boolean {
  return name !== "__proto__";
}

/** What a record itself holds under a name; names come from layouts, and may be those of what all objects have. */
function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Those of `all` that are in `some`, in the order of `all`. */
function inBoth(all: ReadonlySet<number>, some: readonly number[]): number[] {
  const wanted = new Set(some);
  return [...all].filter((key) => wanted.has(key));
}

/** Order of two nodes in the layout: an ancestor before what is below it, else by the slots where they part. */
function compareLines(left: readonly Node[], right: readonly Node[]): number {
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return compareSlots(left[i]!.slot, right[i]!.slot);
  }
  return left.length - right.length;
}

export function isComponent(value: unknown): value is WireComponent {
  if (typeof value !== "object" || value === null) return false;
  const { type, namespace, props } = value as Partial<WireComponent>;
  return typeof type === "string" && typeof namespace === "string" && typeof props === "object" && props !== null;
}
