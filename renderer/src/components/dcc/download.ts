import { useContext, useEffect } from "react";
import { NodeContext } from "../context";
import { isPlainObject } from "../../equal";
import type { Maybe, NodeProps } from "../props";

export interface DownloadProps extends NodeProps {
  data?: unknown;
  base64?: Maybe<boolean>;
  type?: Maybe<string>;
}

// A browser needs the address until it has begun to save, which nobody tells.
const addressLife = 60_000;

/** What each node has dealt with. A node that failed is drawn anew, and its next data is not its first. */
const handled = new WeakMap<object, unknown>();

/** Saves a file each time that its data is set; the data that it comes with is not saved. */
export function Download(props: DownloadProps) {
  const node = useContext(NodeContext);
  const { data } = props;
  useEffect(() => {
    const isNew = handled.has(node) && handled.get(node) !== data;
    handled.set(node, data);
    // Only when the data changes: the other two say how to read the next.
    if (isNew && data !== null && data !== undefined) save(fileOf(data, props), nameOf(data));
  }, [node, data]);
  return null;
}

/** The name to suggest: without folders by the rules of any system, nor characters that are not seen. */
export function baseName(name: string): string {
  const last = name.split(/[\\/]/).findLast((part) => part !== "") ?? "";
  const seen = last.replace(/^[A-Za-z]:/, "").replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, "").trim();
  return /^\.*$/.test(seen) ? "download" : seen;
}

function nameOf(data: unknown): string {
  const { filename } = data as { filename?: unknown };
  return baseName(typeof filename === "string" ? filename : "");
}

/** @throws Error where the data is no file */
function fileOf(data: unknown, { id, base64, type }: DownloadProps): Blob {
  const given = isPlainObject(data) ? data : {};
  const { content } = given;
  if (typeof content !== "string") {
    const found = isPlainObject(data) ? `content of type ${typeof content}` : `data of type ${typeof data}`;
    throw new Error(
      `dcc.Download "${String(id)}": found ${found}, expected {filename, content} with text as the content. ` +
      "dcc.send_string, dcc.send_bytes and dcc.send_file make it.",
    );
  }
  const isBase64 = Boolean(given["base64"] ?? base64);
  // To the name of a plain text without an ending Chromium adds one. The functions of dcc say `type: null`.
  const unknown = isBase64 || Object.hasOwn(given, "type") ? "application/octet-stream" : "text/plain";
  return new Blob([isBase64 ? decode(content, id) : content], { type: String(given["type"] ?? type ?? unknown) });
}

function decode(content: string, id: string | undefined): Uint8Array<ArrayBuffer> {
  let bytes: string;
  try {
    bytes = atob(content.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    throw new Error(`dcc.Download "${String(id)}": its content is not base64, though its data says so. dcc.send_bytes encodes it.`);
  }
  const result = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) result[i] = bytes.charCodeAt(i);
  return result;
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  window.setTimeout(() => { URL.revokeObjectURL(link.href); }, addressLife);
}
