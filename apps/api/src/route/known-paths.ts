import { routes, type Method, type Route } from '@shidian/contracts';

const paths: readonly { readonly method: Method; readonly pattern: RegExp }[] = Object.values<Route>(routes).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`),
}));

/** Methods that the table has at the path of the URL; none where there is no such path. HEAD goes wherever GET goes. */
export function methodsAt(url: string): readonly string[] {
  const path = url.split('?', 1)[0] ?? '';
  const methods = paths.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}
