import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// Lists what was built, so that the service worker can keep all of it (public/service_worker.js).
function list_of_the_shell(): Plugin {
  return {
    name: "list-of-the-shell",
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle).sort();
      this.emitFile({ type: "asset", fileName: "shell.json", source: JSON.stringify(files) });
    },
  };
}

// PARASPINAL_SCREEN_OUT names the folder of the build; `dist` beside this file without it.
// PARASPINAL_SERVICE is where `npm run dev` finds the service.
export default defineConfig({
  base: "/screen/",
  plugins: [react(), list_of_the_shell()],
  css: {
    preprocessorOptions: { scss: { quietDeps: true, silenceDeprecations: ["legacy-js-api"] } },
  },
  build: {
    outDir: process.env["PARASPINAL_SCREEN_OUT"] ?? "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    reportCompressedSize: false,
  },
  server: {
    proxy: {
      "/desk": {
        target: process.env["PARASPINAL_SERVICE"] ?? "http://127.0.0.1:8420",
        changeOrigin: true,
        // The service takes requests of its own pages only, and this page comes from another port.
        configure: (proxy) => proxy.on("proxyReq", (request) => request.removeHeader("origin")),
      },
    },
  },
});
