import type { Maybe } from "../props";
import { Choices, type ChoicesProps } from "./choices";
import type { Value } from "./options";

export interface RadioItemsProps extends ChoicesProps {
  value?: Maybe<Value>;
}

/** One choice among options that are all shown. */
export function RadioItems(props: RadioItemsProps) {
  return (
    <Choices
      props={props}
      kind={{
        type: "radio",
        name: "radioitems",
        isChosen: (option) => option.value === props.value,
        onChoose: (option) => { props.setProps({ value: option.value }); },
      }}
    />
  );
}
