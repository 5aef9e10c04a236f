import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { Refusal } from '@/lib/domain/refusal';
import { spendTest } from './test-quota';

function person(): Actor {
  const id = randomUUID();
  return { kind: 'person', id, personId: id, label: id, grants: [] };
}

test('connection tests cannot be looped by one person, through a token neither, and others are not held up', () => {
  const looping = person();
  const start = Date.parse('2026-11-21T12:00:00Z');
  for (let round = 0; round < 20; round += 1) spendTest(looping, new Date(start + round));
  expect(() => spendTest(looping, new Date(start + 30))).toThrow(Refusal);
  expect(() => spendTest({ ...looping, kind: 'token', id: 'a token' }, new Date(start + 30))).toThrow(Refusal);
  expect(() => spendTest(person(), new Date(start + 30))).not.toThrow();
  expect(() => spendTest(looping, new Date(start + 600_030))).not.toThrow();
});
