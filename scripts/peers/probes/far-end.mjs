// What stands at the far site: ports that open, and a page. Ports: the first and last that open, then that of the page.
import { createServer as createPage } from 'node:http';
import { createServer } from 'node:net';

const [first, last, page] = process.argv.slice(2).map(Number);
const backlog = 4_096;
for (let port = first; port <= last; port += 1)
  createServer((socket) => socket.on('error', () => undefined).end()).listen({ port, host: '0.0.0.0', backlog });
createPage((_, response) => response.end('ok')).listen({ port: page, host: '0.0.0.0', backlog }, () =>
  process.stdout.write('ready\n'),
);
