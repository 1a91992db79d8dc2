import { createElement, useSyncExternalStore } from "react";
import { READY } from "./registry";
import { shared } from "./shared";
import type { AnyComponent, ComponentTable } from "./types";

/** Where renderer.js is; chunks and plotly lie beside it. */
export const { baseUrl } = shared;
const { scripts, chunkUrls } = shared;

/**
 * Load a classic script once; later calls share the first one's promise. A failed load may be tried again.
 *
 * @param attributes - further ones of its tag
 */
export function loadScript(url: string, attributes: Readonly<Record<string, string>> = {}): Promise<void> {
  let pending = scripts.get(url);
  if (!pending) {
    pending = new Promise<void>((resolve, reject) => {
      const tag = document.createElement("script");
      for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
      tag.src = url;
      tag.onload = () => { resolve(); };
      tag.onerror = () => {
        scripts.delete(url);
        tag.remove();
        reject(new Error(`could not load ${url}`));
      };
      document.head.append(tag);
    });
    scripts.set(url, pending);
  }
  return pending;
}

/**
 * Load chunks that the page is going to need.
 *
 * @param urls - by name; where else such a chunk is than beside this script
 */
export function loadAhead(urls: Readonly<Record<string, string>>): void {
  for (const [name, url] of Object.entries(urls)) {
    chunkUrls.set(name, url);
    loadScript(url).catch(() => undefined); // tried again, and told, where it is used
  }
}

function loadedModule<T>(name: string): T | undefined {
  return (window as unknown as Record<string, T | undefined>)[`desktopdash_chunk_${name}`];
}

/** Load `chunks/<name>.js` and return what it exports. */
export async function loadModule<T>(name: string): Promise<T> {
  await loadScript(chunkUrls.get(name) ?? `${baseUrl}chunks/${name}.js`);
  const chunk = loadedModule<T>(name);
  if (!chunk) throw new Error(`chunks/${name}.js did not define anything`);
  return chunk;
}

/** Load `chunks/<name>.js` and return the components that it exports. */
export async function loadChunk(name: string): Promise<ComponentTable> {
  return (await loadModule<{ components: ComponentTable }>(name)).components;
}

/** The code of a component that arrives with its first use. */
class LateCode {
  error: unknown;
  private readonly listeners = new Set<() => void>();
  private pending: Promise<void> | undefined;

  constructor(private readonly chunk: string, private readonly type: string) {}

  get component(): AnyComponent | undefined {
    return loadedModule<{ components: ComponentTable }>(this.chunk)?.components[this.type];
  }

  /** Load it; later calls share the first one's promise, which never rejects. */
  load(): Promise<void> {
    return (this.pending ??= this.fetch().catch((error: unknown) => { this.error = error; }).then(() => { for (const listener of [...this.listeners]) listener(); }));
  }

  // Bound, for React.

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  };

  readonly state = (): unknown => this.component ?? this.error;

  private async fetch(): Promise<void> {
    if (!(await loadChunk(this.chunk))[this.type]) throw new Error(`chunks/${this.chunk}.js has no ${this.type}`);
  }
}

/** A component whose code arrives with the first use; until then nothing is drawn in its place. */
export function lazyComponent(chunk: string, type: string): AnyComponent {
  const code = new LateCode(chunk, type);
  const Late: AnyComponent = (props: object) => {
    useSyncExternalStore(code.subscribe, code.state);
    if (code.component) return createElement(code.component, props);
    if (code.error) throw code.error;
    void code.load();
    return null;
  };
  Late.displayName = type;
  // The name by which component packages made for Dash tell the same.
  return Object.defineProperty(Late, READY, { get: () => code.state() !== undefined || code.load() });
}
