import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, createTestDeployment } from '@/lib/api/server/test-requests';
import * as openApi from './openapi.json/route';
import { apiRoutes } from './routes';

const every = { ...apiRoutes, 'openapi.json': async () => openApi };
const root = dirname(fileURLToPath(import.meta.url));
const folders = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.name === 'route.ts')
  .map((entry) => relative(root, entry.parentPath));

let database: Awaited<ReturnType<typeof createTestDeployment>>;
beforeAll(async () => {
  database = await createTestDeployment();
});
afterAll(() => database.close());

it('lists every route file there is', () => {
  expect(Object.keys(every).toSorted()).toEqual(folders.toSorted());
});

it.each(Object.entries(every))('%s says the address it is found under', async (folder, load) => {
  const handlers = Object.entries(await load());
  expect(handlers.length).toBeGreaterThan(0);
  for (const [method, { description }] of handlers) {
    const path = folder.replaceAll('[', '{').replaceAll(']', '}');
    expect(description.operation).toBe(`${method} /api/v1/${path}`);
  }
});

it.each(folders)('%s stays thin: under 40 lines of code', (folder) => {
  const lines = readFileSync(join(root, folder, 'route.ts'), 'utf8').split('\n');
  expect(lines.filter((line) => line.trim() !== '').length).toBeLessThan(40);
});

it('describes every operation once, with its permission, input and answer', async () => {
  const modules = await Promise.all(Object.values(every).map((load) => load()));
  const descriptions = modules.flatMap((module) => Object.values(module).map(({ description }) => description));
  const document = await (await call(openApi.GET)).json();
  const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path ?? {}));
  expect(operations).toHaveLength(descriptions.length);
  expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(descriptions.length);
  expect(document.paths?.['/api/v1/people/{id}/roles']?.post).toMatchObject({
    description: 'Needs the permissions `people:write` and `people:read`.',
    security: [{ token: [] }, { session: [] }],
    parameters: [{ in: 'path', name: 'id', required: true }],
    requestBody: { content: { 'application/json': { schema: { additionalProperties: false } } } },
    responses: { '201': {}, default: { content: { 'application/problem+json': {} } } },
  });
});
