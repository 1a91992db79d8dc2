import { useEffect, useRef, useState } from "react";
import type { DropdownProps } from "./dropdown";
import type { Option, Value } from "./options";

export function valuesOf(value: DropdownProps["value"]): Value[] {
  if (Array.isArray(value)) return value;
  return value === null || value === undefined ? [] : [value];
}

/** What is chosen, and the ways to change it. With `debounce` a change waits until the list closes. */
export interface Choice {
  chosen: Value[];
  /** Choose an option, or with `multi` the opposite of what it is. */
  toggle: (option: Option) => void;
  addAll: (options: Option[]) => void;
  removeAll: (options: Option[]) => void;
  clear: () => void;
  /** Send what waits. */
  flush: () => void;
}

export function useChoice(props: DropdownProps, open: boolean): Choice {
  const [waiting, setWaiting] = useState<Value[]>();
  const multi = props.multi ?? false;
  const chosen = waiting ?? valuesOf(props.value);

  const send = (values: Value[]) => { props.setProps({ value: multi ? values : (values[0] ?? null) }); };
  const choose = (values: Value[]) => {
    if (props.debounce && open) setWaiting(values);
    else send(values);
  };
  const flush = () => {
    if (waiting) send(waiting);
    setWaiting(undefined);
  };
  return {
    chosen,
    flush,
    toggle: ({ value }) => {
      if (!multi) choose([value]);
      else if (chosen.includes(value)) choose(chosen.filter((item) => item !== value));
      else choose([...chosen, value]);
    },
    addAll: (options) => {
      const added = options.filter((option) => !option.disabled && !chosen.includes(option.value));
      choose([...chosen, ...added.map((option) => option.value)]);
    },
    removeAll: (options) => {
      const removed = new Set(options.map((option) => option.value));
      choose(chosen.filter((item) => !removed.has(item)));
    },
    clear: () => {
      setWaiting(undefined);
      send([]);
    },
  };
}

/**
 * Let go of values that the options no longer hold, as Dash does whenever options arrive. Not while a search is on:
 * then the options are what was found, and the values chosen before stay.
 */
export function useOnlyKnownValues(props: DropdownProps, options: Option[], searching: boolean): void {
  const latest = useRef({ props, searching });
  latest.current = { props, searching };
  useEffect(() => {
    const { value, multi, setProps } = latest.current.props;
    const values = valuesOf(value);
    if (values.length === 0 || latest.current.searching) return;
    const known = new Set(options.map((option) => option.value));
    const kept = values.filter((item) => known.has(item));
    if (kept.length < values.length) setProps({ value: multi ? kept : null });
  }, [options]);
}
