import type { ComponentType, ReactNode } from "react";

/** An id as the app wrote it. */
export type ComponentId = string | Record<string, string | number | boolean>;

/** What the view gives every component beside its own props. Never-set props are absent. */
export interface BaseProps {
  /** Already text: a dict id arrives as its canonical JSON. */
  id?: string;
  /** Change own props: merged into the node, then callbacks whose inputs they are run. Unchanged values are ignored. */
  setProps: (patch: Record<string, unknown>) => void;
  /** Components among the children are React elements by now, and so are those in the paths of `childrenProps`. */
  children?: ReactNode;
  className?: string;
  style?: React.CSSProperties;
  [wildcard: `data-${string}`]: unknown;
  [wildcard: `aria-${string}`]: unknown;
}

// Props differ by component, and a registry of all of them cannot know which.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyComponent = ComponentType<any>;

/** The components of one namespace by their type. */
export type ComponentTable = Record<string, AnyComponent>;
