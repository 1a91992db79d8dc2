/** From components to the instances of callbacks that they concern, and from an instance to its components. */

import { instanceOf, type Dependency, type Instance } from "./definition";
import type { Found, Graph } from "./graph";
import { bind, fillPattern, idText, isBelow, matchKeys, type Binding } from "./ids";
import type { Node, Tree } from "./tree";

/** A prop of a component as one text, the key of sets of props. */
export function propKey(id: string, prop: string): string {
  return `${id}.${prop}`;
}

export class Instances {
  constructor(private readonly tree: Tree, private readonly graph: Graph) {}

  /** The instances that read a prop of a node as an Input; with `inLists` those with ALL or ALLSMALLER only. */
  *readers(node: Node, prop: string, inLists = false): Generator<Instance> {
    for (const found of this.graph.readers(node.id!, node.parts, prop)) {
      if (inLists && !found.dep.multi) continue;
      for (const instance of this.expand(found)) if (reads(instance, found.dep, node)) yield instance;
    }
  }

  /** The instances that write a prop of a node. */
  *writers(node: Node, prop: string): Generator<Instance> {
    for (const found of this.graph.writers(node.id!, node.parts, prop)) yield* this.expand(found);
  }

  /** The definitions whose runs a change of a prop of a node cancels, and what MATCH stands for there. */
  cancelled(node: Node, prop: string): Found[] {
    return this.graph.cancelled(node.id!, node.parts, prop);
  }

  /** The callbacks without inputs and outputs, which no component leads to. */
  unattached(): Instance[] {
    return this.graph.definitions.filter((def) => !def.inputs.length && !def.outputs.length).map((def) => instanceOf(def, {}));
  }

  /** The props of a node that callbacks read or write. */
  propsOf(node: Node): { read: Set<string>; written: Set<string> } {
    return { read: this.graph.inputProps(node.id!, node.parts), written: this.graph.outputProps(node.id!, node.parts) };
  }

  /** The nodes that one dependency of an instance stands for now, in layout order. */
  nodes(dep: Dependency, binding: Binding): readonly Node[] {
    if (dep.pattern && dep.multi) return this.tree.resolve(dep.pattern, binding).map((key) => this.tree.node(key)!);
    const node = this.tree.find(this.idOf(dep, binding));
    return node ? [node] : [];
  }

  /** The id text of a dependency that stands for one component. */
  idOf(dep: Dependency, binding: Binding): string {
    return dep.pattern ? idText(fillPattern(dep.pattern, binding)) : dep.id!;
  }

  outputs(instance: Instance): { node: Node; prop: string }[] {
    return instance.def.outputs.flatMap((dep) => this.nodes(dep, instance.binding).map((node) => ({ node, prop: dep.prop })));
  }

  inputs(instance: Instance): { node: Node; prop: string }[] {
    return instance.def.inputs.flatMap((dep) => this.nodes(dep, instance.binding).map((node) => ({ node, prop: dep.prop })));
  }

  /** The new props of the components that `running` names, by node. */
  whileRunning(instance: Instance, isRunning: boolean): [Node, Record<string, unknown>][] {
    const props = new Map<Node, Record<string, unknown>>();
    for (const { dep, on, off } of instance.def.running) {
      for (const node of this.nodes(dep, instance.binding)) {
        props.set(node, { ...props.get(node), [dep.prop]: isRunning ? on : off });
      }
    }
    return [...props];
  }

  /** Whether there is anything in the page for this instance to write; a callback without outputs always may run. */
  isPresent(instance: Instance): boolean {
    const { def } = instance;
    return def.outputs.length === 0 || def.outputs.some((dep) => this.nodes(dep, instance.binding).length > 0);
  }

  /** A dependency that does not bind every MATCH concerns one instance for each component of those that do. */
  private *expand({ def, binding }: Found): Generator<Instance> {
    const open = def.matchKeys.filter((key) => !(key in binding));
    if (!open.length) {
      yield instanceOf(def, binding);
      return;
    }
    const anchor = [...def.outputs, ...def.inputs].find(
      (dep) => dep.pattern && open.every((key) => matchKeys(dep.pattern!).includes(key)),
    );
    if (!anchor) return;
    const seen = new Set<string>();
    for (const key of this.tree.resolve(anchor.pattern!, binding)) {
      const bound = bind(anchor.pattern!, this.tree.node(key)!.parts!.values);
      if (!bound) continue;
      const instance = instanceOf(def, { ...bound, ...binding });
      if (seen.has(instance.key)) continue;
      seen.add(instance.key);
      yield instance;
    }
  }
}

/** ALLSMALLER selects for some instances of a callback only. */
function reads(instance: Instance, { pattern }: Dependency, node: Node): boolean {
  return !pattern || !node.parts || isBelow(pattern, node.parts.values, instance.binding);
}
