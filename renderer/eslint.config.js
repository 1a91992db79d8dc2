import js from "@eslint/js";
import tseslint from "typescript-eslint";

const noDom = ["window", "document", "fetch", "navigator", "localStorage", "sessionStorage", "setTimeout", "performance"];

export default tseslint.config(
  { ignores: ["node_modules", "dist"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-non-null-assertion": "off",
      "max-lines": ["error", { max: 350, skipComments: true, skipBlankLines: true }],
      "max-lines-per-function": ["error", { max: 80, skipComments: true, skipBlankLines: true }],
      complexity: ["error", 20],
    },
  },
  {
    files: ["**/*.test.ts", "**/*.test.tsx", "bench/**"],
    rules: { "max-lines": "off", "max-lines-per-function": "off" },
  },
  {
    // The core is pure: no DOM, no network, no clock, no React.
    files: ["src/core/**/*.ts"],
    ignores: ["src/core/test/**"],
    rules: {
      "no-restricted-globals": ["error", ...noDom],
      "no-restricted-imports": ["error", { patterns: ["react*", "../view/*", "../transport/*", "../components/*", "../clientside/*"] }],
    },
  },
  {
    files: ["src/components/**"],
    rules: { "no-restricted-imports": ["error", { patterns: ["../core/*", "../view/*", "../transport/*", "../../core/*", "../../view/*", "../../transport/*"] }] },
  },
  { files: ["scripts/**", "*.js", "*.mjs"], languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } } },
);
