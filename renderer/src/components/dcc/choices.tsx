import { useId, type CSSProperties } from "react";
import { useLoading } from "../context";
import { classes, cssOf, type Maybe, type NodeProps, type PersistedProps, type Style } from "../props";
import { normalizeOptions, type Option, type Options } from "./options";

/** What radio buttons and checkboxes have in common. */
export interface ChoicesProps extends NodeProps, PersistedProps {
  options?: Options;
  inline?: Maybe<boolean>;
  style?: Style;
  inputStyle?: Style;
  inputClassName?: Maybe<string>;
  labelStyle?: Style;
  labelClassName?: Maybe<string>;
  className?: Maybe<string>;
}

interface Kind {
  type: "radio" | "checkbox";
  name: "radioitems" | "checklist";
  isChosen: (option: Option) => boolean;
  onChoose: (option: Option, chosen: boolean) => void;
}

/** A list of native radio buttons or checkboxes, each inside its label. */
export function Choices({ props, kind }: { props: ChoicesProps; kind: Kind }) {
  const group = useId();
  const loading = useLoading();
  const inputStyle = cssOf(props.inputStyle);
  const labelStyle = cssOf(props.labelStyle);
  return (
    <div
      id={props.id}
      className={classes("dash-options-list", `dash-${kind.name}`, props.className)}
      style={cssOf(props.style)}
      role={kind.type === "radio" ? "radiogroup" : "group"}
      data-dash-is-loading={loading}
    >
      {normalizeOptions(props.options).map((option, index) => (
        <Choice
          // Values may repeat by mistake; the index keeps keys unique.
          key={`${index} ${String(option.value)}`}
          {...{ option, kind, group, inputStyle, labelStyle, props, index }}
        />
      ))}
    </div>
  );
}

interface ChoiceProps {
  option: Option;
  kind: Kind;
  group: string;
  index: number;
  inputStyle: CSSProperties | undefined;
  labelStyle: CSSProperties | undefined;
  props: ChoicesProps;
}

function Choice({ option, kind, group, index, inputStyle, labelStyle, props }: ChoiceProps) {
  const chosen = kind.isChosen(option);
  return (
    <label
      className={classes(
        "dash-options-list-option",
        chosen && "selected",
        option.disabled && "disabled",
        props.inline && `dash-${kind.name}-inline`,
        props.labelClassName,
      )}
      style={labelStyle}
      title={option.title}
      data-option-index={index}
    >
      <span className="dash-options-list-option-wrapper">
        <input
          type={kind.type}
          name={group}
          value={String(option.value)}
          checked={chosen}
          disabled={option.disabled}
          className={classes("dash-options-list-option-checkbox", props.inputClassName)}
          style={inputStyle}
          onChange={(event) => { kind.onChoose(option, event.target.checked); }}
        />
      </span>
      <span className="dash-options-list-option-text">{option.label}</span>
    </label>
  );
}
