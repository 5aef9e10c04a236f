import { beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { answerHealth, answerLive } from '@/lib/api/health/answer-health';
import { route } from '@/lib/api/server/route';
import { call, testOrigin } from '@/lib/api/server/test-requests';
import { serverLog } from './server-log';
import { handleAuth } from './sign-in/handle-auth';
import { handleInvitation } from './sign-in/handle-invitation';

const logged: unknown[] = [];
vi.spyOn(serverLog, 'error').mockImplementation((...line: unknown[]) => void logged.push(line));
vi.spyOn(serverLog, 'warn').mockImplementation(() => undefined);

const open = route({
  operation: 'GET /api/v1/open',
  summary: 'Open to all.',
  access: 'public',
  output: z.object({}),
  handle: async () => ({}),
});

beforeEach(() => {
  vi.stubEnv('DATABASE_URL', 'postgresql://canary:hunter2@127.0.0.1:1/none');
  vi.stubEnv('MILLWRIGHT_KEY', 'not a key');
  vi.stubEnv('MILLWRIGHT_URL', '');
  vi.stubEnv('NEXTAUTH_URL', 'https://elsewhere.example');
  vi.stubEnv('NEXTAUTH_SECRET', 'guessable');
});

it('lets nobody in, and answers nothing, while the configuration is wrong', async () => {
  for (const action of ['csrf', 'session', 'providers', 'signin'])
    expect((await handleAuth(new Request(`${testOrigin}/api/auth/${action}`), [action])).status).toBe(503);
  const form = new Request(`${testOrigin}/api/invitation`, { method: 'POST', headers: { origin: testOrigin } });
  expect((await handleInvitation(form)).status).toBe(503);
  expect((await call(open)).status).toBe(503);
});

it('is alive but not ready, and says neither why nor where', async () => {
  expect((await answerLive()).status).toBe(200);
  const response = await answerHealth();
  expect(response.status).toBe(503);
  expect(await response.text()).toBe('{"status":"not-ready","live":true,"ready":false}');
});

it('tells the log what is wrong, without the values', () => {
  const text = JSON.stringify(logged, (_, value) => (value instanceof Error ? value.message : value));
  expect(text).toContain('MILLWRIGHT_KEY');
  expect(text).not.toContain('hunter2');
});
