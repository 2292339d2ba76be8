import { createServer, type AddressInfo } from 'node:net';
import { CommandFailed } from '../failure.js';

/** Throws {@link CommandFailed} when nobody could listen there. */
export async function ensureFree(port: number, host: string): Promise<void> {
  try {
    await listenOnce(port, host);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new CommandFailed('port.busy', {
        what: { zh: `端口 ${port} 已被别的程序占用`, en: `Port ${port} is taken by another program` },
        mend: { zh: `换一个端口：PORT=${port === 3000 ? 3001 : port + 1} npm start`, en: `Choose another: PORT=${port === 3000 ? 3001 : port + 1} npm start` },
      });
    }
    if (code === 'EACCES') {
      throw new CommandFailed('port.forbidden', {
        what: { zh: `没有权限使用端口 ${port}`, en: `This user may not listen on port ${port}` },
        mend: { zh: '换一个 1024 以上的端口：PORT=3000 npm start', en: 'Choose a port above 1024: PORT=3000 npm start' },
      });
    }
    throw error;
  }
}

/** A port that was free a moment ago. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return listenOnce(0, host);
}

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const { port: used } = server.address() as AddressInfo;
      server.close(() => {
        resolve(used);
      });
    });
  });
}
