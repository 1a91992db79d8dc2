/** Where the page keeps what is to outlive it: the one seam for persisted props and `dcc.Store`. */

export type StorageType = "local" | "session" | "memory";

/** Keeps part of a prop: `columns.name` of a table keeps the names of its columns. */
export interface Transform {
  extract(value: unknown): unknown;
  /** The prop's value with the part put into it; a new object. */
  apply(part: unknown, value: unknown): unknown;
}

/** What a component's code says of its persistence. */
export interface PersistenceTraits {
  readonly persisted_props?: readonly string[] | null | undefined;
  readonly persistence_type?: StorageType | null | undefined;
  /** By prop, either one transform or, for `prop.part`, one by part. */
  readonly transforms?: Readonly<Record<string, Transform | Readonly<Record<string, Transform>>>> | undefined;
}

/** Texts by key. None of its methods throws. */
export interface KeyValueStore {
  read(key: string): string | null;
  /** What cannot be kept outside the page is kept in it. */
  write(key: string, text: string): void;
  remove(key: string): void;
  /** Call `listener` when another page has changed this key. Returns the way to stop. */
  watch(key: string, listener: () => void): () => void;
}

/** Kept for as long as the page lives. */
export class MemoryStore implements KeyValueStore {
  private readonly texts = new Map<string, string>();

  read(key: string): string | null {
    return this.texts.get(key) ?? null;
  }

  write(key: string, text: string): void {
    this.texts.set(key, text);
  }

  remove(key: string): void {
    this.texts.delete(key);
  }

  watch(): () => void {
    return () => undefined;
  }
}

/** The browser's own storage. What does not fit there, or may not go there, lives as long as the page; said once. */
export class BrowserStore implements KeyValueStore {
  private readonly misfits = new MemoryStore();
  private warned = false;

  constructor(private readonly name: "localStorage" | "sessionStorage") {}

  read(key: string): string | null {
    return this.misfits.read(key) ?? this.attempt((storage) => storage.getItem(key)) ?? null;
  }

  write(key: string, text: string): void {
    const done = this.attempt((storage) => {
      storage.setItem(key, text);
      return true;
    });
    if (done) this.misfits.remove(key);
    else this.misfits.write(key, text);
  }

  remove(key: string): void {
    this.misfits.remove(key);
    this.attempt((storage) => { storage.removeItem(key); });
  }

  watch(key: string, listener: () => void): () => void {
    const hear = (event: StorageEvent): void => {
      if (event.key === key && event.storageArea === this.attempt((storage) => storage)) listener();
    };
    window.addEventListener("storage", hear);
    return () => { window.removeEventListener("storage", hear); };
  }

  /** A browser that forbids storage throws where it is merely named. */
  private attempt<T>(use: (storage: Storage) => T): T | undefined {
    try {
      return use(window[this.name]);
    } catch (error) {
      if (!this.warned) console.warn(`${this.name} cannot be used (${String(error)}). What it should keep is lost with the page.`);
      this.warned = true;
      return undefined;
    }
  }
}

/** The stores of this page. Whoever keeps values elsewhere puts a store of their own here before the page is opened. */
export const stores: Record<StorageType, KeyValueStore> = {
  local: new BrowserStore("localStorage"),
  session: new BrowserStore("sessionStorage"),
  memory: new MemoryStore(),
};
