import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nestsDeeperThan } from './nests-deeper-than';
import { bodyLimits, readJsonBody } from './read-json-body';
import { testPost } from './test-requests';

const toRequest = (body: BodyInit) => testPost({ 'content-type': 'application/json' }, body);

it('gives up a body that drips for ever with 408, and stops reading it', async () => {
  let cancelled = false;
  const drip = new ReadableStream({
    start: (controller) => controller.enqueue(Buffer.from('{')),
    cancel: () => {
      cancelled = true;
    },
  });
  const reading = readJsonBody(toRequest(drip), { ...bodyLimits, withinMs: 30 });
  await expect(reading).rejects.toMatchObject({ status: 408 });
  expect(cancelled).toBe(true);
});

it('reads back any JSON that was sent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 10 }), async (text) => {
      expect(await readJsonBody(toRequest(text))).toEqual(JSON.parse(text));
    }),
  );
});

it('counts only brackets outside strings', () => {
  expect(nestsDeeperThan('["[[[[\\"[[[["]', 1)).toBe(false);
  expect(nestsDeeperThan('[[]]', 1)).toBe(true);
});

it('takes no text with a NUL character, which no database would, but what only reads like one', async () => {
  await expect(readJsonBody(toRequest('{"scope":"a\\u0000"}'))).rejects.toMatchObject({ status: 400 });
  await expect(readJsonBody(toRequest('["\\\\\\u0000"]'))).rejects.toMatchObject({ status: 400 });
  expect(await readJsonBody(toRequest('["\\\\u0000"]'))).toEqual(['\\u0000']);
});
