import { Delete, Get, HttpCode, Post, Put, SetMetadata, applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { routes, type Method, type Route, type RouteName } from '@shidian/contracts';
import type { FastifyRequest } from 'fastify';
import type { Answered } from './answered.js';
import { inputOf, type AnswerOf, type InputOf } from './input.js';

const routeName = Symbol('route name');

type Handler<N extends RouteName> = (input: InputOf<N>, ...rest: never[]) => Promise<Answered<[AnswerOf<N>] extends [never] ? unknown : AnswerOf<N>>>;

const verbs: Readonly<Record<Method, (path: string) => MethodDecorator>> = { GET: Get, POST: Post, PUT: Put, DELETE: Delete };

/**
 * Makes the method the handler of one row of the route table: path, verb and status come from there, and the types of
 * its input and answer are held against the schemas of the row.
 */
export function Serves<N extends RouteName>(name: N): <T extends Handler<N>>(target: object, key: string, descriptor: TypedPropertyDescriptor<T>) => void {
  const route: Route = routes[name];
  const status = Number(Object.keys(route.answers)[0]);
  return applyDecorators(verbs[route.method](route.path), HttpCode(status), SetMetadata(routeName, name));
}

/** The row of the table that a handler serves; undefined for a handler that serves none. */
export function servedBy(handler: object): RouteName | undefined {
  return Reflect.getMetadata(routeName, handler) as RouteName | undefined;
}

/** The checked input of the route ({@link InputOf}). */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): unknown => {
  const name = servedBy(context.getHandler());
  if (!name) throw new Error(`${context.getClass().name}.${context.getHandler().name} serves no route of the table`);
  return inputOf(name, context.switchToHttp().getRequest<FastifyRequest>());
});
