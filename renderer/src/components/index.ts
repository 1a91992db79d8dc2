import "../styles/index.css";
import { lazyComponent } from "./chunk";
import { Checklist } from "./dcc/checklist";
import { Graph } from "./dcc/graph";
import { Input } from "./dcc/input";
import { Interval } from "./dcc/interval";
import { Link } from "./dcc/link";
import { Location } from "./dcc/location";
import { RadioItems } from "./dcc/radio_items";
import { Store } from "./dcc/store";
import { html } from "./html";
import { registerComponents } from "./registry";

registerComponents("dash_html_components", html);
registerComponents("dash_core_components", {
  Checklist,
  Dropdown: lazyComponent("dropdown", "Dropdown"),
  Graph,
  Input,
  Interval,
  Link,
  Location,
  Markdown: lazyComponent("markdown", "Markdown"),
  RadioItems,
  Slider: lazyComponent("slider", "Slider"),
  Store,
});
registerComponents("dash_table", { DataTable: lazyComponent("table", "DataTable") });
