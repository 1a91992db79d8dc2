import type { ComponentTable } from "../types";
import { element } from "./element";
import { names, tagOf } from "./tags";

export const html: ComponentTable = Object.fromEntries(names.map((name) => [name, element(name, tagOf(name))]));
