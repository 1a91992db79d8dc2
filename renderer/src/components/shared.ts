import { createContext, type Context } from "react";

/**
 * What the first bundle and the chunks have in common. Each of them is a script with its own copy of every module that
 * it imports; what must exist once lives on the window.
 */
interface Shared {
  /** The folder that renderer.js was loaded from. */
  baseUrl: string;
  scripts: Map<string, Promise<void>>;
  /** Where chunks are, by their names, that do not lie beside renderer.js under these. */
  chunkUrls: Map<string, string>;
  contexts: Map<string, Context<unknown>>;
}

declare global {
  interface Window {
    desktopdash_shared?: Shared;
  }
}

function folderOfThisScript(): string {
  const here = (document.currentScript as HTMLScriptElement | null)?.src ?? "";
  return here.slice(0, here.lastIndexOf("/") + 1);
}

// Made by the first bundle, which runs before any chunk.
export const shared: Shared = (window.desktopdash_shared ??= {
  baseUrl: folderOfThisScript(),
  scripts: new Map(),
  chunkUrls: new Map(),
  contexts: new Map(),
});

/** A React context that is the same one in all scripts. */
export function sharedContext<T>(name: string, initial: T): Context<T> {
  let context = shared.contexts.get(name) as Context<T> | undefined;
  if (!context) {
    context = createContext(initial);
    shared.contexts.set(name, context as Context<unknown>);
  }
  return context;
}
