/**
 * How the client is built and served while developing.
 *
 * Reads `client/`, produces `client/dist`; in development it forwards everything live to a server on port 2567.
 */
import { defineConfig } from "vite";

/** Without a change of the host, so that the server sees pages of its own. */
const SERVER = { target: "http://localhost:2567", xfwd: true };

export default defineConfig({
  root: import.meta.dirname,
  // Files are linked relative to the page; the server puts its base path before them (see server/http.ts).
  base: "./",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 400,
  },
  server: {
    port: 5173,
    proxy: {
      "/matchmake": SERVER,
      "/api": SERVER,
      "/healthz": SERVER,
      "/socket.io": { ...SERVER, ws: true },
      // A room's socket lives at /processId/roomId.
      "^/[\\w-]+/[\\w-]+\\?sessionId=.*": { ...SERVER, ws: true },
    },
  },
});
