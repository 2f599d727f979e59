// Builds the flow editor into one script, one style sheet and one font: nothing inline, nothing from elsewhere.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: {
    outDir: "../../src/tongban/powerlist/static/powerlist/built",
    emptyOutDir: false,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    target: "es2020",
    license: { fileName: "flow-editor.licences.md" },
    rolldownOptions: {
      input: "src/main.js",
      output: {
        format: "iife",
        entryFileNames: "flow-editor.js",
        assetFileNames: (asset) => (asset.names[0]?.endsWith(".css") ? "flow-editor.css" : "[name][extname]"),
      },
    },
  },
});
