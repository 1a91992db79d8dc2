import { Markdown } from "../components/dcc/markdown";

export const components = { Markdown };
