import DOMPurify from "dompurify";
import MarkdownIt from "markdown-it";

/** Colour a piece of code: its HTML, or undefined for an unknown language. */
export type Highlight = (code: string, language: string) => string | undefined;

/** Take away the white space that all lines begin with; lines of nothing but white space do not count. */
export function dedent(text: string): string {
  let common: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    const indent = /^[ \t]*/.exec(line)![0];
    if (common === undefined) common = indent;
    while (!indent.startsWith(common)) common = common.slice(0, -1);
    if (common === "") return text;
  }
  return common ? text.split("\n").map((line) => (line.startsWith(common) ? line.slice(common.length) : line.trim())).join("\n") : text;
}

/** `[ ]` and `[x]` at the start of a list's item, as on GitHub. */
function taskLists(markdown: InstanceType<typeof MarkdownIt>): void {
  markdown.core.ruler.after("inline", "task_lists", (state) => {
    state.tokens.forEach((token, index) => {
      const item = state.tokens[index - 2];
      const text = token.children?.[0];
      if (token.type !== "inline" || item?.type !== "list_item_open" || text?.type !== "text") return;
      const found = /^\[([ xX])\]\s/.exec(text.content);
      if (!found) return;
      text.content = text.content.slice(found[0].length);
      item.attrJoin("class", "task-list-item");
      const box = new state.Token("html_inline", "", 0);
      box.content = `<input type="checkbox" disabled${found[1] === " " ? "" : " checked"}> `;
      token.children!.unshift(box);
    });
  });
}

export interface MarkdownOptions {
  html: boolean;
  linkTarget: string | undefined;
  highlight: Highlight | undefined;
}

/** Make the function that turns Markdown into safe HTML. */
export function makeRenderer(options: MarkdownOptions): (text: string) => string {
  const { linkTarget, highlight } = options;
  // Where nothing can clean HTML, none is let through.
  const html = options.html && DOMPurify.isSupported;
  const markdown = new MarkdownIt({ html, linkify: true });
  markdown.use(taskLists);
  const { utils, renderer } = markdown;
  if (linkTarget) {
    renderer.rules.link_open = (tokens, index, given, _env, self) => {
      tokens[index]!.attrSet("target", linkTarget);
      if (linkTarget === "_blank") tokens[index]!.attrSet("rel", "noopener noreferrer");
      return self.renderToken(tokens, index, given);
    };
  }
  renderer.rules.fence = (tokens, index) => {
    const { content, info } = tokens[index]!;
    const language = utils.unescapeAll(info).trim().split(/\s+/)[0] ?? "";
    const name = language || (looksLikeJson(content) ? "json" : "");
    const coloured = name ? highlight?.(content, name) : undefined;
    const names = ["hljs", ...(language ? [`language-${utils.escapeHtml(language)}`] : [])].join(" ");
    return `<pre><code class="${names}">${coloured ?? utils.escapeHtml(content)}</code></pre>\n`;
  };
  return (text) => {
    const rendered = markdown.render(text);
    return html ? DOMPurify.sanitize(rendered, { ADD_ATTR: ["target"] }) : rendered;
  };
}

// Text that long is looked at by nobody line by line, and colouring it would hold up the page.
export const mostCode = 200_000;

export function looksLikeJson(code: string): boolean {
  const start = code.trimStart();
  if (code.length > mostCode || !(start.startsWith("{") || start.startsWith("["))) return false;
  try {
    JSON.parse(code);
    return true;
  } catch {
    return false;
  }
}
