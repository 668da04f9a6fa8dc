import { defineConfig, type UserConfig } from "vite";

/** One classic script: only such a one runs before the first picture, so that nothing is shown that is replaced a moment later. */
const config: UserConfig = defineConfig({
  build: {
    target: "es2022",
    lib: { entry: "src/index.ts", name: "Attune", formats: ["iife"], fileName: () => "attune.js" },
  },
});

export default config;
