import { DatePickerRange } from "../components/dcc/date_picker_range";
import { DatePickerSingle } from "../components/dcc/date_picker_single";

export const components = { DatePickerRange, DatePickerSingle };
