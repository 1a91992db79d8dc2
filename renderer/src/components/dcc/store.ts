import { useEffect, useRef } from "react";
import { isEqual } from "../../equal";
import type { Maybe, NodeProps } from "../props";

export interface StoreProps extends NodeProps {
  storage_type?: Maybe<"local" | "session" | "memory">;
  data?: unknown;
  clear_data?: Maybe<boolean>;
  modified_timestamp?: Maybe<number>;
}

/** Where a store keeps its data under its id, as Dash does: JSON, and beside it the time of the last change. */
class WebStorage {
  constructor(
    private readonly storage: Storage,
    private readonly id: string,
  ) {}

  read(): { data: unknown; timestamp: number } | undefined {
    const text = this.storage.getItem(this.id);
    if (text === null) return undefined;
    try {
      const data: unknown = JSON.parse(text);
      return { data, timestamp: Number(this.storage.getItem(`${this.id}-timestamp`) ?? -1) };
    } catch {
      return undefined; // written by something else under the same key
    }
  }

  write(data: unknown, timestamp: number): void {
    this.storage.setItem(this.id, JSON.stringify(data));
    this.storage.setItem(`${this.id}-timestamp`, String(timestamp));
  }

  clear(): void {
    this.storage.removeItem(this.id);
    this.storage.removeItem(`${this.id}-timestamp`);
  }
}

function storageOf({ storage_type, id }: StoreProps): WebStorage | undefined {
  if (id === undefined || !storage_type || storage_type === "memory") return undefined;
  return new WebStorage(storage_type === "local" ? window.localStorage : window.sessionStorage, id);
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
    const before = storageOf(latest.current)?.read();
    if (before && before.data !== null) {
      kept.current = before.data;
      replaced.current = !isEqual(before.data, given);
      setProps({ ...(replaced.current ? { data: before.data } : {}), modified_timestamp: before.timestamp });
    } else if (given === undefined) {
      kept.current = undefined;
      if (storageOf(latest.current)) setProps({ data: null, modified_timestamp: -1 });
    }
    // Another id or another kind of storage is another store.
  }, [id, storage_type]);

  useEffect(() => {
    const { setProps } = latest.current;
    if (replaced.current) {
      replaced.current = false;
      return;
    }
    if (clear_data) {
      kept.current = null;
      const storage = storageOf(latest.current);
      storage?.clear();
      setProps({ clear_data: false, data: null, modified_timestamp: storage ? -1 : Date.now() });
      return;
    }
    if (isEqual(data, kept.current) || (data === null && kept.current === undefined)) return;
    const timestamp = Date.now();
    kept.current = data;
    try {
      storageOf(latest.current)?.write(data, timestamp);
    } catch (error) {
      // Full, or not JSON. The page goes on with the data that it has.
      console.error(`The Store "${String(id)}" could not keep its data: ${String(error)}`);
    }
    setProps({ modified_timestamp: timestamp });
  }, [data, clear_data, id, storage_type]);
  return null;
}
