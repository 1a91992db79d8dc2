/** What a run is called with: the resolved dependencies with their values, as Dash sends them. */

import type { Dependency, Instance } from "./definition";
import { fillPattern, isMulti, parseId } from "./ids";
import type { Instances } from "./instances";
import type { Node, Tree } from "./tree";
import type { Argument, ArgumentGroup, CallbackRequest, OutputGroup } from "../protocol";

/** Why a run cannot be called. */
export type Unready =
  /** None of its inputs is in the page: nothing to do, and no error. */
  | { readonly kind: "absent" }
  /** Some of what it names is missing while the rest is there: an error of the app. */
  | { readonly kind: "missing"; readonly role: "Input" | "State" | "Output"; readonly id: string; readonly prop: string };

export class Arguments {
  constructor(private readonly tree: Tree, private readonly instances: Instances) {}

  /**
   * Resolve an instance's dependencies and read their values.
   *
   * @param changed - `id.prop` of what changed
   */
  request(instance: Instance, changed: readonly string[]): CallbackRequest | Unready {
    return this.unready(instance) ?? this.resolve(instance, changed);
  }

  /** Why an instance cannot be called now; null where it can. */
  unready(instance: Instance): Unready | null {
    const { def } = instance;
    const missing = def.inputs.filter((dep) => this.isMissing(dep, instance));
    const named = def.inputs.filter((dep) => !dep.multi || this.instances.nodes(dep, instance.binding).length > 0);
    if (missing.length) {
      // Empty wildcards beside missing inputs do not make a present one.
      if (named.length === missing.length) return { kind: "absent" };
      return this.missing("Input", missing[0]!, instance);
    }
    const unread = def.state.find((dep) => this.isMissing(dep, instance));
    if (unread) return this.missing("State", unread, instance);
    const unwritten = def.outputs.find((dep) => this.isMissing(dep, instance));
    if (unwritten) return this.missing("Output", unwritten, instance);
    return null;
  }

  private resolve(instance: Instance, changed: readonly string[]): CallbackRequest {
    const { def } = instance;
    const outputs = def.outputs.map((dep) => this.output(dep, instance));
    return {
      output: def.wire.output,
      outputs: outputs.length === 1 && !def.wire.output.startsWith("..") ? outputs[0]! : outputs,
      inputs: def.inputs.map((dep) => this.argument(dep, instance)),
      state: def.state.map((dep) => this.argument(dep, instance)),
      changedPropIds: [...changed],
    };
  }

  private isMissing(dep: Dependency, instance: Instance): boolean {
    return !dep.multi && !dep.optional && this.instances.nodes(dep, instance.binding).length === 0;
  }

  private missing(role: "Input" | "State" | "Output", dep: Dependency, instance: Instance): Unready {
    return { kind: "missing", role, id: this.instances.idOf(dep, instance.binding), prop: dep.prop };
  }

  private argument(dep: Dependency, instance: Instance): ArgumentGroup {
    const nodes = this.instances.nodes(dep, instance.binding);
    if (dep.multi) return nodes.map((node) => this.read(node, dep.prop));
    const node = nodes[0];
    return node ? this.read(node, dep.prop) : { id: parseId(this.instances.idOf(dep, instance.binding)), property: dep.prop };
  }

  private read(node: Node, prop: string): Argument {
    const value = this.tree.read(node.key, prop);
    return value === undefined
      ? { id: parseId(node.id!), property: prop }
      : { id: parseId(node.id!), property: prop, value };
  }

  private output(dep: Dependency, instance: Instance): OutputGroup {
    const property = dep.prop;
    if (!dep.pattern) return { id: parseId(dep.id!), property };
    if (!isMulti(dep.pattern)) return { id: fillPattern(dep.pattern, instance.binding), property };
    return this.instances.nodes(dep, instance.binding).map((node) => ({ id: parseId(node.id!), property }));
  }
}
