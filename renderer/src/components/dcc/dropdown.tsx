import * as Popover from "@radix-ui/react-popover";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useLoading } from "../context";
import { Icon } from "../icons";
import { classes, cssOf, type Maybe, type NodeProps, type PersistedProps, type Style } from "../props";
import { useChoice, useOnlyKnownValues, type Choice } from "./dropdown_choice";
import { DropdownList } from "./dropdown_list";
import { useNamed } from "./named";
import { normalizeOptions, type Option, type Options, type Value } from "./options";

export interface DropdownProps extends NodeProps, PersistedProps {
  options?: Options;
  value?: Maybe<Value | Value[]>;
  multi?: Maybe<boolean>;
  clearable?: Maybe<boolean>;
  searchable?: Maybe<boolean>;
  search_value?: Maybe<string>;
  placeholder?: Maybe<string>;
  disabled?: Maybe<boolean>;
  closeOnSelect?: Maybe<boolean>;
  optionHeight?: Maybe<number | "auto">;
  maxHeight?: Maybe<number>;
  style?: Style;
  labels?: Maybe<Partial<Labels>>;
  debounce?: Maybe<boolean>;
  search_order?: Maybe<"index" | "original">;
  className?: Maybe<string>;
}

export interface Labels {
  select_all: string;
  deselect_all: string;
  selected_count: string;
  search: string;
  clear_search: string;
  clear_selection: string;
  no_options_found: string;
}

const defaultLabels: Labels = {
  select_all: "Select All",
  deselect_all: "Deselect All",
  selected_count: "{num_selected} selected",
  search: "Search",
  clear_search: "Clear search",
  clear_selection: "Clear selection",
  no_options_found: "No options found",
};

/** A list that opens, to choose one or several options. */
export function Dropdown(props: DropdownProps) {
  const base = useId();
  const wrapper = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState(props.search_value ?? "");
  const options = useMemo(() => normalizeOptions(props.options), [props.options]);
  const choice = useChoice(props, open);
  const labels = { ...defaultLabels, ...props.labels };
  const searchable = props.searchable ?? true;
  useOnlyKnownValues(props, options, query !== "");
  useEffect(() => { setQuery(props.search_value ?? ""); }, [props.search_value]);

  const search = (text: string) => {
    setQuery(text);
    props.setProps({ search_value: text });
  };
  const change = (next: boolean, text = "") => {
    setOpen(next);
    if (next && text) search(text);
    if (next) return;
    choice.flush();
    if (query) props.setProps({ search_value: undefined });
    setQuery("");
  };

  return (
    <div ref={wrapper} className="dash-dropdown-wrapper" style={cssOf(props.style)}>
      <Popover.Root open={open && !props.disabled} onOpenChange={(next) => { change(next); }}>
        <Trigger {...{ props, base, options, choice, labels, trigger, open }} onOpen={(text) => { change(true, text); }} />
        <Popover.Portal container={wrapper.current}>
          <Popover.Content
            className="dash-dropdown-content"
            align="start"
            sideOffset={4}
            collisionPadding={8}
            style={{ maxHeight: `min(${props.maxHeight ?? 200}px, var(--radix-popover-content-available-height))` }}
            onOpenAutoFocus={(event) => { event.preventDefault(); }}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              // Only take the focus back if it has not gone to what was clicked.
              if (!document.activeElement || document.activeElement === document.body) trigger.current?.focus();
            }}
          >
            <DropdownList
              {...{ options, choice, labels, query, searchable, base, props }}
              onSearch={search}
              onClose={() => {
                trigger.current?.focus();
                change(false);
              }}
            />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}

interface TriggerProps {
  props: DropdownProps;
  base: string;
  options: Option[];
  choice: Choice;
  labels: Labels;
  trigger: React.RefObject<HTMLButtonElement>;
  open: boolean;
  onOpen: (text?: string) => void;
}

/** The closed control: what is chosen, the button that clears it, and the arrow. */
function Trigger({ props, base, options, choice, labels, trigger, open, onOpen }: TriggerProps) {
  const named = useNamed(trigger);
  const clearable = (props.clearable ?? true) && !props.disabled && choice.chosen.length > 0;
  const shown = useMemo(() => {
    const byValue = new Map(options.map((option) => [option.value, option]));
    return choice.chosen.flatMap((value) => byValue.get(value) ?? []);
  }, [options, choice.chosen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") onOpen();
    else if ((event.key === "Delete" || event.key === "Backspace") && clearable) choice.clear();
    else if (event.key.length === 1 && event.key !== " " && (props.searchable ?? true)) onOpen(event.key);
    else return;
    event.preventDefault();
  };
  return (
    <Popover.Trigger asChild>
      <button
        ref={trigger}
        id={props.id}
        type="button"
        role="combobox"
        className={classes("dash-dropdown", props.disabled && "disabled", props.className)}
        disabled={props.disabled ?? false}
        data-dash-is-loading={useLoading()}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={open ? `${base}list` : undefined}
        aria-labelledby={named ? undefined : `${base}value`}
        onKeyDown={onKeyDown}
      >
        <span className="dash-dropdown-grid-container dash-dropdown-trigger">
          {shown.length === 0 ? (
            <span id={`${base}value`} className="dash-dropdown-value dash-dropdown-placeholder">{props.placeholder ?? "Select..."}</span>
          ) : (
            <span id={`${base}value`} className="dash-dropdown-value">
              {shown.map((option) => (
                <span key={String(option.value)} className="dash-dropdown-value-item">
                  <span>{option.label}</span>
                </span>
              ))}
            </span>
          )}
          {choice.chosen.length > 1 && (
            <span className="dash-dropdown-value-count">
              {labels.selected_count.replace("{num_selected}", String(choice.chosen.length))}
            </span>
          )}
          {clearable && <Clear label={labels.clear_selection} onClear={choice.clear} />}
          <Icon name="down" className="dash-dropdown-trigger-icon" />
        </span>
      </button>
    </Popover.Trigger>
  );
}

/** Inside the button that opens the list there can be no second button; the keys Delete and Backspace do the same. */
function Clear({ label, onClear }: { label: string; onClear: () => void }) {
  return (
    <a
      className="dash-dropdown-clear"
      title={label}
      aria-label={label}
      onClick={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onClear();
      }}
    >
      <Icon name="cross" />
    </a>
  );
}
