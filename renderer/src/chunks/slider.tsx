import { RangeSlider } from "../components/dcc/range_slider";
import { Slider } from "../components/dcc/slider";

export const components = { RangeSlider, Slider };
