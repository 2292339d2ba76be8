import { operations, type Operations, type Problem } from '../generated/api.js';
import { NetworkLost, Refusal } from './problem.js';
import { newRequestKey } from './request-key.js';
import { urlOf, type Asked } from './url.js';

export type OperationName = keyof Operations;
export type AnswerOf<N extends OperationName> = Operations[N]['answer'];
export type QuestionOf<N extends OperationName> = Operations[N]['question'];

interface Sent extends Asked {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

export interface Answer<N extends OperationName> {
  readonly body: AnswerOf<N>;
  /** Version of what was read or written, as the next If-Match names it. */
  readonly tag: string | undefined;
}

const patienceMs = 30_000;

/**
 * The one way to the service. An operation that takes an Idempotency-Key always gets one; whoever may have to repeat it
 * gives his own.
 *
 * @throws Refusal where the service refused, NetworkLost where no answer came
 */
export async function ask<N extends OperationName>(name: N, question: QuestionOf<N>, signal?: AbortSignal): Promise<Answer<N>> {
  const response = await respond(name, question, signal);
  const text = await response.text().catch((error: unknown) => {
    throw new NetworkLost(error);
  });
  const tag = response.headers.get('etag') ?? undefined;
  return { body: (isJson(response) ? JSON.parse(text) : undefined) as AnswerOf<N>, tag };
}

/** As {@link ask}, for answers that are wanted without their version. */
export async function call<N extends OperationName>(name: N, question: QuestionOf<N>, signal?: AbortSignal): Promise<AnswerOf<N>> {
  return (await ask(name, question, signal)).body;
}

/** The answer as text: pictures. */
export async function textOf(name: OperationName, question: Asked, signal?: AbortSignal): Promise<string> {
  const response = await respond(name, question, signal);
  return await response.text();
}

/** The answer as a file. */
export async function fileOf<N extends OperationName>(name: N, question: QuestionOf<N>): Promise<Blob> {
  const response = await respond(name, question, undefined);
  return await response.blob();
}

/** The address of an operation, for links and downloads. */
export const addressOf = (name: OperationName, asked: Asked): string => urlOf(operations[name].path, asked);

async function respond(name: OperationName, { headers = {}, body, ...asked }: Sent, signal: AbortSignal | undefined): Promise<Response> {
  const operation: { readonly method: string; readonly path: string; readonly once?: boolean } = operations[name];
  const given = Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const isFile = body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(urlOf(operation.path, asked), {
      method: operation.method,
      headers: {
        ...(operation.once === true && { 'idempotency-key': newRequestKey() }),
        ...(body !== undefined && !isFile && { 'content-type': 'application/json' }),
        ...given,
      },
      ...(body !== undefined && { body: isFile ? body : JSON.stringify(body) }),
      signal: signal ?? AbortSignal.timeout(patienceMs),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new NetworkLost(error);
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

const isJson = (response: Response): boolean => /json/.test(response.headers.get('content-type') ?? '');

async function refusal(response: Response): Promise<Error> {
  const after = Number(response.headers.get('retry-after'));
  try {
    const problem = (await response.json()) as Problem;
    if (typeof problem.code === 'string') return new Refusal(problem, after > 0 ? after : undefined);
  } catch {
    // No problem document: something between the service and here has answered.
  }
  return new NetworkLost(new Error(`answered ${response.status}`));
}
