import { Slider } from "../components/dcc/slider";

export const components = { Slider };
