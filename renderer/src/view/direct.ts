/** Changes of one node's props that its component draws by itself, so that React need not come there from the root. */

import type { Drawer, Drawing } from "../components/context";
import { findComponent } from "../components/registry";
import type { Node, Props, Tree } from "../core/tree";

const NONE: readonly Drawer[] = [];

export class DirectDrawing implements Drawing {
  private offers = NONE;
  private views = 0;

  constructor(private readonly tree: Tree, private readonly node: Node) {}

  /** A component's context reaches all that it draws, also elements that are no nodes; these are refused. */
  offer(component: unknown, drawer: Drawer): () => void {
    if (component !== findComponent(this.node.namespace, this.node.type)) return () => undefined;
    this.offers = [...this.offers, drawer];
    return () => { this.offers = this.offers.filter((other) => other !== drawer); };
  }

  /** Call `listener` after every change that is left to React. Returns the way to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const { tree, node: { key } } = this;
    let last = tree.node(key)?.props;
    this.views++;
    const stop = tree.subscribe(key, () => {
      const before = last;
      last = tree.node(key)?.props;
      if (!this.draws(before, last)) listener();
    });
    return () => {
      this.views--;
      stop();
    };
  };

  /** A node that is drawn at several places is left to React. */
  private draws(before: Props | undefined, now: Props | undefined): boolean {
    const [drawer, ...others] = this.offers;
    if (!drawer || others.length || this.views !== 1 || !before || !now) return false;
    return drawer.draw(before, now);
  }
}
