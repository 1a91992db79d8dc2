import { useEffect, useRef } from "react";
import type { Maybe, NodeProps } from "../props";

export interface IntervalProps extends NodeProps {
  interval?: Maybe<number>;
  disabled?: Maybe<boolean>;
  n_intervals?: Maybe<number>;
  max_intervals?: Maybe<number>;
}

// A browser takes a longer time-out for none at all.
const longest = 2 ** 31 - 1;

/** Count up on time. Each tick is set from the first one's time, so that delays do not add up. */
export function Interval(props: IntervalProps) {
  const latest = useRef(props);
  const count = useRef(0);
  latest.current = props;
  // Counted here as well: a busy page may let two ticks pass before it draws.
  count.current = props.n_intervals ?? 0;
  const interval = Math.max(1, props.interval ?? 1000);
  const max = props.max_intervals ?? -1;
  const running = !props.disabled && (max < 0 || (props.n_intervals ?? 0) < max);

  useEffect(() => {
    if (!running) return;
    const start = performance.now();
    let timer = 0;
    const schedule = () => {
      // After a pause (a sleeping machine, a hidden window) the missed ticks are left out, not made up for.
      const passed = Math.floor((performance.now() - start + 0.5) / interval);
      const wait = start + (passed + 1) * interval - performance.now();
      timer = wait > longest ? window.setTimeout(schedule, longest) : window.setTimeout(tick, wait);
    };
    const tick = () => {
      count.current += 1;
      if (max < 0 || count.current < max) schedule();
      latest.current.setProps({ n_intervals: count.current });
    };
    schedule();
    return () => { window.clearTimeout(timer); };
  }, [running, interval, max]);
  return null;
}
