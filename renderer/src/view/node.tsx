/** One component in the page: its node's props, subscribed to alone. */

import { createElement, memo, useSyncExternalStore, type ReactNode } from "react";
import { NodeContext } from "../components/context";
import { findComponent } from "../components/registry";
import { isPlainObject } from "../equal";
import { Ref, type Node, type Props } from "../core/tree";
import { Boundary } from "./boundary";
import type { Page } from "./page";

/** What React needs of a node, made once for it so that nothing changes but its props. */
interface Handle {
  readonly subscribe: (listener: () => void) => () => void;
  readonly snapshot: () => Props | undefined;
  readonly setProps: (patch: Record<string, unknown>) => void;
  readonly context: NodeContext;
}

const handles = new WeakMap<Node, Handle>();

function handleOf(page: Page, node: Node): Handle {
  let handle = handles.get(node);
  if (!handle) {
    const { key } = node;
    handle = {
      subscribe: (listener) => page.tree.subscribe(key, listener),
      snapshot: () => page.tree.node(key)?.props,
      setProps: (patch) => { page.setProps(key, patch); },
      context: {
        nodeKey: key,
        isLoading: () => page.loading.isLoading(key),
        subscribeLoading: (listener) => page.loading.subscribe(key, listener),
      },
    };
    handles.set(node, handle);
  }
  return handle;
}

export const NodeView = memo(function NodeView({ page, node }: { page: Page; node: Node }): ReactNode {
  const handle = handleOf(page, node);
  const props = useSyncExternalStore(handle.subscribe, handle.snapshot);
  if (!props) return null;
  return (
    <Boundary props={props} onError={(error) => { page.problems.report(error, null); }} name={`${node.namespace}.${node.type}`}>
      <NodeContext.Provider value={handle.context}>{draw(page, node, props, handle)}</NodeContext.Provider>
    </Boundary>
  );
});

function draw(page: Page, node: Node, props: Props, handle: Handle): ReactNode {
  const Component = findComponent(node.namespace, node.type);
  if (!Component) return <Unknown name={`${node.namespace}.${node.type}`} />;
  const drawn: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    drawn[name] = name === "children" || page.tree.holds(node.key, name) ? drawRefs(page, value) : value;
  }
  if (node.id !== undefined) drawn["id"] = node.id;
  drawn["setProps"] = handle.setProps;
  return createElement(Component, drawn);
}

function Unknown({ name }: { name: string }): never {
  throw new Error(`There is no component ${name} in this page. Is the script of its package loaded?`);
}

/** Draw a value in which nodes stand: each in its place, keyed by id or else by position. */
export function drawRefs(page: Page, value: unknown, position = 0): ReactNode {
  if (value instanceof Ref) {
    const node = page.tree.node(value.key);
    return node ? <NodeView key={node.id ?? `#${position}`} page={page} node={node} /> : null;
  }
  if (Array.isArray(value)) return value.map((item, i) => drawRefs(page, item, i));
  if (!isPlainObject(value)) return value as ReactNode;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, drawRefs(page, item)])) as unknown as ReactNode;
}
