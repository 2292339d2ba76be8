import type { LightMyRequestResponse } from 'fastify';
import { Problem, problemCatalogue, problemsOf, routes, type Route, type RouteName } from '@shidian/contracts';
import type { Api } from './create-api.js';

export interface Question {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // What a route answers differs by route; a test says what it expects of it.
  readonly body: never;
}

export interface SpecFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: string | Uint8Array;
}

/** An answer that the route table does not promise. */
class BrokenPromise extends Error {}

/** Holds an answer against its row of the table: the status, the problem's code, the body's schema. */
function held(name: RouteName, reply: Reply): Reply {
  const route: Route = routes[name];
  const answer = route.answers[reply.status];
  if (answer) {
    const checked = answer.schema?.safeParse(reply.body);
    if (checked && !checked.success) throw new BrokenPromise(`${name} ${reply.status}: ${checked.error.message}`);
    return reply;
  }
  const problem = Problem.parse(reply.body);
  if (reply.headers['content-type'] !== 'application/problem+json; charset=utf-8') throw new BrokenPromise(`${name}: ${String(reply.headers['content-type'])}`);
  if (problem.status !== reply.status || problemCatalogue[problem.code].status !== reply.status) throw new BrokenPromise(`${name}: ${JSON.stringify(problem)}`);
  if (!problemsOf(route).includes(problem.code)) throw new BrokenPromise(`${name} answers ${problem.code}, which its row does not name`);
  return reply;
}

/** Calls the interface by its route table, as one caller; every answer is held against the table. */
export class SpecClient {
  constructor(
    private readonly api: Api,
    private readonly credentials: Readonly<Record<string, string>> = {},
  ) {}

  static async signedIn(api: Api, login: string, password: string): Promise<SpecClient> {
    const { status, headers } = await new SpecClient(api).call('signIn', { body: { login, password } });
    const cookie = String(headers['set-cookie']).split(';', 1)[0];
    if (status !== 201 || cookie === undefined) throw new Error(`${login} could not sign in: ${status}`);
    return new SpecClient(api, { cookie, 'x-shidian-client': 'test' });
  }

  with(headers: Readonly<Record<string, string>>): SpecClient {
    return new SpecClient(this.api, { ...this.credentials, ...headers });
  }

  get cookie(): string {
    return this.credentials['cookie'] ?? '';
  }

  async upload(file: SpecFile): Promise<Reply> {
    return await this.send('upload', file);
  }

  /** As {@link call}, of a route that answers with a file. */
  async file(name: RouteName, question: Question = {}): Promise<{ readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly content: Buffer; readonly body: never }> {
    const response = await this.inject(name, question);
    if (response.statusCode !== 200) held(name, { status: response.statusCode, headers: response.headers, body: response.json<never>() });
    return { status: response.statusCode, headers: response.headers, content: response.rawPayload, body: (response.statusCode === 200 ? null : response.json<never>()) as never };
  }

  async call(name: RouteName, question: Question = {}): Promise<Reply> {
    const response = await this.inject(name, question);
    const json = String(response.headers['content-type']).includes('json') && response.body !== '';
    return held(name, { status: response.statusCode, headers: response.headers, body: (json ? JSON.parse(response.body) : response.body) as never });
  }

  /** Sends one file as a browser would, to a route that takes one. */
  async send(name: RouteName, upload: SpecFile, { params = {} }: Question = {}): Promise<Reply & { readonly content: Buffer }> {
    const boundary = 'spec-boundary';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${upload.name}"\r\ncontent-type: ${upload.mediaType}\r\n\r\n`;
    const headers = { ...this.credentials, 'content-type': `multipart/form-data; boundary=${boundary}` };
    const payload = Buffer.concat([Buffer.from(head), Buffer.from(upload.content), Buffer.from(`\r\n--${boundary}--\r\n`)]);
    const response = await this.api.app.inject({ method: 'POST', url: urlOf(name, params), headers, payload });
    const json = String(response.headers['content-type']).includes('json');
    return { ...held(name, { status: response.statusCode, headers: response.headers, body: (json ? response.json<unknown>() : undefined) as never }), content: response.rawPayload };
  }

  private async inject(name: RouteName, { params = {}, query = {}, headers = {}, body }: Question): Promise<LightMyRequestResponse> {
    return await this.api.app.inject({
      method: routes[name].method,
      url: urlOf(name, params),
      query: { ...query },
      headers: { ...this.credentials, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
  }
}

function urlOf(name: RouteName, params: NonNullable<Question['params']>): string {
  return routes[name].path.replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params[key])));
}
