// An SMTP server in a process of its own, so that taking letters does not slow who sends them: tells its parent its port, and
// when asked how many letters it took, how many of them came twice, and when the last one did.
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

const ids = new Set();
let twice = 0;
let lastAt = 0;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    let head = '';
    stream.on('data', (part) => {
      if (head.length < 4_096) head += part.toString('latin1');
    });
    stream.on('end', () => {
      const id = /^message-id: *(\S+)/im.exec(head)?.[1];
      if (ids.has(id)) twice += 1;
      ids.add(id);
      lastAt = Date.now();
      done();
    });
  },
});
// A worker that stops drops its connections.
server.on('error', () => undefined);
const listener = server.listen(0, '127.0.0.1');
await once(listener, 'listening');
process.send({ port: listener.address().port });
process.on('message', () => process.send({ letters: ids.size, twice, lastAt }));
