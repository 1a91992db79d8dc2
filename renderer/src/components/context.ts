import { useContext, useSyncExternalStore } from "react";
import { sharedContext } from "./shared";

/** What draws changes of a node without React. */
export interface Drawer {
  /** Draw the difference between two props objects; whether that was possible. */
  draw(before: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>): boolean;
}

/** Where a component offers to draw changes of its node. */
export interface Drawing {
  /**
   * Of changes that `drawer` draws React is not told; what it draws later it draws from the newest props.
   *
   * @param component - who offers; nobody may but the node's own component
   * @returns the way to withdraw the offer
   */
  offer(component: unknown, drawer: Drawer): () => void;
}

/** What a component may ask about its own node. The same object for as long as the node lives. */
export interface NodeContext {
  /** A stable key of this node, for stores of state outside React. */
  readonly nodeKey: number;
  /** Whether a callback that writes one of this node's props is running. */
  isLoading(): boolean;
  /** Call `listener` when `isLoading` may have changed. Returns the way to stop. */
  subscribeLoading(listener: () => void): () => void;
  /** The props of components below that running callbacks are to write. The same list for as long as the same is. */
  loadingBelow(): readonly { readonly id: string; readonly property: string }[];
  /** Call `listener` when `loadingBelow` may have changed. Returns the way to stop. */
  subscribeLoadingBelow(listener: () => void): () => void;
  /** Absent where there is no node. */
  readonly drawing?: Drawing;
}

const nothing: readonly never[] = [];

export const NodeContext = sharedContext<NodeContext>("node", {
  nodeKey: -1,
  isLoading: () => false,
  subscribeLoading: () => () => undefined,
  loadingBelow: () => nothing,
  subscribeLoadingBelow: () => () => undefined,
});

/** For the `data-dash-is-loading` attribute: `true` while loading, else absent. */
export function useLoading(): true | undefined {
  const context = useContext(NodeContext);
  return useSyncExternalStore(context.subscribeLoading, context.isLoading) || undefined;
}
