/** Running a clientside callback: find its function, call it, turn what it returns into new props. */

import { idText } from "../core/ids";
import { propKey } from "../core/instances";
import type { Outcome } from "../core/scheduler";
import type { Argument, ArgumentGroup, CallbackRequest, OutputGroup, Updates, WireCallback } from "../protocol";
import { ClientsidePatch } from "./patch";
import { noUpdate, preventUpdate, type ClientsideApi, type ClientsideContext } from "./api";

/** A clientside callback that cannot be called, or whose answer does not fit its outputs. */
export class ClientsideError extends Error {
  override readonly name = "ClientsideError";
}

type ClientsideFunction = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Call a clientside function with a run's arguments.
 *
 * @returns the outcome at once, or a promise of it where the function returns one
 */
export function callClientside(api: ClientsideApi, wire: WireCallback, request: CallbackRequest): Outcome | Promise<Outcome> {
  const { inputs, state } = request;
  const context = makeContext(request);
  let returned: unknown;
  const outer = api.callback_context;
  try {
    const { scope, fn } = findFunction(api, wire.clientside_function!);
    api.callback_context = context;
    // `this` stays the namespace, and keeps the context also after an `await`, when the global one is another's.
    const self: unknown = Object.create(scope, { callback_context: { value: context } });
    returned = fn.apply(self, [...inputs, ...state].map(valuesOf));
  } catch (error) {
    return ended(error);
  } finally {
    if (outer) api.callback_context = outer;
    else delete api.callback_context;
  }
  if (!isThenable(returned)) return safely(() => readReturn(returned, request, wire));
  return Promise.resolve(returned).then((value) => readReturn(value, request, wire)).catch(ended);
}

function safely(read: () => Outcome): Outcome {
  try {
    return read();
  } catch (error) {
    return ended(error);
  }
}

function ended(error: unknown): Outcome {
  return error === preventUpdate ? { kind: "nothing" } : { kind: "failed", error };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}

function findFunction(api: ClientsideApi, name: { namespace: string; function_name: string }): { scope: object; fn: ClientsideFunction } {
  const scope = Object.hasOwn(api, name.namespace) ? api[name.namespace] : undefined;
  const fn = typeof scope === "object" && scope !== null ? (scope as Record<string, unknown>)[name.function_name] : undefined;
  if (typeof fn !== "function") {
    const what = `dash_clientside.${name.namespace}.${name.function_name}`;
    throw new ClientsideError(
      `The clientside function ${what} is not there: found ${typeof fn}, expected a function. ` +
        "Is the script that defines it in the assets folder, and the name spelled the same?",
    );
  }
  return { scope: scope as object, fn: fn as ClientsideFunction };
}

function valuesOf(group: ArgumentGroup): unknown {
  return Array.isArray(group) ? group.map((argument) => argument.value) : group.value;
}

function makeContext(request: CallbackRequest): ClientsideContext {
  const inputs = byPropId(request.inputs);
  const triggered = request.changedPropIds.map((prop_id) => ({ prop_id, value: inputs[prop_id] }));
  return {
    triggered,
    triggered_id: triggeredId(request),
    inputs,
    inputs_list: request.inputs,
    states: byPropId(request.state),
    states_list: request.state,
    outputs_list: request.outputs,
  };
}

function byPropId(groups: readonly ArgumentGroup[]): Record<string, unknown> {
  const dict: Record<string, unknown> = {};
  for (const argument of groups.flat() as Argument[]) dict[propKey(idText(argument.id), argument.property)] = argument.value;
  return dict;
}

function triggeredId(request: CallbackRequest): ClientsideContext["triggered_id"] {
  const [first] = request.changedPropIds;
  const cause = (request.inputs.flat() as Argument[]).find((input) => propKey(idText(input.id), input.property) === first);
  return cause?.id;
}

function readReturn(value: unknown, request: CallbackRequest, wire: WireCallback): Outcome {
  const updates: Updates = {};
  if (!wire.outputs.length) return { kind: "updates", updates };
  if (wire.output.startsWith("..")) {
    collectList(value, request.outputs as OutputGroup[], updates, "the callback");
  } else {
    collect(value, request.outputs as OutputGroup, updates);
  }
  return { kind: "updates", updates };
}

function collect(value: unknown, group: OutputGroup, updates: Updates): void {
  if (value === noUpdate) return;
  if (Array.isArray(group)) return collectList(value, group, updates, "an output with ALL");
  const id = idText(group.id);
  if (!Object.hasOwn(updates, id)) define(updates, id, {});
  define(updates[id]!, group.property, value instanceof ClientsidePatch ? value.build() : value);
}

/** Set a key; assigning would take some names for something that all objects have. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

function collectList(value: unknown, groups: readonly OutputGroup[], updates: Updates, what: string): void {
  if (value === noUpdate) return;
  if (!Array.isArray(value) || value.length !== groups.length) {
    const names = groups.map((group) => (Array.isArray(group) ? "[…]" : propKey(idText(group.id), group.property)));
    throw new ClientsideError(
      `${what[0]!.toUpperCase()}${what.slice(1)} has ${groups.length} outputs (${names.join(", ")}) and must return an array of ` +
        `that many values; found ${Array.isArray(value) ? `an array of ${value.length}` : typeof value}.`,
    );
  }
  groups.forEach((group, i) => { collect(value[i], group, updates); });
}
