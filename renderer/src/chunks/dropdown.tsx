import { Dropdown } from "../components/dcc/dropdown";

export const components = { Dropdown };
