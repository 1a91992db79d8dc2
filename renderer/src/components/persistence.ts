import type { PersistenceTraits, Transform } from "../storage";
import { findComponent } from "./registry";
import type { AnyComponent } from "./types";

type Transforms = Record<string, Record<string, Transform>>;

/** What component packages made for Dash say of themselves, in either of its two ways; ours use the second. */
interface PersistenceStatics {
  defaultProps?: PersistenceTraits;
  dashPersistence?: PersistenceTraits;
  persistenceTransforms?: Transforms;
}

/** The component, and which of its props may be kept. Said where it is registered: the code of some arrives later. */
export function persisted(component: AnyComponent, names: string[], persistenceTransforms: Transforms = {}): AnyComponent {
  const dashPersistence = { persisted_props: names, persistence_type: "local" };
  return Object.assign(component, { dashPersistence, persistenceTransforms });
}

/** What the code of a component says of its persistence. */
export function persistenceTraits(namespace: string, type: string): PersistenceTraits {
  const { defaultProps, dashPersistence, persistenceTransforms } = (findComponent(namespace, type) ?? {}) as PersistenceStatics;
  return {
    persisted_props: defaultProps?.persisted_props ?? dashPersistence?.persisted_props,
    persistence_type: defaultProps?.persistence_type ?? dashPersistence?.persistence_type,
    transforms: persistenceTransforms,
  };
}
