import type { Option } from "./options";

/** Text as a search compares it: without case and without accents. */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** How well a text fits the words of a search: 0 at its start, 1 at the start of a word, 2 inside one. */
function rank(text: string, words: string[]): number {
  let worst = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) return Infinity;
    const wordStart = at === 0 || /[\s\-_/.,(]/.test(text.charAt(at - 1));
    worst = Math.max(worst, at === 0 ? 0 : wordStart ? 1 : 2);
  }
  return worst;
}

/** The options that hold every word of the search; the best ones first, unless their own order is to be kept. */
export function search(options: Option[], query: string, keepOrder: boolean): Option[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  const found = options
    .map((option) => ({ option, rank: rank(folded(option.text), words) }))
    .filter((item) => item.rank < Infinity);
  if (!keepOrder) found.sort((a, b) => a.rank - b.rank);
  return found.map((item) => item.option);
}
