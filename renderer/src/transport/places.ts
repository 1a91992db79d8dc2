/** Values that stand elsewhere in an answer than where they belong: a mark and a number hold each one's place. */

import { isPlainObject } from "../equal";

export class Places {
  /** How many have not been put in their places. */
  missing: number;

  /**
   * @param mark - no other text of the answer begins with it
   * @param fail - what is raised for a number that has no value
   */
  constructor(private readonly mark: string, private readonly values: readonly object[], private readonly fail: () => Error) {
    this.missing = values.length;
  }

  /** Fill a value that nobody else has. */
  fill(value: unknown): unknown {
    if (typeof value === "string") return this.place(value);
    if (!this.missing) return value;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        const item: unknown = value[i];
        if (typeof item === "object" || typeof item === "string") value[i] = this.fill(item);
      }
    } else if (isPlainObject(value)) {
      this.fillRecord(value);
    }
    return value;
  }

  private fillRecord(record: Record<string, unknown>): void {
    for (const name of Object.keys(record)) {
      const item = record[name], filled = this.fill(item);
      // JSON may bring a key `__proto__`: it is never assigned to.
      if (filled !== item) Object.defineProperty(record, name, { value: filled, configurable: true, enumerable: true, writable: true });
    }
  }

  private place(text: string): unknown {
    if (!text.startsWith(this.mark)) return text;
    const found = this.values[Number(text.slice(this.mark.length))];
    if (!found) throw this.fail();
    this.missing--;
    return found;
  }
}
