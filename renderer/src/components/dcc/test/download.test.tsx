// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NodeContext } from "../../context";
import { mount } from "../../test/mount";
import { baseName, Download, type DownloadProps } from "../download";

interface Saved { name: string; type: string; bytes: number[] }

let saved: Promise<Saved>[] = [];
let files = new Map<string, Blob>();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  saved = [];
  files = new Map();
  vi.spyOn(URL, "createObjectURL").mockImplementation((file) => {
    const url = `blob:test/${files.size}`;
    files.set(url, file as Blob);
    return url;
  });
  vi.spyOn(URL, "revokeObjectURL").mockImplementation((url) => { files.delete(url); });
  vi.spyOn(HTMLElement.prototype, "click").mockImplementation(function (this: HTMLElement) {
    const { download, href } = this as HTMLAnchorElement;
    saved.push(read(download, files.get(href)!));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function read(name: string, file: Blob): Promise<Saved> {
  return { name, type: file.type, bytes: [...new Uint8Array(await file.arrayBuffer())] };
}

/** As in a page, where each component has a node of its own. */
function own() {
  const node = { nodeKey: 1, isLoading: () => false, subscribeLoading: () => () => undefined, loadingBelow: () => [], subscribeLoadingBelow: () => () => undefined };
  return (props: DownloadProps) => <NodeContext.Provider value={node}><Download {...props} /></NodeContext.Provider>;
}

const text = (content: string) => [...new TextEncoder().encode(content)];

describe("Download", () => {
  it("saves what its data is set to, and the same again", async () => {
    const view = mount(own(), { id: "d" });
    for (let i = 0; i < 2; i++) view.outside({ data: { filename: "ä.txt", content: "höh", base64: false } });
    const once = { name: "ä.txt", type: "text/plain", bytes: text("höh") };
    expect(await Promise.all(saved)).toEqual([once, once]);
  });

  it("does not save what it comes with, nor for other changes, nor None", () => {
    const view = mount(own(), { id: "d", data: { filename: "a", content: "x" } });
    view.outside({ type: "text/csv" });
    view.outside({ data: null });
    expect(saved).toEqual([]);
  });

  // What it says of data that is no file is tested in a browser: this DOM lets no boundary catch it.

  it("reads base64 of both alphabets", async () => {
    const view = mount(own(), { id: "d" });
    view.outside({ data: { filename: "a.bin", content: "+/8=", base64: true } });
    view.outside({ data: { filename: "a.bin", content: "-_8=", base64: true } });
    const once = { name: "a.bin", type: "application/octet-stream", bytes: [251, 255] };
    expect(await Promise.all(saved)).toEqual([once, once]);
  });

  it("takes from its own props what the data leaves open", async () => {
    const view = mount(own(), { id: "d", base64: true, type: "image/png" });
    view.outside({ data: { filename: "a", content: "AP8=" } });
    view.outside({ data: { filename: "b", content: "AP8=", base64: false, type: "text/csv" } });
    expect(await Promise.all(saved)).toEqual([
      { name: "a", type: "image/png", bytes: [0, 255] },
      { name: "b", type: "text/csv", bytes: text("AP8=") },
    ]);
  });

  it("gives the file back to the browser after a while", () => {
    const view = mount(own(), { id: "d" });
    view.outside({ data: { filename: "a", content: "x" } });
    expect(files.size).toBe(1);
    vi.advanceTimersByTime(60_000);
    expect(files.size).toBe(0);
  });

  it("calls a file of no type unknown, for browsers add an ending to the name of plain text", async () => {
    const view = mount(own(), { id: "d" });
    view.outside({ data: { filename: "Makefile", content: "x", base64: false, type: null } });
    expect((await saved[0]!).type).toBe("application/octet-stream");
  });

  it("goes on where a node is drawn anew", () => {
    const OfOneNode = own();
    const first = mount(OfOneNode, { id: "d" });
    first.unmount();
    mount(OfOneNode, { id: "d", data: { filename: "a", content: "x" } });
    expect(saved).toHaveLength(1);
  });
});

describe("baseName", () => {
  it.each([
    ["report.csv", "report.csv"],
    ["../../x", "x"],
    ["C:\\x", "x"],
    ["C:x", "x"],
    ["..\\..\\Windows/x.ini", "x.ini"],
    ["a/b/", "b"],
    ["zeile\n\u0000.txt", "zeile.txt"],
    ["exe.\u202Etxt", "exe.txt"],
    ["日本語 übung.csv", "日本語 übung.csv"],
    [".gitignore", ".gitignore"],
    ["..", "download"],
    ["", "download"],
  ])("of %j is %j", (name, expected) => { expect(baseName(name)).toBe(expected); });
});
