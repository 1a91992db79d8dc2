import { createElement, lazy, Suspense } from "react";
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

/** A component whose code arrives with the first use; until then nothing is drawn in its place. */
export function lazyComponent(chunk: string, type: string): AnyComponent {
  const Inner = lazy(async () => {
    const found = (await loadChunk(chunk))[type];
    if (!found) throw new Error(`chunks/${chunk}.js has no ${type}`);
    return { default: found };
  });
  const Lazy: AnyComponent = (props: object) => createElement(Suspense, { fallback: null }, createElement(Inner, props));
  Lazy.displayName = type;
  return Lazy;
}
