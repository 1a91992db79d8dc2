/** The wire: what the server sends at start and what a callback request and its answer look like. Dash's shapes. */

/** A dependency on the wire: the id as text (a dict id as JSON, wildcards as `["MATCH"]`) and a prop. */
export interface WireDependency {
  id: string;
  property: string;
  allow_optional?: boolean;
}

export interface WireCallback {
  /** The server's own key of the callback; sent back as it came. */
  output: string;
  outputs: WireDependency[];
  inputs: WireDependency[];
  state: WireDependency[];
  clientside_function: { namespace: string; function_name: string } | null;
  prevent_initial_call: boolean;
  no_output?: boolean;
  /** Values of other props while the callback runs, and after; by `id.prop`. */
  running?: { running: Record<string, unknown>; runningOff: Record<string, unknown> };
  optional?: boolean;
  /** Runs for long by design: the page does not count as updating. */
  persistent?: boolean;
  /** Of a long callback only. */
  background?: WireBackground | null;
}

/** What happens to a call while an older one of the same callback runs. */
export type Concurrency = "replace" | "queue" | "parallel" | "drop";

/** What the page has to know of a long callback. */
export interface WireBackground {
  /** In milliseconds: the longest time between two polls. */
  interval: number;
  cancel: WireDependency[];
  progress: WireDependency[];
  /** One value for each of `progress`. */
  progressDefault: unknown[];
  concurrency: Concurrency;
}

/** A component as the server writes it. */
export interface WireComponent {
  type: string;
  namespace: string;
  props: Record<string, unknown>;
}

/** What a page lacks of a component package that was imported after it. */
export interface LatePackage {
  /** The attributes of tags, in order. */
  scripts: Record<string, string>[];
  styles: Record<string, string>[];
  children_props: Record<string, Record<string, string[]>>;
}

export type IdScalar = string | number | boolean;
/** An id as the app wrote it. */
export type ComponentId = string | Readonly<Record<string, IdScalar>>;

/** One resolved dependency with its value; `value` is absent where the prop was never set. */
export interface Argument {
  id: ComponentId;
  property: string;
  value?: unknown;
}

/** A plain dependency gives one argument, one with ALL or ALLSMALLER a list. */
export type ArgumentGroup = Argument | Argument[];

export interface OutputRef {
  id: ComponentId;
  property: string;
}
export type OutputGroup = OutputRef | OutputRef[];

/** The body of `POST _dash-update-component`. */
export interface CallbackRequest {
  output: string;
  outputs: OutputGroup | OutputGroup[];
  inputs: ArgumentGroup[];
  state: ArgumentGroup[];
  /** `id.prop` of what changed; empty for an initial call. */
  changedPropIds: string[];
}

/** New values by id text and prop. */
export type Updates = Record<string, Record<string, unknown>>;

export interface CallbackResponse {
  multi?: boolean;
  response?: Updates;
  /** What `set_props` changed beside the outputs, where it was not told by the stream; a list in its order. */
  sideUpdate?: Updates | Updates[];
}

/** What a failed request says of itself. */
export interface WireError {
  type: string;
  message: string;
  callback?: string;
  /** Only in debug mode. */
  traceback?: string;
}

/** What a job tells, numbered from 1 without gaps; the end is the last. */
export type JobEvent =
  | { number: number; kind: "progress"; values: ProgressValue[] }
  | { number: number; kind: "props"; props: Updates }
  | JobEnd;

/** The position in `background.progress`, and the value: for ALL a list of one for each component. */
export type ProgressValue = [index: number, value: unknown];

export interface JobEnd {
  number: number;
  kind: "end";
  state: "done" | "failed" | "cancelled" | "timed_out" | "lost";
  /** Where it is done, or where the app has dealt with its error; null changes nothing. */
  answer?: CallbackResponse | null;
  error?: WireError;
}

/** A job that a page takes over from one that was left, as its request was, without values. */
export interface WireJob {
  job: string;
  output: string;
  outputs: OutputGroup | OutputGroup[];
  inputs: (OutputRef | OutputRef[])[];
  state: (OutputRef | OutputRef[])[];
  events: JobEvent[];
}

/** `script#_dash-config`. */
export interface PageConfig {
  requests_pathname_prefix: string;
  url_base_pathname: string | null;
  ui: boolean;
  debug?: boolean;
  suppress_callback_exceptions: boolean;
  update_title: string | null;
  /** What is wrong with the app and does not stop it; only in debug mode. */
  notices?: string[];
  /** The whole layout for checks, where the app gives one beside the one that it starts with. */
  validation_layout?: unknown;
  /** What callbacks name and components of the layout do not have, by the outputs of the callback. */
  unknown_props?: { callback: string; message: string }[];
  children_props: Record<string, Record<string, string[]>>;
  plotlyjs_url?: string;
  /** By name, the addresses of the chunks that components of the layout come in. */
  chunks?: Record<string, string>;
  /** Whether the server has a stream for the page. */
  push?: boolean;
  /** Whether the server has a profile, in which the page keeps what it else keeps in the browser. */
  profile?: boolean;
  /** What went wrong with the profile, as that it was damaged. */
  profile_notices?: string[];
}
