/**
 * Builds the client, and serves it during development.
 *
 * Reads `client/`, produces `client/dist`; in development it forwards matchmaking, sockets and telemetry to a server on
 * port 2567.
 */
import { defineConfig } from "vite";

/** The host header is not changed, so that the server accepts the pages as its own. */
const SERVER = { target: "http://localhost:2567", xfwd: true };

export default defineConfig({
  root: import.meta.dirname,
  // Links are relative to the page; the server prepends its base path (see server/http.ts).
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
      // The URL of a room's socket is /processId/roomId.
      "^/[\\w-]+/[\\w-]+\\?sessionId=.*": { ...SERVER, ws: true },
    },
  },
});
