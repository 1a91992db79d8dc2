/**
 * Paths, by which component packages made for Dash name components and places in their props.
 *
 * The path that a component is told (`componentPath`) has one step for each component from the layout's root down to
 * it, `["node#1", "node#7", "node#9"]`: it stays the same when siblings come and go, and it begins with the path of
 * every component round it. What packages append to it (`[...path, "props", "title"]`) leads into its props. The paths
 * that apps write, `["props", "children", 0, "props", "title"]` from the root on, are followed too.
 */

import { ROOT, Ref, type Node, type Props, type Tree } from "../core/tree";

export type Path = readonly (string | number)[];

const NODE = /^node#(\d+)$/;

/** The path of a node. It never changes: a node keeps its parent. */
export function pathOf(tree: Tree, node: Node): Path {
  const steps: string[] = [];
  for (let at: Node | undefined = node; at && at.key !== ROOT; at = tree.node(at.parent)) steps.unshift(`node#${at.key}`);
  return steps;
}

/** The key of the innermost component that a path names by itself, ROOT where it names none. */
export function ownerOf(path: Path): number {
  return path.reduce<number>((owner, step) => keyOf(step) ?? owner, ROOT);
}

/** What stands at a path, with a `Ref` in place of each component; `undefined` where there is nothing. */
export function follow(tree: Tree, path: Path): unknown {
  let at: unknown = tree.node(ROOT)!.props["children"];
  for (const step of path) {
    const key = keyOf(step);
    if (key !== undefined) at = tree.node(key) && new Ref(key);
    else if (at instanceof Ref) at = fieldOf(tree.node(at.key), step);
    else at = (at as Record<string | number, unknown> | null | undefined)?.[step];
  }
  return at;
}

function fieldOf(node: Node | undefined, step: string | number): unknown {
  return step === "props" || step === "type" || step === "namespace" ? node?.[step] : undefined;
}

function keyOf(step: string | number): number | undefined {
  const found = typeof step === "string" ? NODE.exec(step) : null;
  return found ? Number(found[1]) : undefined;
}

/** What stands at a path or has an id, as the server would write it; `undefined` where there is nothing. */
export function read(tree: Tree, at: Path | Ref): unknown {
  if (at instanceof Ref) return readNode(tree, at);
  const isProps = at.at(-1) === "props";
  const found = follow(tree, isProps ? at.slice(0, -1) : at);
  if (!(found instanceof Ref)) return isProps ? tree.writeOut(follow(tree, at)) : tree.writeOut(found);
  return isProps ? readNode(tree, found)?.props : readNode(tree, found);
}

function readNode(tree: Tree, { key }: Ref): { type: string; namespace: string; props: Props } | undefined {
  const node = tree.node(key);
  return node && { type: node.type, namespace: node.namespace, props: readProps(tree, node) };
}

const written = new WeakMap<Props, Props>();

/** A node's props. Components in them are written out when they are asked for: mostly a package wants a label or a key. */
function readProps(tree: Tree, node: Node): Props {
  let props = written.get(node.props);
  if (!props) {
    const made = {};
    for (const [name, value] of Object.entries(node.props)) {
      const isHeld = tree.holds(node.key, name);
      Object.defineProperty(made, name, { enumerable: true, ...(isHeld ? { get: () => tree.read(node.key, name) } : { value }) });
    }
    written.set(node.props, (props = made));
  }
  return props;
}
