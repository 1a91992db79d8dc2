import type { Maybe } from "../props";
import { Choices, type ChoicesProps } from "./choices";
import type { Value } from "./options";

export interface ChecklistProps extends ChoicesProps {
  value?: Maybe<Value[]>;
}

/** Any number of choices, in the order in which they were made. */
export function Checklist(props: ChecklistProps) {
  const value = props.value ?? [];
  return (
    <Choices
      props={props}
      kind={{
        type: "checkbox",
        name: "checklist",
        isChosen: (option) => value.includes(option.value),
        onChoose: (option, chosen) => {
          const others = value.filter((item) => item !== option.value);
          props.setProps({ value: chosen ? [...others, option.value] : others });
        },
      }}
    />
  );
}
