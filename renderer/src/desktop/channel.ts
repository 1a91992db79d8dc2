/** The direct way from the page to the shell: Qt's web channel, spoken as little as is needed. */

/** What Qt puts into the page. */
export interface Transport {
  send(text: string): void;
  onmessage: ((message: { data: string | object }) => void) | null;
}

const SIGNAL = 1;
const INIT = 3;
const INVOKE = 6;
const CONNECT = 7;
const RESPONSE = 10;

/** The object and the names that `window/channel.py` has. */
const OBJECT = "desktop";
const TOLD = "told";

export function findTransport(scope: object = window): Transport | null {
  const { qt } = scope as { qt?: { webChannelTransport?: Transport } };
  return qt?.webChannelTransport ?? null;
}

export class Channel {
  private ready = false;
  private waiting: string[] = [];

  /** @param hear - takes what the shell says: texts, each JSON */
  constructor(private readonly transport: Transport, private readonly hear: (text: string) => void) {
    transport.onmessage = ({ data }) => { this.take(typeof data === "string" ? (JSON.parse(data) as Message) : (data as Message)); };
    transport.send(JSON.stringify({ type: INIT, id: INIT }));
  }

  /** Call a method of the shell's object; its answer comes as a text of its own. */
  invoke(method: string, ...args: readonly string[]): void {
    const text = JSON.stringify({ type: INVOKE, id: 0, object: OBJECT, method, args });
    if (this.ready) this.transport.send(text);
    else this.waiting.push(text); // its answer would come before anybody listens
  }

  private take(message: Message): void {
    if (message.type === SIGNAL && message.object === OBJECT) this.hear(message.args![0]!);
    else if (message.type === RESPONSE && message.id === INIT) this.begin(message.data as Described);
  }

  private begin(described: Described): void {
    const signal = described[OBJECT]?.signals.find(([name]) => name === TOLD)?.[1];
    this.transport.send(JSON.stringify({ type: CONNECT, object: OBJECT, signal }));
    this.ready = true;
    for (const text of this.waiting.splice(0)) this.transport.send(text);
  }
}

interface Message {
  readonly type: number;
  readonly id?: number;
  readonly object?: string;
  readonly args?: readonly string[];
  readonly data?: unknown;
}

type Described = Readonly<Record<string, { signals: readonly (readonly [string, number])[] }>>;
