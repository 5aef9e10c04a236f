import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { advanceAnchor } from '@/lib/audit/advance-anchor';
import { sharedDatabase } from '@/lib/store/database/database';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { RouteHandler } from './route-definition';

export const testOrigin = 'http://console.localhost';

/** A database and a data directory of the test's own that `sharedDatabase` and `sharedConfig` find, as a web process would. */
export async function createTestDeployment(): Promise<TestDatabase & { auditAnchorPath: string }> {
  const database = await createTestDatabase();
  const auditAnchorPath = join(tmpdir(), `anchor-${crypto.randomUUID()}.json`);
  const dataDir = join(tmpdir(), `millwright-${crypto.randomUUID()}`);
  const environment = {
    DATABASE_URL: database.url,
    MILLWRIGHT_DATA_DIR: dataDir,
    MILLWRIGHT_KEY: randomBytes(32).toString('base64'),
    MILLWRIGHT_URL: testOrigin,
    MILLWRIGHT_METRICS_PORT: 'off',
    MILLWRIGHT_AUDIT_ANCHOR: auditAnchorPath,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  await advanceAnchor(database, auditAnchorPath);
  return {
    ...database,
    auditAnchorPath,
    async close() {
      await sharedDatabase().close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export interface TestRequest {
  path?: string;
  params?: Record<string, string>;
  /** A `Cookie` header. */
  cookie?: string;
  /** A bearer token. */
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls a handler as a browser of this console would: `Origin` set, JSON body. */
export function call(handler: RouteHandler, request: TestRequest = {}): Promise<Response> {
  const [method, template] = handler.description.operation.split(' ');
  const path =
    request.path ?? (template ?? '').replace(/\{(\w+)\}/g, (_, name: string) => request.params?.[name] ?? name);
  const headers = new Headers({ origin: testOrigin, ...request.headers });
  if (request.cookie) headers.set('cookie', request.cookie);
  if (request.token) headers.set('authorization', `Bearer ${request.token}`);
  if (request.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  return handler(new Request(new URL(path, testOrigin), { method, headers, body }), {
    params: Promise.resolve(request.params ?? {}),
  });
}

/** A bare POST with exactly these headers; the body may be a stream. */
export function testPost(headers: Record<string, string>, body: BodyInit): Request {
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
  return new Request(testOrigin, init);
}
