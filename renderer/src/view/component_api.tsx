/** `window.dash_component_api`: what component packages made for Dash ask of the page. Dash's names and meaning. */

import { useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { NodeContext } from "../components/context";
import { idText } from "../core/ids";
import { Ref } from "../core/tree";
import type { ComponentId, WireComponent } from "../protocol";
import { follow, ownerOf, read, type Path } from "./component_path";
import type { DashContext } from "./dash_context";
import { NodeView } from "./node";
import type { Page } from "./page";

/** The page that the window shows. Packages' scripts find the API before there is one. */
let open: Page | null = null;

/** Let the API speak of this page. */
export function connectComponentApi(page: Page): void {
  open = page;
}

/** What a component that stands in no node is told: nothing of it is being worked out. */
const OUTSIDE: Partial<DashContext> = { componentPath: [], isLoading: () => false, useLoading: () => false };

function useDashContext(): Partial<DashContext> {
  const context = useContext(NodeContext);
  return "componentPath" in context ? (context as DashContext) : OUTSIDE;
}

/** The component with an id, or what stands at a path: a component, or with "props" at the end its props. */
function getLayout(target: ComponentId | Path): unknown {
  if (!open) return undefined;
  if (isPath(target)) return read(open.tree, target);
  const node = open.tree.find(idText(target));
  return node && read(open.tree, new Ref(node.key));
}

/** The text of a dict id; any other value as it is. */
function stringifyId(id: unknown): unknown {
  return typeof id === "object" && id !== null ? idText(id as ComponentId) : id;
}

function isPath(target: ComponentId | Path): target is Path {
  return Array.isArray(target);
}

interface ExternalProps {
  component: WireComponent;
  componentPath: Path;
  /** Whether the component leaves the page when it is no longer drawn. */
  temp?: boolean;
}

/**
 * Draws a component that another one has in its props without declaring it, or makes by itself. What callbacks and the
 * component itself set stays until the outer one gives another value.
 */
function ExternalWrapper({ component, componentPath, temp = false }: ExternalProps): ReactNode {
  const page = open!;
  const [key, setKey] = useState<number | null>(null);
  const given = useRef(component.props);
  const place = JSON.stringify(componentPath);
  useEffect(() => {
    const at = follow(page.tree, JSON.parse(place) as Path);
    if (at instanceof Ref) {
      setKey(at.key);
      return undefined;
    }
    const made = page.attach(ownerOf(JSON.parse(place) as Path), place, { ...component, props: given.current });
    setKey(made);
    return temp ? () => { page.detach(made); } : undefined;
  }, [page, place]);
  useEffect(() => {
    const changed = Object.entries(component.props).filter(([name, value]) => value !== given.current[name]);
    given.current = component.props;
    if (key !== null && changed.length) page.setProps(key, Object.fromEntries(changed));
  }, [page, key, component.props]);
  const node = key === null ? undefined : page.tree.node(key);
  return node ? <NodeView page={page} node={node} /> : null;
}

/** Put the API on the window. What packages have put there already stays. */
export function installComponentApi(): void {
  const scope = window as unknown as { dash_component_api?: object };
  scope.dash_component_api = Object.assign(scope.dash_component_api ?? {}, {
    DashContext: NodeContext,
    ExternalWrapper,
    getLayout,
    stringifyId,
    useDashContext,
  });
}
