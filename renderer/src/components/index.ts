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
import { registerComponents, settingAtFirst } from "./registry";

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
  Location: settingAtFirst(Location, "href", "pathname", "search", "hash"),
  Markdown: lazyComponent("markdown", "Markdown"),
  RadioItems: persisted(RadioItems, ["value"]),
  RangeSlider: settingAtFirst(persisted(lazyComponent("slider", "RangeSlider"), ["value"]), "drag_value"),
  Slider: settingAtFirst(persisted(lazyComponent("slider", "Slider"), ["value"]), "drag_value"),
  Store: settingAtFirst(Store, "data", "modified_timestamp", "clear_data"),
  Tab,
  Tabs: settingAtFirst(persisted(Tabs, ["value"]), "value"),
  Textarea: persisted(Textarea, ["value"]),
});
registerComponents("dash_table", {
  DataTable: settingAtFirst(persisted(lazyComponent("table", "DataTable"), table.persistedProps, table.transforms), "*"),
});
