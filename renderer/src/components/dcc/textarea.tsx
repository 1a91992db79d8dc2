import type { TextareaHTMLAttributes } from "react";
import { useLoading } from "../context";
import { classes, cssOf, type Maybe, type NodeProps, type PersistedProps, type Style } from "../props";

export interface TextareaProps extends NodeProps, PersistedProps {
  value?: Maybe<string>;
  autoFocus?: Maybe<string | boolean>;
  cols?: Maybe<number>;
  disabled?: Maybe<boolean | string>;
  form?: Maybe<string>;
  maxLength?: Maybe<number>;
  minLength?: Maybe<number>;
  name?: Maybe<string>;
  placeholder?: Maybe<string>;
  readOnly?: Maybe<boolean | string>;
  required?: Maybe<boolean | string>;
  rows?: Maybe<number>;
  wrap?: Maybe<string>;
  accessKey?: Maybe<string>;
  contentEditable?: Maybe<boolean>;
  contextMenu?: Maybe<string>;
  dir?: Maybe<string>;
  draggable?: Maybe<boolean>;
  hidden?: Maybe<string | boolean>;
  lang?: Maybe<string>;
  spellCheck?: Maybe<boolean>;
  style?: Style;
  tabIndex?: Maybe<number>;
  title?: Maybe<string>;
  n_blur?: Maybe<number>;
  n_blur_timestamp?: Maybe<number>;
  n_clicks?: Maybe<number>;
  n_clicks_timestamp?: Maybe<number>;
  className?: Maybe<string>;
}

// As they are: their values are what the element takes, and Python's None is no attribute.
const plain = [
  "cols", "form", "maxLength", "minLength", "name", "placeholder", "rows", "wrap", "accessKey", "contentEditable",
  "contextMenu", "dir", "draggable", "lang", "spellCheck", "tabIndex", "title",
] as const;
// On for any true value: HTML's own `"disabled"` as well as Python's True.
const switches = ["autoFocus", "disabled", "readOnly", "required", "hidden"] as const;

function attributesOf(props: TextareaProps): TextareaHTMLAttributes<HTMLTextAreaElement> {
  return {
    ...Object.fromEntries(plain.map((name) => [name, props[name] ?? undefined])),
    ...Object.fromEntries(switches.map((name) => [name, Boolean(props[name])])),
  };
}

/** A field for several lines of text. */
export function Textarea(props: TextareaProps) {
  return (
    <textarea
      {...attributesOf(props)}
      id={props.id}
      className={classes("dash-textarea", props.className)}
      style={cssOf(props.style)}
      suppressContentEditableWarning
      data-dash-is-loading={useLoading()}
      value={props.value ?? ""}
      onChange={(event) => { props.setProps({ value: event.target.value }); }}
      onBlur={() => { props.setProps({ n_blur: (props.n_blur ?? 0) + 1, n_blur_timestamp: Date.now() }); }}
      onClick={() => { props.setProps({ n_clicks: (props.n_clicks ?? 0) + 1, n_clicks_timestamp: Date.now() }); }}
    />
  );
}
