import { useEffect, useRef } from "react";
import { isEqual } from "../../equal";
import { stores, type KeyValueStore } from "../../storage";
import type { Maybe, NodeProps } from "../props";

export interface StoreProps extends NodeProps {
  storage_type?: Maybe<"local" | "session" | "memory">;
  data?: unknown;
  clear_data?: Maybe<boolean>;
  modified_timestamp?: Maybe<number>;
}

interface Kept {
  data: unknown;
  timestamp: number;
}

/** One store's place among what the page keeps: JSON under its id, as Dash does, and beside it the time of the last change. */
class Shelf {
  constructor(
    private readonly store: KeyValueStore,
    private readonly id: string,
  ) {}

  read(): Kept | undefined {
    const text = this.store.read(this.id);
    if (text === null) return undefined;
    try {
      const data: unknown = JSON.parse(text);
      return { data, timestamp: Number.parseInt(this.store.read(`${this.id}-timestamp`) ?? "", 10) || -1 };
    } catch {
      return undefined; // written by something else under the same key
    }
  }

  write(data: unknown, timestamp: number): void {
    this.store.write(this.id, JSON.stringify(data));
    this.store.write(`${this.id}-timestamp`, String(timestamp));
  }

  clear(): void {
    this.store.remove(this.id);
    this.store.remove(`${this.id}-timestamp`);
  }

  watch(listener: (kept: Kept | undefined) => void): () => void {
    return this.store.watch(this.id, () => { listener(this.read()); });
  }
}

/** A store in memory needs no place: its data is in its prop, as the live object that it is. */
function shelfOf({ storage_type, id }: StoreProps): Shelf | undefined {
  if (id === undefined || !storage_type || storage_type === "memory") return undefined;
  return new Shelf(stores[storage_type], id);
}

const nothing = Symbol("nothing kept yet");

/** Data that callbacks share. What was kept before wins over what the layout says. */
export function Store(props: StoreProps) {
  const latest = useRef(props);
  const kept = useRef<unknown>(nothing);
  // The data of the layout is passed over where what was kept takes its place.
  const replaced = useRef(false);
  latest.current = props;
  const { id, storage_type, data, clear_data } = props;

  useEffect(() => {
    const { setProps, data: given } = latest.current;
    const before = shelfOf(latest.current)?.read();
    if (before && before.data !== null) {
      kept.current = before.data;
      replaced.current = !isEqual(before.data, given);
      setProps({ ...(replaced.current ? { data: before.data } : {}), modified_timestamp: before.timestamp });
    } else if (given === undefined) {
      kept.current = undefined;
      if (shelfOf(latest.current)) setProps({ data: null, modified_timestamp: -1 });
    }
    // Another id or another kind of storage is another store.
  }, [id, storage_type]);

  // Another page on the same app has a store of the same name.
  useEffect(() => shelfOf(latest.current)?.watch((now) => {
    kept.current = now?.data ?? null;
    latest.current.setProps({ data: kept.current, modified_timestamp: now?.timestamp ?? -1 });
  }), [id, storage_type]);

  useEffect(() => {
    const { setProps } = latest.current;
    if (replaced.current) {
      replaced.current = false;
      return;
    }
    if (clear_data) {
      kept.current = null;
      const shelf = shelfOf(latest.current);
      shelf?.clear();
      setProps({ clear_data: false, data: null, modified_timestamp: shelf ? -1 : Date.now() });
      return;
    }
    if (isEqual(data, kept.current) || (data === null && kept.current === undefined)) return;
    const timestamp = Date.now();
    kept.current = data;
    try {
      shelfOf(latest.current)?.write(data, timestamp);
    } catch (error) {
      // Not JSON. The page goes on with the data that it has.
      console.error(`The Store "${String(id)}" could not keep its data: ${String(error)}`);
    }
    setProps({ modified_timestamp: timestamp });
  }, [data, clear_data, id, storage_type]);
  return null;
}
