import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { Icon } from "../icons";
import { classes } from "../props";
import type { DropdownProps, Labels } from "./dropdown";
import type { Choice } from "./dropdown_choice";
import type { Option } from "./options";
import { search } from "./search";

// Above this, only the options in sight are drawn.
const many = 100;

interface ListProps {
  options: Option[];
  choice: Choice;
  labels: Labels;
  query: string;
  searchable: boolean;
  base: string;
  props: DropdownProps;
  onSearch: (text: string) => void;
  onClose: () => void;
}

/** The next option that can be chosen, from `start` in steps of `step`; where there is none, the same as before. */
function nextEnabled(options: Option[], start: number, step: number, before: number): number {
  for (let index = start; index >= 0 && index < options.length; index += step) {
    if (!options[index]!.disabled) return index;
  }
  return before;
}

/** The option that the keyboard is on, and the keys that move it and choose. */
function useKeyboard(found: Option[], list: ListProps, choose: (option: Option) => void) {
  const { choice, query, searchable } = list;
  const [active, setActive] = useState(() => found.findIndex((option) => choice.chosen.includes(option.value)));
  const typed = useRef({ text: "", at: 0 });

  // A search starts at its best match.
  useEffect(() => { if (query) setActive(nextEnabled(found, 0, 1, -1)); }, [query, found]);

  const jump = (key: string, now: number) => {
    typed.current = { text: (now - typed.current.at < 700 ? typed.current.text : "") + key.toLowerCase(), at: now };
    const index = found.findIndex((option) => !option.disabled && option.text.toLowerCase().startsWith(typed.current.text));
    if (index >= 0) setActive(index);
  };
  const target = (key: string): number | undefined => {
    switch (key) {
      case "ArrowDown": return nextEnabled(found, active + 1, 1, active);
      case "ArrowUp": return nextEnabled(found, active < 0 ? found.length - 1 : active - 1, -1, active);
      case "PageDown": return nextEnabled(found, Math.min(found.length - 1, active + 10), -1, active);
      case "PageUp": return nextEnabled(found, Math.max(0, active - 10), 1, active);
      case "Home": return nextEnabled(found, 0, 1, active);
      case "End": return nextEnabled(found, found.length - 1, -1, active);
      default: return undefined;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const next = target(event.key);
    const option = found[active];
    if (next !== undefined) setActive(next);
    else if ((event.key === "Enter" || (event.key === " " && !searchable)) && option) choose(option);
    else if (event.key === "Tab") list.onClose();
    else if (!searchable && event.key.length === 1) jump(event.key, event.timeStamp);
    else if (event.key !== "Enter") return;
    if (event.key !== "Tab") event.preventDefault();
  };
  return { active, setActive, onKeyDown };
}

/** The open part: the search field, the buttons for all, and the options. */
export function DropdownList(list: ListProps) {
  const { options, choice, labels, query, searchable, base, props } = list;
  const field = useRef<HTMLInputElement>(null);
  // State and not a ref: the options below it, which are drawn first, must hear of it.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const keepOrder = props.search_order === "original";
  const found = useMemo(() => search(options, query, keepOrder), [options, query, keepOrder]);
  const choose = (option: Option) => {
    if (option.disabled) return;
    choice.toggle(option);
    if (props.closeOnSelect ?? !props.multi) list.onClose();
  };
  const { active, setActive, onKeyDown } = useKeyboard(found, list, choose);
  const activeId = active >= 0 && active < found.length ? `${base}option${active}` : undefined;
  useEffect(() => { (searchable ? field.current : scroller)?.focus({ preventScroll: true }); }, [searchable, scroller]);

  const common = { found, choice, active, base, multi: props.multi ?? false, onChoose: choose, onPoint: setActive };
  return (
    <div className="dash-dropdown-body" onKeyDown={onKeyDown}>
      {searchable && (
        <SearchField
          {...{ field, labels, query, base, onSearch: list.onSearch }}
          activeId={activeId}
        />
      )}
      {props.multi && <ActionButtons {...{ labels, choice, found }} />}
      <div
        ref={setScroller}
        id={`${base}list`}
        className="dash-options-list dash-dropdown-options"
        role="listbox"
        aria-multiselectable={props.multi ?? undefined}
        aria-label={props.placeholder ?? labels.search}
        aria-activedescendant={searchable ? undefined : activeId}
        tabIndex={-1}
      >
        {found.length === 0 && <span className="dash-dropdown-option dash-dropdown-empty">{labels.no_options_found}</span>}
        {found.length > many ? (
          <VirtualOptions {...common} scroller={scroller} optionHeight={props.optionHeight} />
        ) : (
          <AllOptions {...common} optionHeight={props.optionHeight} />
        )}
      </div>
    </div>
  );
}

interface SearchProps {
  field: RefObject<HTMLInputElement>;
  labels: Labels;
  query: string;
  base: string;
  activeId: string | undefined;
  onSearch: (text: string) => void;
}

function SearchField({ field, labels, query, base, activeId, onSearch }: SearchProps) {
  return (
    <div className="dash-dropdown-grid-container dash-dropdown-search-container">
      <Icon name="search" className="dash-dropdown-search-icon" />
      <input
        ref={field}
        type="search"
        className="dash-dropdown-search"
        placeholder={labels.search}
        autoComplete="off"
        value={query}
        role="combobox"
        aria-expanded
        aria-controls={`${base}list`}
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        onChange={(event) => { onSearch(event.target.value); }}
      />
      {query && (
        <button
          type="button"
          className="dash-dropdown-clear"
          title={labels.clear_search}
          aria-label={labels.clear_search}
          onClick={() => {
            onSearch("");
            field.current?.focus();
          }}
        >
          <Icon name="cross" />
        </button>
      )}
    </div>
  );
}

function ActionButtons({ labels, choice, found }: { labels: Labels; choice: Choice; found: Option[] }) {
  const action = (label: string, onClick: () => void) => (
    <button type="button" className="dash-dropdown-action-button" onClick={onClick}>{label}</button>
  );
  return (
    <div className="dash-dropdown-actions">
      {action(labels.select_all, () => { choice.addAll(found); })}
      {action(labels.deselect_all, () => { choice.removeAll(found); })}
    </div>
  );
}

interface OptionsProps {
  found: Option[];
  choice: Choice;
  active: number;
  base: string;
  multi: boolean;
  optionHeight: DropdownProps["optionHeight"];
  onChoose: (option: Option) => void;
  onPoint: (index: number) => void;
}

function AllOptions(props: OptionsProps) {
  const { found, active, base } = props;
  useEffect(() => {
    document.getElementById(`${base}option${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active, base]);
  return <>{found.map((option, index) => <OptionRow key={`${index} ${String(option.value)}`} {...{ option, index, ...props }} />)}</>;
}

function VirtualOptions(props: OptionsProps & { scroller: HTMLDivElement | null }) {
  const { found, active, scroller, optionHeight } = props;
  const rows = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroller,
    estimateSize: () => (typeof optionHeight === "number" ? optionHeight : 34),
    overscan: 8,
  });
  useEffect(() => { if (active >= 0 && scroller) rows.scrollToIndex(active, { align: "auto" }); }, [active, rows, scroller]);
  return (
    <div style={{ height: rows.getTotalSize(), position: "relative", flex: "none" }}>
      {rows.getVirtualItems().map(({ index, key, start }) => (
        <div
          key={key}
          ref={rows.measureElement}
          data-index={index}
          style={{ position: "absolute", top: 0, left: 0, width: "100%", transform: `translateY(${start}px)` }}
        >
          <OptionRow option={found[index]!} index={index} {...props} />
        </div>
      ))}
    </div>
  );
}

function OptionRow({ option, index, choice, active, base, multi, optionHeight, found, onChoose, onPoint }: OptionsProps & { option: Option; index: number }) {
  const chosen = choice.chosen.includes(option.value);
  return (
    <div
      id={`${base}option${index}`}
      role="option"
      aria-selected={chosen}
      aria-disabled={option.disabled || undefined}
      aria-setsize={found.length}
      aria-posinset={index + 1}
      title={option.title}
      data-option-index={index}
      className={classes(
        "dash-options-list-option",
        "dash-dropdown-option",
        chosen && "selected",
        option.disabled && "disabled",
        index === active && "active",
      )}
      style={typeof optionHeight === "number" ? { height: optionHeight } : undefined}
      // The focus stays in the search field.
      onMouseDown={(event) => { event.preventDefault(); }}
      onMouseMove={() => { if (index !== active && !option.disabled) onPoint(index); }}
      onClick={() => { onChoose(option); }}
    >
      <span className="dash-options-list-option-wrapper">
        <input
          type={multi ? "checkbox" : "radio"}
          className="dash-options-list-option-checkbox"
          checked={chosen}
          disabled={option.disabled}
          readOnly
          tabIndex={-1}
          aria-hidden
        />
      </span>
      <span className="dash-options-list-option-text">{option.label}</span>
    </div>
  );
}
