/**
 * Everything served over plain HTTP: the client, health, the training snapshot, and matchmaking.
 *
 * Reads requests, produces an express application; rooms and telemetry have their own sockets on the same port.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import helmet from "helmet";
import type { Trust } from "./entrance/address.ts";
import { JOIN_ERRORS } from "./join-options.ts";
import type { Level } from "../shared/levels.ts";
import type { Logger } from "./log.ts";
import { matchmaking } from "./matchmaking.ts";

/** What the pages and JSON answers are made from. */
export interface HttpSources {
  readonly log: Logger;
  /** The answer of /healthz. */
  readonly health: () => object;
  /** The answer of /api/training. */
  readonly training: () => object;
  /** Path under which a proxy serves the game. Requests arrive without it; the page needs it. */
  readonly base: string;
  /** Of matches that are joined without one. */
  readonly level: Level;
  readonly trustProxy: Trust;
  /** Folder of the built client. */
  readonly clientDir?: string;
}

const CLIENT_DIR = fileURLToPath(new URL("../client/dist", import.meta.url));
/** Paths of the client's screens. */
const SCREENS = new Set(["/", "/play", "/training"]);
/** Requests per minute and address: enough for a class of thirty behind one router, each with four rinks open. */
const REQUESTS_PER_MINUTE = 600;

/** Creates the express application. */
export function createHttp(sources: HttpSources): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", sources.trustProxy);
  app.use(securityHeaders());
  app.get("/healthz", (_request, response) => void response.json(sources.health()));
  app.use(["/api", "/matchmake"], limitRate());
  app.post(
    "/matchmake/:method/:room",
    express.json({ limit: "8kb", type: () => true }),
    matchmaking(sources.log, sources.level),
  );
  app.use(compression());
  app.get("/api/training", (_request, response) => void response.json(sources.training()));
  app.use("/api", (_request, response) => void response.status(404).json({ error: "no such resource" }));
  app.use(client(sources.clientDir ?? CLIENT_DIR, sources.base));
  app.use(onError(sources.log));
  return app;
}

/** Allows our own scripts and WebSockets, nothing else. Plain HTTP must work, so there is no upgrade to HTTPS. */
function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'", "ws:", "wss:"],
        fontSrc: ["'self'", "data:"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        imgSrc: ["'self'", "data:", "blob:"],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'", "blob:"],
      },
    },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    strictTransportSecurity: false,
  });
}

function limitRate(): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: REQUESTS_PER_MINUTE,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    message: { code: JOIN_ERRORS.tooMany, error: "Too many requests. Try again in a minute." },
  });
}

/** The built client. Unknown paths get its page too, which then shows that there is no such page. */
function client(folder: string, base: string): RequestHandler {
  const page = join(folder, "index.html");
  const files = express.static(folder, {
    index: false,
    setHeaders(response, path) {
      const isHashed = path.startsWith(join(folder, "assets"));
      response.setHeader("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  const sendPage: RequestHandler = (request, response) => {
    if (!request.accepts("html")) response.status(404).type("text").send("Not found.");
    else if (!existsSync(page)) response.status(503).type("html").send(NOT_BUILT);
    else {
      const isScreen = SCREENS.has(request.path.replace(/(.)\/$/, "$1"));
      response.status(isScreen ? 200 : 404).setHeader("Cache-Control", "no-cache");
      response.type("html").send(pageFor(readFileSync(page, "utf8"), base));
    }
  };
  return express.Router().get("/{*path}", files, sendPage);
}

/**
 * The client's page for a base path: its files are linked from there on every screen, and its scripts read the path
 * from the meta element. A base element would need a wider content security policy.
 */
function pageFor(html: string, base: string): string {
  return html.replaceAll(/(src|href)="\.\//g, `$1="${base}`).replace(/(<meta name="base" content=")[^"]*/, `$1${base}`);
}

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>Hindsight Hockey</title>
<body style="font: 18px system-ui; max-width: 34em; margin: 15vh auto; padding: 0 1em">
<h1>The page is not built yet</h1>
<p>The server runs, but its client has to be built once: stop the server and start it with <code>npm start</code>,
or run <code>npm run build</code> and reload this page.</p>`;

function onError(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (status >= 500) log.error({ err: error }, "request failed");
    response.status(status).json({ code: status, error: status < 500 ? "bad request" : "internal error" });
  };
}

function statusOf(error: unknown): number {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : 500;
  return typeof status === "number" && status >= 400 && status <= 599 ? status : 500;
}
