/** What limits a field of numbers. Apps give them as numbers or as text. */
export interface Limits {
  min?: unknown;
  max?: unknown;
  step?: unknown;
}

/** A finite number, or undefined. */
export function finite(value: unknown): number | undefined {
  if (typeof value !== "number" && (typeof value !== "string" || value.trim() === "")) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** How many decimals a number is written with. */
export function decimals(value: number): number {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  return Math.max(0, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
}

/** The number that a text says, or null when it says none or one outside the limits. */
export function parseNumber(text: string, limits: Limits): number | null {
  const number = finite(text);
  if (number === undefined) return null;
  const min = finite(limits.min);
  const max = finite(limits.max);
  if ((min !== undefined && number < min) || (max !== undefined && number > max)) return null;
  const step = finite(limits.step);
  if (step !== undefined && step > 0) {
    const steps = (number - (min ?? 0)) / step;
    // 0.3 / 0.1 is not quite 3.
    if (Math.abs(steps - Math.round(steps)) > 1e-9 * Math.max(1, Math.abs(steps))) return null;
  }
  return number;
}

/** The next allowed number upwards (1) or downwards (-1), as the arrows of a browser's own field find it. */
export function stepNumber(text: string, limits: Limits, direction: 1 | -1): number {
  const step = finite(limits.step) ?? 1;
  const min = finite(limits.min);
  const max = finite(limits.max);
  const start = finite(text) ?? 0;
  let next = start + direction * step;
  if (finite(limits.step) !== undefined) {
    const base = min ?? 0;
    const steps = (start - base) / step;
    const whole = Math.round(steps);
    const onGrid = Math.abs(steps - whole) < 1e-9 * Math.max(1, Math.abs(steps));
    const index = onGrid ? whole + direction : direction > 0 ? Math.ceil(steps) : Math.floor(steps);
    next = base + index * step;
  }
  if (max !== undefined && next > max) next = lastOnGrid(max, limits, step);
  if (min !== undefined && next < min) next = min;
  return Number(next.toFixed(Math.min(20, Math.max(decimals(step), decimals(min ?? 0), decimals(start)))));
}

function lastOnGrid(max: number, limits: Limits, step: number): number {
  if (finite(limits.step) === undefined) return max;
  const base = finite(limits.min) ?? 0;
  return base + Math.floor((max - base) / step + 1e-9) * step;
}
