/** Ids that callbacks and `set_props` name and the page does not have. */

import type { Tree } from "./tree";

/** An id or prop that a callback names and the page does not have. */
export class MissingComponent extends Error {
  override readonly name = "MissingComponent";
}

/** An id that `set_props` names and the page does not have. */
export class MissingTarget extends MissingComponent {}

/** Names what is missing and what is there. */
export function missingText(role: string, id: string, prop: string, tree: Tree): string {
  const ids = tree.ids();
  const some = ids.slice(0, 20).join(", ") + (ids.length > 20 ? `, … (${ids.length} in all)` : "");
  return (
    `A component that is not in the layout was used in ${role === "set_props" ? "set_props" : `an \`${role}\` of a callback`}. ` +
    `The id is \`${id}\`${prop ? ` and the prop is \`${prop}\`` : ""}. The ids in the layout are: [${some}]`
  );
}
