import { createElement, useSyncExternalStore } from "react";
import { READY } from "./registry";
import { shared } from "./shared";
import type { AnyComponent, ComponentTable } from "./types";

/** Where renderer.js is; chunks and plotly lie beside it. */
export const { baseUrl } = shared;
const { scripts } = shared;

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

/** Load `chunks/<name>.js` and return what it exports. */
export async function loadModule<T>(name: string): Promise<T> {
  await loadScript(`${baseUrl}chunks/${name}.js`);
  const chunk = (window as unknown as Record<string, T | undefined>)[`desktopdash_chunk_${name}`];
  if (!chunk) throw new Error(`chunks/${name}.js did not define anything`);
  return chunk;
}

/** Load `chunks/<name>.js` and return the components that it exports. */
export async function loadChunk(name: string): Promise<ComponentTable> {
  return (await loadModule<{ components: ComponentTable }>(name)).components;
}

/** The code of a component that arrives with its first use. */
class LateCode {
  component: AnyComponent | undefined;
  error: unknown;
  private readonly listeners = new Set<() => void>();
  private pending: Promise<void> | undefined;

  constructor(private readonly chunk: string, private readonly type: string) {}

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
    this.component = (await loadChunk(this.chunk))[this.type];
    if (!this.component) throw new Error(`chunks/${this.chunk}.js has no ${this.type}`);
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
