import { useEffect, useRef, useState, type InputHTMLAttributes, type RefObject } from "react";
import { useLoading } from "../context";
import { classes, cssOf, type Maybe, type NodeProps, type PersistedProps, type Style } from "../props";
import { finite, parseNumber, stepNumber } from "./number";

export interface InputProps extends NodeProps, PersistedProps {
  value?: Maybe<string | number>;
  type?: Maybe<string>;
  debounce?: Maybe<boolean | number>;
  placeholder?: Maybe<string | number>;
  n_submit?: Maybe<number>;
  n_submit_timestamp?: Maybe<number>;
  inputMode?: Maybe<string>;
  autoComplete?: Maybe<string>;
  readOnly?: Maybe<boolean | string>;
  required?: Maybe<boolean | string>;
  autoFocus?: Maybe<boolean | string>;
  disabled?: Maybe<boolean | string>;
  list?: Maybe<string>;
  multiple?: Maybe<boolean>;
  spellCheck?: Maybe<boolean | string>;
  name?: Maybe<string>;
  min?: Maybe<string | number>;
  max?: Maybe<string | number>;
  step?: Maybe<string | number>;
  minLength?: Maybe<string | number>;
  maxLength?: Maybe<string | number>;
  pattern?: Maybe<string>;
  selectionStart?: Maybe<string | number>;
  selectionEnd?: Maybe<string | number>;
  selectionDirection?: Maybe<string>;
  n_blur?: Maybe<number>;
  n_blur_timestamp?: Maybe<number>;
  size?: Maybe<string | number>;
  style?: Style;
  className?: Maybe<string>;
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** The value that a text in the field stands for. */
function valueOf(text: string, props: InputProps): string | number | null {
  return props.type === "number" ? parseNumber(text, props) : text;
}

/** Does the text already say this value (`0.50` says 0.5, and `57` says null where 10 is the most)? */
function says(text: string, value: unknown, props: InputProps): boolean {
  return textOf(value) === text || Object.is(valueOf(text, props), value ?? null);
}

/**
 * The text in the field and the prop `value`. The field shows what is typed; the prop has what was sent. A change of
 * the prop from outside replaces the text unless the text says it already, so that the answer to what was typed never
 * disturbs the typing.
 */
function useTypedValue(props: InputProps) {
  const [text, setText] = useState(() => textOf(props.value));
  const [seen, setSeen] = useState(props.value);
  const latest = useRef({ props, text });
  const timer = useRef(0);

  let shown = text;
  if (!Object.is(props.value, seen)) {
    setSeen(props.value);
    if (!says(text, props.value, props)) {
      shown = textOf(props.value);
      setText(shown);
    }
  }
  latest.current = { props, text: shown };
  useEffect(() => () => { window.clearTimeout(timer.current); }, []);

  /** Send what is typed, with what else changes at this moment. */
  const commit = (others: Record<string, unknown> = {}) => {
    window.clearTimeout(timer.current);
    const { props: given, text: typed } = latest.current;
    const value = valueOf(typed, given);
    const unchanged = textOf(value) === textOf(given.value);
    if (!unchanged) given.setProps({ ...others, value });
    else if (Object.keys(others).length > 0) given.setProps(others);
  };
  const show = (next: string) => {
    latest.current.text = next;
    setText(next);
  };
  const type = (next: string) => {
    show(next);
    const { debounce } = latest.current.props;
    window.clearTimeout(timer.current);
    if (typeof debounce === "number") timer.current = window.setTimeout(commit, debounce * 1000);
    else if (!debounce) commit();
  };
  return { text: shown, current: () => latest.current.text, type, commit, show };
}

/** Keep the selection that the app asks for. */
function useSelection(ref: RefObject<HTMLInputElement>, props: InputProps): void {
  const start = finite(props.selectionStart);
  const end = finite(props.selectionEnd);
  const { selectionDirection } = props;
  useEffect(() => {
    const input = ref.current;
    if (!input || (start === undefined && end === undefined)) return;
    const direction = selectionDirection === "forward" || selectionDirection === "backward" ? selectionDirection : "none";
    try {
      input.setSelectionRange(start ?? 0, end ?? input.value.length, direction);
    } catch {
      // Fields of numbers have no selection.
    }
  }, [ref, start, end, selectionDirection]);
}

function attributesOf(props: InputProps): InputHTMLAttributes<HTMLInputElement> {
  const numbers = { minLength: finite(props.minLength), maxLength: finite(props.maxLength), size: finite(props.size) };
  const isNumeric = props.type === "number" || props.type === "range";
  return {
    id: props.id,
    type: props.type ?? "text",
    placeholder: textOf(props.placeholder) || undefined,
    inputMode: (props.inputMode ?? undefined) as "text" | undefined,
    autoComplete: props.autoComplete ?? "off",
    readOnly: Boolean(props.readOnly),
    required: Boolean(props.required),
    autoFocus: Boolean(props.autoFocus),
    disabled: Boolean(props.disabled),
    list: props.list ?? undefined,
    multiple: props.multiple ?? undefined,
    spellCheck: (props.spellCheck ?? undefined) as boolean | undefined,
    name: props.name ?? undefined,
    pattern: props.pattern ?? undefined,
    min: props.min ?? undefined,
    max: props.max ?? undefined,
    step: props.step ?? (isNumeric ? "any" : undefined),
    ...numbers,
  };
}

/** A field for one line of text or a number. */
export function Input(props: InputProps) {
  const ref = useRef<HTMLInputElement>(null);
  const loading = useLoading();
  const { text, current, type, commit, show } = useTypedValue(props);
  useSelection(ref, props);
  const now = () => Date.now();

  return (
    <div
      className={classes("dash-input-container", "dash-input", props.className)}
      style={cssOf(props.style)}
      hidden={props.type === "hidden"}
    >
      <input
        {...attributesOf(props)}
        ref={ref}
        className="dash-input-element"
        data-dash-is-loading={loading}
        value={text}
        onChange={(event) => { type(event.target.value); }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          commit({ n_submit: (props.n_submit ?? 0) + 1, n_submit_timestamp: now() });
        }}
        onBlur={() => { commit({ n_blur: (props.n_blur ?? 0) + 1, n_blur_timestamp: now() }); }}
      />
      {props.type === "number" && (
        <Steppers
          props={props}
          text={text}
          onStep={(direction) => {
            show(String(stepNumber(current(), props, direction)));
            commit();
          }}
        />
      )}
    </div>
  );
}

interface SteppersProps {
  props: InputProps;
  text: string;
  onStep: (direction: 1 | -1) => void;
}

function Steppers({ props, text, onStep }: SteppersProps) {
  const value = finite(text);
  const off = Boolean(props.disabled) || Boolean(props.readOnly);
  const button = (direction: 1 | -1) => {
    const limit = finite(direction > 0 ? props.max : props.min);
    const atLimit = value !== undefined && limit !== undefined && (direction > 0 ? value >= limit : value <= limit);
    const up = direction > 0;
    return (
      <button
        type="button"
        className={`dash-input-stepper dash-stepper-${up ? "increment" : "decrement"}`}
        aria-controls={props.id}
        aria-label={up ? "Increase value" : "Decrease value"}
        // The arrow keys do the same in the field itself.
        tabIndex={-1}
        disabled={off || atLimit}
        onClick={() => { onStep(direction); }}
      >
        {up ? "+" : "−"}
      </button>
    );
  };
  return <>{button(-1)}{button(1)}</>;
}
