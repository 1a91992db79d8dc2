/** The names of the element components, as in `desktopdash/components/elements.py` (a test compares them). */
export const names = (
  "A Abbr Acronym Address Area Article Aside Audio B Base Basefont Bdi Bdo Big Blink Blockquote Br Button Canvas " +
  "Caption Center Cite Code Col Colgroup Content Data Datalist Dd Del Details Dfn Dialog Div Dl Dt Em Embed Fieldset " +
  "Figcaption Figure Font Footer Form Frame Frameset H1 H2 H3 H4 H5 H6 Header Hgroup Hr I Iframe Img Ins Kbd Keygen " +
  "Label Legend Li Link Main MapEl Mark Marquee Meta Meter Nav Nobr Noscript ObjectEl Ol Optgroup Option Output P " +
  "Param Picture Plaintext Pre Progress Q Rb Rp Rt Rtc Ruby S Samp Script Section Select Shadow Slot Small Source " +
  "Spacer Span Strike Strong Sub Summary Sup Table Tbody Td Template Textarea Tfoot Th Thead Time Title Tr Track U Ul " +
  "Var Video Wbr Xmp"
).split(" ");

/** `Div` is drawn as `div`, `MapEl` as `map`. */
export function tagOf(name: string): string {
  return name.replace(/El$/, "").toLowerCase();
}

/** Elements that cannot have children; React throws when they are given some. */
export const voidTags = new Set(
  "area base basefont br col embed frame hr img input keygen link meta param source track wbr".split(" "),
);
