/** What a component of a package made for Dash may ask about its own node. Dash's names and meaning. */

import { useRef, useSyncExternalStore } from "react";
import type { NodeContext } from "../components/context";
import { Ref, type Node } from "../core/tree";
import { follow, pathOf, type Path } from "./component_path";
import type { DirectDrawing } from "./direct";
import type { Page } from "./page";

/** One prop that a running callback works out. */
interface LoadingProp {
  id: string | undefined;
  property: string;
}

/** The part of Dash's state that components look at: by the JSON of a component's path, what of it is being worked out. */
interface State {
  readonly loading: Readonly<Record<string, readonly LoadingProp[]>>;
}

export interface LoadingOptions {
  /** Steps behind the component's own path, or another path in its place. */
  extraPath?: Path;
  rawPath?: Path;
  /** Which of the props that are being worked out count; all by default. */
  filterFunc?: (prop: LoadingProp) => boolean;
}

type Selector<T> = (state: State) => T;

/** What `useDashContext()` gives a component: a `NodeContext` with Dash's names beside ours. */
export interface DashContext extends NodeContext {
  readonly componentPath: Path;
  isLoading(options?: LoadingOptions): boolean;
  useLoading(options?: LoadingOptions): boolean;
  useSelector<T>(selector: Selector<T>, isEqual?: (a: T, b: T) => boolean): T;
  useStore(): { getState(): State; subscribe(listener: () => void): () => void };
  useDispatch(): (action: unknown) => never;
}

/** The context of one node, the same object for as long as the node lives. */
export function contextOf(page: Page, node: Node, drawing: DirectDrawing): DashContext {
  const { key } = node, componentPath = pathOf(page.tree, node), { loading } = page;
  const isLoading = (options?: LoadingOptions): boolean => {
    if (!options) return loading.isLoading(key);
    const { extraPath, rawPath, filterFunc } = options;
    const at = rawPath ?? (extraPath ? [...componentPath, ...extraPath] : null);
    const asked = at ? follow(page.tree, at) : new Ref(key);
    const props = asked instanceof Ref ? loadingProps(page, asked.key) : [];
    return filterFunc ? props.some(filterFunc) : props.length > 0;
  };
  const subscribeLoading = (listener: () => void): (() => void) => loading.subscribe(key, listener);
  const subscribeAny = (listener: () => void): (() => void) => loading.subscribeAny(listener);
  return {
    nodeKey: key,
    componentPath,
    isLoading,
    subscribeLoading,
    loadingBelow: () => loading.below(key),
    subscribeLoadingBelow: (listener) => loading.subscribeBelow(key, listener),
    drawing,
    useLoading: (options) => useSyncExternalStore(options ? subscribeAny : subscribeLoading, () => isLoading(options)),
    useSelector: (selector, isEqual) => useSelector(page, selector, isEqual),
    useStore: () => ({ getState: () => stateOf(page), subscribe: subscribeAny }),
    useDispatch,
  };
}

function useDispatch(): () => never {
  return () => {
    throw new Error("desktopdash has no store to dispatch to; a component changes props with setProps or dash_clientside.set_props");
  };
}

function loadingProps(page: Page, key: number): LoadingProp[] {
  const id = page.tree.node(key)?.id;
  return page.loading.props(key).map((property) => ({ id, property }));
}

function stateOf(page: Page): State {
  const loading: Record<string, LoadingProp[]> = {};
  for (const key of page.loading.nodes()) {
    const node = page.tree.node(key);
    if (node) loading[JSON.stringify(pathOf(page.tree, node))] = loadingProps(page, key);
  }
  return { loading };
}

function useSelector<T>(page: Page, selector: Selector<T>, isEqual: (a: T, b: T) => boolean = Object.is): T {
  const last = useRef<{ value: T } | null>(null);
  return useSyncExternalStore((listener) => page.loading.subscribeAny(listener), () => {
    const value = selector(stateOf(page));
    // Equal values must be one and the same to React, or it would draw for ever.
    if (!last.current || !isEqual(last.current.value, value)) last.current = { value };
    return last.current.value;
  });
}
