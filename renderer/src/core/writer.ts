/** New values on their way into the tree. Those that do not fit (a patch of something that is not there) are reported. */

import type { Definition } from "./definition";
import type { Host } from "./host";
import { idText, parseId } from "./ids";
import type { Persistence } from "./persistence";
import type { Change, Node, Props, Tree } from "./tree";
import type { Updates } from "../protocol";

/** A node and its new props. */
export type Patched = readonly [Node, Props];

export interface Written {
  readonly patched: Patched;
  readonly change: Change;
}

export class Writer {
  constructor(
    private readonly tree: Tree,
    private readonly host: Pick<Host, "report">,
    private readonly persistence: Pick<Persistence, "amend" | "record"> | undefined,
  ) {}

  /** Returns what has been written: all but what did not fit. */
  write(patches: readonly Patched[], def: Definition | null): Written[] {
    const done: Written[] = [];
    for (const [node, given] of patches) {
      try {
        const before = node.props, props = this.persistence?.amend(node, given) ?? given;
        done.push({ patched: [node, props], change: this.tree.setProps(node.key, props) });
        this.persistence?.record(node, before, Object.keys(props));
      } catch (error) {
        this.host.report(error, def);
      }
    }
    return done;
  }

  /** The nodes that updates are for. `miss` is told of ids that are not in the page, and of the first prop for them. */
  find(updates: Updates, miss: (id: string, prop: string) => void = () => undefined): Patched[] {
    const known: Patched[] = [];
    for (const [id, props] of Object.entries(updates)) {
      const node = this.tree.find(idText(parseId(id)));
      if (node) known.push([node, props]);
      else miss(id, Object.keys(props)[0] ?? "");
    }
    return known;
  }
}
