/** One component in the page: its node's props, subscribed to alone. */

import { createElement, memo, useCallback, useEffect, useRef, useSyncExternalStore, type ReactNode } from "react";
import { NodeContext } from "../components/context";
import { findComponent } from "../components/registry";
import type { AnyComponent } from "../components/types";
import { isPacked } from "../arrays";
import { isPlainObject } from "../equal";
import { Ref, type Node, type Props } from "../core/tree";
import { Boundary } from "./boundary";
import type { Path } from "./component_path";
import { contextOf, type DashContext } from "./dash_context";
import { DirectDrawing } from "./direct";
import type { Page } from "./page";

/** What React needs of a node, made once for it so that nothing changes but its props. */
interface Handle {
  readonly subscribe: (listener: () => void) => () => void;
  readonly snapshot: () => Props | undefined;
  readonly setProps: (patch: Record<string, unknown>) => void;
  readonly context: DashContext;
  /** The props that it came with. */
  readonly first: Props;
  /** The props after the component itself changed some. */
  own: Props | undefined;
}

/** What compiled components say of themselves, beside persistence. */
interface Statics {
  /** Draw it again when the props of a component in its props change: it reads them. */
  dashChildrenUpdate?: unknown;
  /** Tell it who changed its props. */
  dashRenderType?: unknown;
}

const handles = new WeakMap<Node, Handle>();

function handleOf(page: Page, node: Node): Handle {
  let handle = handles.get(node);
  if (!handle) {
    const { key } = node;
    const drawing = new DirectDrawing(page.tree, node);
    const made: Handle = handle = {
      subscribe: drawing.subscribe,
      snapshot: () => page.tree.node(key)?.props,
      setProps: (patch) => {
        const before = page.tree.node(key)?.props;
        page.setProps(key, patch);
        const after = page.tree.node(key)?.props;
        if (after !== before) made.own = after;
      },
      context: contextOf(page, node, drawing),
      first: node.props,
      own: undefined,
    };
    handles.set(node, handle);
  }
  return handle;
}

interface NodeViewProps {
  page: Page;
  node: Node;
  /** For components that look at the elements among their children. */
  componentPath?: Path;
}

/** Further props are the component's: one that gets this element as a child may have cloned it with some. */
export const NodeView = memo(function NodeView({ page, node, componentPath, ...extra }: NodeViewProps): ReactNode {
  void componentPath;
  const handle = handleOf(page, node);
  const props = useSyncExternalStore(handle.subscribe, handle.snapshot);
  if (!props) return null;
  return (
    <Boundary props={props} onError={(error) => { page.problems.report(error, null); }} name={`${node.namespace}.${node.type}`}>
      <NodeContext.Provider value={handle.context}>{draw({ page, node, props, handle, extra })}</NodeContext.Provider>
    </Boundary>
  );
});

interface Drawing {
  page: Page;
  node: Node;
  props: Props;
  handle: Handle;
  extra: object;
}

function draw(drawing: Drawing): ReactNode {
  const Component = findComponent(drawing.node.namespace, drawing.node.type);
  if (!Component) return <Missing page={drawing.page} node={drawing.node} />;
  if ((Component as Statics).dashChildrenUpdate) return <WithChildren {...drawing} component={Component} />;
  return elementOf(Component, drawing);
}

function elementOf(Component: AnyComponent, { page, node, props, handle, extra }: Drawing): ReactNode {
  const drawn: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    drawn[name] = name === "children" || page.tree.holds(node.key, name) ? drawRefs(page, value) : value;
  }
  // As if the children had been written out one by one: some components take exactly one.
  if (Array.isArray(drawn["children"]) && drawn["children"].length < 2) drawn["children"] = drawn["children"][0];
  if (node.id !== undefined) drawn["id"] = node.id;
  drawn["setProps"] = handle.setProps;
  if ("dashRenderType" in Component) drawn["dashRenderType"] = renderType(props, handle);
  return createElement(Component, Object.assign(drawn, extra));
}

/** Who made these props, in Dash's words. */
function renderType(props: Props, handle: Handle): string {
  if (props === handle.own) return "internal";
  return props === handle.first ? "parent" : "callback";
}

/** A component that is drawn again also when the props of one in its own props change. */
function WithChildren({ component, ...drawing }: Drawing & { component: AnyComponent }): ReactNode {
  const { tree } = drawing.page, { key } = drawing.node, { props } = drawing;
  const last = useRef<readonly (Props | undefined)[]>([]);
  const subscribe = useCallback((listener: () => void) => {
    const stops = tree.children(key).map((child) => tree.subscribe(child, listener));
    return () => { for (const stop of stops) stop(); };
    // Other props may hold other components.
  }, [tree, key, props]);
  useSyncExternalStore(subscribe, () => {
    const now = tree.children(key).map((child) => tree.node(child)?.props);
    if (now.length !== last.current.length || now.some((item, i) => item !== last.current[i])) last.current = now;
    return last.current;
  });
  return elementOf(component, drawing);
}

/** Nothing while the server is asked for the package, which may have been imported after the page was made. */
function Missing({ page, node: { namespace, type } }: { page: Page; node: Node }): ReactNode {
  const isAsked = useSyncExternalStore(page.packages.subscribe, () => page.packages.isAsked(namespace));
  useEffect(() => { page.packages.ask(namespace); }, [page, namespace]);
  if (!isAsked) return null;
  throw new Error(
    `There is no component ${namespace}.${type} in this page. Is its package imported by the app, and its script loaded? ` +
    "An app that no command of desktopdash loads must call desktopdash.compat.install() before it imports a package made for Dash.",
  );
}

/** Draw a value in which nodes stand: each in its place, keyed by id or else by position. */
export function drawRefs(page: Page, value: unknown, position = 0): ReactNode {
  if (value instanceof Ref) {
    const node = page.tree.node(value.key);
    if (!node) return null;
    return <NodeView key={node.id ?? `#${position}`} page={page} node={node} componentPath={handleOf(page, node).context.componentPath} />;
  }
  if (Array.isArray(value)) return value.map((item, i) => drawRefs(page, item, i));
  if (!isPlainObject(value) || isPacked(value)) return value as ReactNode;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, drawRefs(page, item)])) as unknown as ReactNode;
}
