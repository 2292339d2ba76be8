// An address that leads to one server now and to another later, as a virtual address or a balancer does.
import { once } from 'node:events';
import { createServer, connect } from 'node:net';

export class Door {
  #target;
  #pairs = new Set();
  #held = false;

  /** @param target port on this machine to which new connections lead */
  static async open(target) {
    const door = new Door();
    door.#target = target;
    door.server = createServer((inner) => door.#pass(inner)).listen(0, '127.0.0.1');
    await once(door.server, 'listening');
    door.port = door.server.address().port;
    return door;
  }

  #pass(inner) {
    const outer = connect(this.#target, '127.0.0.1');
    const pair = [inner, outer];
    this.#pairs.add(pair);
    const end = () => {
      this.#pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
    }
    inner.on('data', (chunk) => outer.write(chunk));
    outer.on('data', (chunk) => inner.write(chunk));
    if (this.#held) for (const socket of pair) socket.pause();
  }

  /** Nothing passes any more, and nobody is told: the line is silent. */
  hold() {
    this.#held = true;
    for (const pair of this.#pairs) for (const socket of pair) socket.pause();
  }

  /** Every connection is broken; new ones lead to `target`. */
  lead(target) {
    this.#target = target;
    this.#held = false;
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  async close() {
    this.lead(this.#target);
    this.server.close();
    await once(this.server, 'close');
  }
}
