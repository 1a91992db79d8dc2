import { useState } from "react";
import { Icon } from "../icons";

interface PagerProps {
  page: number;
  /** Undefined where nobody knows. */
  pages: number | undefined;
  onPage: (page: number) => void;
}

/** The buttons under a table of several pages, and the field for a page's number. Pages are shown from 1. */
export function Pager({ page, pages, onPage }: PagerProps) {
  const [text, setText] = useState("");
  const last = pages === undefined ? undefined : pages - 1;
  const go = (to: number) => {
    const next = Math.max(0, Math.min(to, last ?? to));
    if (next !== page) onPage(next);
  };
  const finish = () => {
    const typed = Number.parseInt(text, 10);
    setText("");
    if (Number.isFinite(typed)) go(typed - 1);
  };
  const digits = Math.max(String(page + 1).length, String(pages ?? "").length) + 2;
  const button = (name: "first" | "previous" | "next" | "last", icon: "first" | "left" | "right" | "last", to: number, off: boolean) => (
    <button
      type="button"
      className={`dash-page-button ${name}-page`}
      aria-label={`${name[0]!.toUpperCase()}${name.slice(1)} page`}
      disabled={off}
      onClick={() => { go(to); }}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <div className="previous-next-container">
      {button("first", "first", 0, page <= 0)}
      {button("previous", "left", page - 1, page <= 0)}
      <div className="page-number">
        <div className="current-page-container">
          <input
            type="text"
            inputMode="numeric"
            className="current-page"
            aria-label="Page"
            placeholder={String(page + 1)}
            style={{ width: `${digits}ch` }}
            value={text}
            onChange={(event) => { setText(event.target.value); }}
            onKeyDown={(event) => { if (event.key === "Enter") finish(); }}
            onBlur={finish}
          />
        </div>
        {pages !== undefined && <> / <div className="last-page">{pages}</div></>}
      </div>
      {button("next", "right", page + 1, last !== undefined && page >= last)}
      {button("last", "last", last ?? page, last === undefined || page >= last)}
    </div>
  );
}
