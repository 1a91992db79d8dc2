import { useEffect, useMemo, useState } from "react";
import { loadModule } from "../chunk";
import { useLoading } from "../context";
import { classes, cssOf, type Maybe, type NodeProps, type Style } from "../props";
import { dedent, makeRenderer, mostCode, type Highlight } from "./markdown_text";

export interface MarkdownProps extends NodeProps {
  children?: Maybe<string | string[]>;
  className?: Maybe<string>;
  mathjax?: Maybe<boolean>;
  dangerously_allow_html?: Maybe<boolean>;
  link_target?: Maybe<string>;
  dedent?: Maybe<boolean>;
  highlight_config?: Maybe<{ theme?: Maybe<"light" | "dark"> }>;
  style?: Style;
}

/** Code is coloured by a chunk of its own, loaded with the first text that has code in it. */
function useHighlight(text: string): Highlight | undefined {
  const [highlight, setHighlight] = useState<Highlight>();
  const wanted = /^ {0,3}(```|~~~)/m.test(text);
  useEffect(() => {
    if (!wanted || highlight) return;
    let here = true;
    loadModule<{ highlight: Highlight }>("highlight")
      .then((loaded) => { if (here) setHighlight(() => loaded.highlight); })
      // Code without colours is still code.
      .catch((error: unknown) => { console.error(String(error)); });
    return () => { here = false; };
  }, [wanted, highlight]);
  return highlight;
}

/** Text written in Markdown. */
export function Markdown(props: MarkdownProps) {
  const source = Array.isArray(props.children) ? props.children.join("\n") : String(props.children ?? "");
  const text = props.dedent ?? true ? dedent(source) : source;
  const highlight = useHighlight(text);
  const html = props.dangerously_allow_html ?? false;
  const linkTarget = props.link_target ?? undefined;
  const rendered = useMemo(() => {
    const short = text.length <= mostCode;
    return makeRenderer({ html, linkTarget, highlight: short ? highlight : undefined })(text);
  }, [text, html, linkTarget, highlight]);
  return (
    <div
      id={props.id}
      className={classes("dash-markdown", props.highlight_config?.theme === "dark" && "hljs-dark", props.className)}
      style={cssOf(props.style)}
      data-dash-is-loading={useLoading()}
      dangerouslySetInnerHTML={{ __html: rendered }}
    />
  );
}
