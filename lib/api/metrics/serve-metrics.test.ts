import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { observeRequest } from './http-requests';
import { serveMetrics } from './serve-metrics';

it('serves durations by operation, on loopback alone', async () => {
  observeRequest('GET /api/v1/people/{id}', 200, 12);
  const server = await serveMetrics(0);
  const { address, port } = server.address() as AddressInfo;
  expect(address).toBe('127.0.0.1');
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(text).toContain(
    'millwright_http_request_duration_seconds_count{operation="GET /api/v1/people/{id}",status="200"} 1',
  );
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  server.close();
});
