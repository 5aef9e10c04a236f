import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { serverLog } from '@/lib/access/server-log';
import { createTestPerson } from '@/lib/access/test-people';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { findSessionActor } from './find-session-actor';
import { findSessionToken, parseCookies } from './session-cookie';

const hourMs = 3_600_000;
const start = new Date('2026-11-01T08:00:00Z');
const after = (ms: number) => new Date(start.getTime() + ms);
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function signIn() {
  const person = await createTestPerson(database, 'viewer', { now: start });
  const token = person.cookie.replace('millwright.session=', '');
  return { id: person.id, token, use: (at: Date) => findSessionActor(database, token, at) };
}
const sessionOf = (personId: string) => database.prisma.session.findFirstOrThrow({ where: { personId } });

it('ends after eight hours without use', async () => {
  const session = await signIn();
  expect(await session.use(after(7 * hourMs))).not.toBeNull();
  expect(await session.use(after(14 * hourMs))).not.toBeNull();
  expect(await session.use(after(22 * hourMs + 1))).toBeNull();
});

it('ends after seven days, however busy', async () => {
  const session = await signIn();
  for (let hours = 0; hours < 168; hours += 6) expect(await session.use(after(hours * hourMs))).not.toBeNull();
  expect(await session.use(after(168 * hourMs))).toBeNull();
});

it('of somebody the identity provider answers for ends after twelve hours, however busy', async () => {
  const session = await signIn();
  const identity = { personId: session.id, provider: 'https://id.example', subject: session.id };
  await database.prisma.personIdentity.create({ data: identity });
  for (let hours = 0; hours < 12; hours += 3) expect(await session.use(after(hours * hourMs))).not.toBeNull();
  expect(await sessionOf(session.id)).toMatchObject({ expiresAt: after(12 * hourMs) });
  expect(await session.use(after(12 * hourMs))).toBeNull();
});

it('is moved on once when twenty tabs ask at once, and signs none of them out', async () => {
  const session = await signIn();
  const actors = await Promise.all(Array.from({ length: 20 }, () => session.use(after(hourMs))));
  expect(actors.filter((actor) => actor === null)).toEqual([]);
  const writes = vi.spyOn(database.pool, 'query');
  await Promise.all(Array.from({ length: 20 }, () => session.use(after(hourMs + 30_000))));
  expect(writes.mock.calls.filter(([sql]) => String(sql).includes('UPDATE'))).toEqual([]);
  writes.mockRestore();
  expect(await sessionOf(session.id)).toMatchObject({ lastSeenAt: after(hourMs), expiresAt: after(9 * hourMs) });
});

it('still reads when the database cannot be written', async () => {
  const session = await signIn();
  const warn = vi.spyOn(serverLog, 'warn').mockImplementation(() => undefined);
  await database.pool.query(`
    CREATE FUNCTION refuse_write() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$;
    CREATE TRIGGER full_disk BEFORE UPDATE ON session EXECUTE FUNCTION refuse_write()`);
  expect(await session.use(after(hourMs))).not.toBeNull();
  expect(warn).toHaveBeenCalledOnce();
  await database.pool.query('DROP TRIGGER full_disk ON session');
  warn.mockRestore();
});

it('is not a session for anything but its exact token', async () => {
  const session = await signIn();
  for (const token of [session.token.slice(0, -1), `${session.token}=`, '', session.token.toUpperCase()])
    expect(await findSessionActor(database, token, after(0))).toBeNull();
});

it('over https is taken from the __Host- cookie alone', () => {
  const cookies = parseCookies('millwright.session=planted; a=b; __Host-millwright.session=ours');
  expect(findSessionToken(cookies, true, false)).toBe('ours');
  expect(findSessionToken(parseCookies('millwright.session=planted'), true, false)).toBeNull();
  expect(findSessionToken(parseCookies('millwright.session=%'), false, false)).toBe('%');
});
