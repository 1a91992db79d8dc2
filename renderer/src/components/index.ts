import "../styles/index.css";
import { lazyComponent } from "./chunk";
import * as table from "./dash_table/persistence";
import { Checklist } from "./dcc/checklist";
import { Download } from "./dcc/download";
import { Graph } from "./dcc/graph";
import { Input } from "./dcc/input";
import { Interval } from "./dcc/interval";
import { Link } from "./dcc/link";
import { Loading } from "./dcc/loading";
import { Location } from "./dcc/location";
import { RadioItems } from "./dcc/radio_items";
import { Store } from "./dcc/store";
import { Tab } from "./dcc/tab";
import { Tabs } from "./dcc/tabs";
import { Textarea } from "./dcc/textarea";
import { html } from "./html";
import { persisted } from "./persistence";
import { registerComponents } from "./registry";

registerComponents("dash_html_components", html);
registerComponents("dash_core_components", {
  Checklist: persisted(Checklist, ["value"]),
  DatePickerRange: persisted(lazyComponent("datepicker", "DatePickerRange"), ["start_date", "end_date"]),
  DatePickerSingle: persisted(lazyComponent("datepicker", "DatePickerSingle"), ["date"]),
  Download,
  Dropdown: persisted(lazyComponent("dropdown", "Dropdown"), ["value"]),
  Graph,
  Input: persisted(Input, ["value"]),
  Interval,
  Link,
  Loading,
  Location,
  Markdown: lazyComponent("markdown", "Markdown"),
  RadioItems: persisted(RadioItems, ["value"]),
  RangeSlider: persisted(lazyComponent("slider", "RangeSlider"), ["value"]),
  Slider: persisted(lazyComponent("slider", "Slider"), ["value"]),
  Store,
  Tab,
  Tabs: persisted(Tabs, ["value"]),
  Textarea: persisted(Textarea, ["value"]),
});
registerComponents("dash_table", {
  DataTable: persisted(lazyComponent("table", "DataTable"), table.persistedProps, table.transforms),
});
