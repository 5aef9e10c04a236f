import { createServer, type Server } from 'node:http';
import { metricsRegistry } from './metrics-registry';

/** Serves `/metrics` on 127.0.0.1 only: figures are for the machine's own scraper, not for whoever finds the port. */
export async function serveMetrics(port: number): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    const text = await metricsRegistry.metrics();
    response.writeHead(200, { 'content-type': metricsRegistry.contentType }).end(text);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  server.unref();
  return server;
}
