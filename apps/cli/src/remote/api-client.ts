import { randomUUID } from 'node:crypto';
import { Problem, routes, type Route, type RouteName } from '@shidian/contracts';
import type { z } from 'zod';
import { CommandFailed } from '../failure.js';
import { problemFailure } from './problem-failure.js';

type Schemas<R extends Route> = { [S in keyof R['answers']]: R['answers'][S] extends { readonly schema: infer T extends z.ZodType } ? z.output<T> : never };
/** The JSON answer of a route. */
export type AnswerOf<N extends RouteName> = Schemas<(typeof routes)[N]>[keyof Schemas<(typeof routes)[N]>];

export interface Question {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly upload?: { readonly name: string; readonly content: Uint8Array<ArrayBuffer>; readonly mediaType: string };
}

export interface RemoteFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Speaks to the HTTP interface by its route table. Every problem document becomes a {@link CommandFailed} under its code. */
export class ApiClient {
  constructor(
    readonly address: string,
    private readonly credentials: { readonly token: string } | { readonly cookie: string } | undefined,
  ) {}

  async call<N extends RouteName>(name: N, question: Question = {}): Promise<AnswerOf<N>> {
    const { body } = await this.send(name, question);
    // The answer was checked against this very schema.
    return body as AnswerOf<N>;
  }

  /** The file with which a route answers, under the name that it gives it. */
  async file(name: RouteName, question: Question = {}): Promise<RemoteFile> {
    const answer = await this.answer(name, question);
    const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
    return { name: named === undefined ? name : decodeURIComponent(named), content: new Uint8Array(await answer.arrayBuffer()) };
  }

  /** As {@link call}, with the answer's headers. */
  async send(name: RouteName, question: Question): Promise<{ readonly body: unknown; readonly headers: Headers }> {
    const route: Route = routes[name];
    const answer = await this.answer(name, question);
    const schema = route.answers[answer.status]?.schema;
    return { body: schema ? schema.parse(await answer.json()) : undefined, headers: answer.headers };
  }

  /** The bytes of an answer that goes on until the signal. */
  async stream(name: RouteName, question: Question, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const { body } = await this.answer(name, question, signal);
    return body ?? new ReadableStream({ start: (controller) => { controller.close(); } });
  }

  private async answer(name: RouteName, question: Question, signal: AbortSignal = AbortSignal.timeout(60_000)): Promise<Response> {
    const route: Route = routes[name];
    const answer = await this.fetch(this.url(route, question), {
      method: route.method,
      headers: this.headers(route, question),
      ...requestBody(question),
      signal,
    });
    if (!answer.ok) throw await this.failure(answer);
    return answer;
  }

  private async fetch(url: URL, request: RequestInit): Promise<Response> {
    try {
      return await fetch(url, request);
    } catch (error) {
      throw new CommandFailed(
        'api.unreachable',
        {
          what: { zh: '连不上服务', en: 'The service cannot be reached' },
          where: this.address,
          mend: { zh: '用 npm start 启动，或用 --url 指明地址', en: 'Start it with npm start, or name its address with --url' },
        },
        { cause: error },
      );
    }
  }

  private url(route: Route, { params = {}, query = {} }: Question): URL {
    const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
      const value = params[name];
      if (value === undefined) throw new TypeError(`${route.path}: no ${name}`);
      return encodeURIComponent(value);
    });
    const url = new URL(path, this.address);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
    return url;
  }

  private headers(route: Route, question: Question): Record<string, string> {
    return {
      accept: 'application/json, application/problem+json',
      // Says that no browser was talked into this request.
      'x-shidian-client': 'cli',
      ...(question.body !== undefined && { 'content-type': 'application/json' }),
      // One call, one effect, also when the network repeats it.
      ...(route.headers && 'idempotency-key' in route.headers.shape && { 'idempotency-key': randomUUID() }),
      ...(this.credentials && ('token' in this.credentials ? { authorization: `Bearer ${this.credentials.token}` } : { cookie: this.credentials.cookie })),
      ...question.headers,
    };
  }

  private async failure(answer: Response): Promise<CommandFailed> {
    const text = await answer.text();
    const problem = Problem.safeParse(parsed(text));
    if (problem.success) return problemFailure(problem.data);
    return new CommandFailed('api.unexpected', {
      what: { zh: `服务的回答不是预期的格式（${answer.status}）`, en: `The answer is not what was expected (${answer.status})` },
      where: `${answer.url}: ${text.slice(0, 200)}`,
      mend: { zh: '检查 --url 是不是本服务的地址', en: 'Check that --url is the address of this service' },
    });
  }
}

function requestBody({ body, upload }: Question): { readonly body?: string | FormData } {
  if (upload) {
    const form = new FormData();
    form.set('file', new Blob([upload.content], { type: upload.mediaType }), upload.name);
    return { body: form };
  }
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
