import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { routes } from '@shidian/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiModule } from './api.module.js';
import { limits, readJson } from './door/json-body.js';
import { InFlight } from './in-flight.js';
import { nestLog } from '@shidian/observability';
import { answerClientError } from './problem/client-error.js';
import { problemDocument } from './problem/document.js';
import { preferredLanguage } from './problem/language.js';
import { Problem } from './problem/problem.js';
import { sendProblem } from './problem/send.js';
import { callerOf, markReceipt } from './route/caller.js';
import { answerUnchanged } from './route/unchanged.js';
import type { ApiParts } from './tokens.js';
import { serveWeb } from './web/serve-web.js';

export interface Api {
  readonly app: NestFastifyApplication;
  /** Takes no new requests, waits for those in flight as long as it may, closes. */
  close(withinMs: number): Promise<void>;
}

/** A request must have arrived in this time. Less than the grace of a hard close: an act in flight is never beaten by it. */
const requestTimeoutMs = 40_000;
const longestUrl = 8_000;
/** How long connections without a request may take to go by themselves when the process stops. */
const unusedWithinMs = 500;

function adapterFor({ settings, log }: ApiParts): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: settings.trustProxy.length > 0 ? [...settings.trustProxy] : false,
    logger: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: limits.bytes,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: 'idle',
    // Said as a problem by a hook of ours.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    // Node would answer without a word.
    http: { requireHostHeader: false },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(error, request, reply, log);
    },
    routerOptions: { maxParamLength: 200 },
    multipart: { throwFileSizeLimit: true, limits: { fileSize: settings.uploadLimitBytes, files: 1, fields: 0, headerPairs: 20, fieldNameSize: 100 } },
  });
}

/** The receipt is read first of all: nothing that takes time may come between a request and its time. */
function addHooks(fastify: FastifyInstance, inFlight: InFlight, { log, settings }: ApiParts): void {
  const limiter = fastify.createRateLimit({ max: settings.signInsPerMinute, timeWindow: 60_000 });
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    if (inFlight.closing) throw new Problem('unavailable', { headers: { connection: 'close', 'retry-after': '5' } });
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') throw new Problem('request.malformed');
    if ((request.raw.url ?? '').length > longestUrl) throw new Problem('request.url_too_long');
    if (request.method === 'POST' && request.routeOptions.url === routes.signIn.path) {
      const limited = await limiter(request);
      if (!limited.isAllowed && limited.isExceeded) throw new Problem('rate.exceeded', { headers: { 'retry-after': String(limited.ttlInSeconds) } });
    }
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const { elapsedTime, statusCode } = reply;
    log.info(
      { request: request.id, method: request.method, route: request.routeOptions.url, status: statusCode, ms: Math.round(elapsedTime), account: callerOf(request)?.principal.accountId },
      'Request answered',
    );
    return Promise.resolve();
  });
}

/** JSON goes through our door, multipart through its plugin, and nothing else comes in. */
function onlyJson(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: limits.bytes }, (_request, body, done) => {
    try {
      done(null, readJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** `Expect: something` has no request object of the framework's. */
function refuseExpectation(request: IncomingMessage, response: ServerResponse): void {
  const problem = new Problem('request.expectation');
  const document = problemDocument(problem, preferredLanguage(request.headers['accept-language']), randomUUID());
  response.writeHead(problem.status, { 'content-type': 'application/problem+json; charset=utf-8', connection: 'close' });
  response.end(JSON.stringify(document));
}

/** Builds the HTTP interface over its parts. It listens nowhere yet. */
export async function createApi(parts: ApiParts): Promise<Api> {
  const adapter = adapterFor(parts);
  const inFlight = new InFlight();
  adapter.setOnRequestHook((request, reply, done) => {
    markReceipt(request, parts.clock.now());
    inFlight.track(reply.raw);
    done();
  });
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class and takes literals
  const options: NestApplicationOptions = { bodyParser: false, abortOnError: false, logger: nestLog(parts.log) };
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(parts), adapter, options);
  const fastify = adapter.getInstance<FastifyInstance>();
  await app.register(helmet, {
    strictTransportSecurity: parts.settings.cookieSecure && { maxAge: 31_536_000 },
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  });
  await app.register(rateLimit, { global: false });
  onlyJson(fastify);
  addHooks(fastify, inFlight, parts);
  answerUnchanged(fastify);
  if (parts.settings.webFolder !== undefined) await serveWeb(fastify, parts.settings.webFolder, parts.log);
  fastify.server.on('checkExpectation', refuseExpectation);
  await app.init();
  await fastify.ready();
  parts.changes.start();
  return {
    app,
    close: async (withinMs) => {
      const drained = inFlight.drained(withinMs);
      // Answers that would never end by themselves.
      await parts.changes.close();
      await drained;
      // Everything has been answered. A browser opens connections in advance, and the server would wait for their first request.
      const unused = setTimeout(() => {
        fastify.server.closeAllConnections();
      }, unusedWithinMs);
      await app.close();
      clearTimeout(unused);
      parts.press.close();
    },
  };
}
