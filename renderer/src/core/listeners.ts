/** Who wants to hear of a node. */
export class Listeners {
  private readonly byNode = new Map<number, Set<() => void>>();

  /** Call `listener` whenever `tell` is called for this node. Returns the way to stop. */
  add(key: number, listener: () => void): () => void {
    let set = this.byNode.get(key);
    if (!set) this.byNode.set(key, (set = new Set()));
    set.add(listener);
    return () => {
      set.delete(listener);
      if (!set.size) this.byNode.delete(key);
    };
  }

  tell(key: number): void {
    // A copy: a listener may stop listening while it is told.
    for (const listener of [...(this.byNode.get(key) ?? [])]) listener();
  }
}
