import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";

const config: UserConfig = defineConfig({
  plugins: [react()],
  build: {
    target: "es2023",
    // Fonts stay files: a `data:` font would need its own hole in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    // The package does not say so itself; what is not used of it would compile WebAssembly, which the policy forbids.
    rolldownOptions: {
      treeshake: { moduleSideEffects: [{ test: /hyparquet-compressors/, sideEffects: false }] },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080", "/readyz": "http://127.0.0.1:8080" } },
});

export default config;
