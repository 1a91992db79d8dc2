/** Component packages that the app imported after this page was made: loaded when the first of their components comes. */

import { loadScript } from "../components/chunk";
import { Listeners } from "../core/listeners";
import type { ChildrenProps } from "../core/tree";
import type { LatePackage } from "../protocol";

/** What packages need of the page. */
export interface PackagesHost {
  /** Ask the server; null for a namespace that it does not know. */
  fetch(namespace: string): Promise<LatePackage | null>;
  /** The scripts of a namespace are there; this is where in its props components may stand. */
  declare(childrenProps: ChildrenProps, namespace: string): void;
  report(error: unknown): void;
}

export class Packages {
  /** By namespace, whether the answer is there. */
  private readonly asked = new Map<string, boolean>();
  private readonly listeners = new Listeners();

  constructor(private readonly host: PackagesHost) {}

  /** Whether all is here that the server has for a namespace. */
  isAsked(namespace: string): boolean {
    return this.asked.get(namespace) ?? false;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.listeners.add(0, listener);

  /** Load a package; once. */
  ask(namespace: string): void {
    if (this.asked.has(namespace)) return;
    this.asked.set(namespace, false);
    void this.load(namespace).catch((error: unknown) => { this.host.report(error); }).finally(() => {
      this.asked.set(namespace, true);
      this.listeners.tell(0);
    });
  }

  private async load(namespace: string): Promise<void> {
    const found = await this.host.fetch(namespace);
    if (!found) return;
    for (const attributes of found.styles) addStyle(attributes);
    for (const { src, ...more } of found.scripts) if (src && !isHere("script", "src", src)) await loadScript(src, more);
    this.host.declare(found.children_props, namespace);
  }
}

function addStyle(attributes: Readonly<Record<string, string>>): void {
  if (isHere("link", "href", attributes["href"] ?? "")) return;
  const tag = document.createElement("link");
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
  document.head.append(tag);
}

function isHere(tag: string, attribute: string, value: string): boolean {
  return [...document.getElementsByTagName(tag)].some((element) => element.getAttribute(attribute) === value);
}
