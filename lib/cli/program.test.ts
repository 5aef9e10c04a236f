import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { advanceAnchor } from '@/lib/audit/advance-anchor';
import { readAnchorFile } from '@/lib/audit/anchor-file';
import { ensureKeyFile } from '@/lib/config/ensure-key-file';
import { startEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { inDataDir } from './open-console';
import { runProgram } from './program';

interface Answer {
  code: number;
  out: string;
  remarks: string;
}

let database: TestDatabase;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'millwright-cli-'));
  // As the console's first start leaves it.
  await advanceAnchor(database, join(folder, 'audit-head.json'));
  env = {
    DATABASE_URL: database.url,
    MILLWRIGHT_KEY: randomBytes(32).toString('base64'),
    MILLWRIGHT_URL: 'https://console.example',
    MILLWRIGHT_DATA_DIR: folder,
    KEY_ID: 'AKIAEXAMPLE',
    SECRET_KEY: 'a-secret-nobody-should-see',
  };
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs one command line, answering every question with `typed`. */
async function run(
  line: string[],
  { typed = null, environment = env }: { typed?: string | null; environment?: Record<string, string> } = {},
): Promise<Answer> {
  const out: string[] = [];
  const remarks: string[] = [];
  const terminal = {
    out: (text: string) => void out.push(text),
    remark: (text: string) => void remarks.push(text),
    ask: async () => typed,
  };
  const code = await runProgram({ terminal, env: environment }, line);
  return { code, out: out.join('\n'), remarks: remarks.join('\n') };
}

const add = ['connections', 'add', 'Factory', '--provider', 'aws', '--setting', 'regions=eu-central-1'];
const secrets = ['--secret', 'accessKeyId=env:KEY_ID', '--secret', 'secretAccessKey=env:SECRET_KEY'];

describe('connections on the command line', () => {
  test('are added with their secret sealed, listed, asked for and removed by name', async () => {
    const added = await run([...add, ...secrets, '--interval', '15m', '--json']);
    expect(added).toMatchObject({ code: 0, remarks: '' });
    expect(JSON.parse(added.out)).toMatchObject({ name: 'Factory' });

    const listed = await run(['connections', 'list', '--json']);
    const { items } = JSON.parse(listed.out);
    expect(items).toMatchObject([{ name: 'Factory', hasSecret: true, intervalMs: 900_000 }]);
    expect(listed.out).not.toContain(env.SECRET_KEY);

    const synced = await run(['connections', 'sync', 'Factory', '--json']);
    expect(JSON.parse(synced.out)).toEqual({ connection: 'Factory', state: 'queued', workerConnected: false });
    expect(synced.remarks).toBe('No worker is running: start one, or read it here with --now.');

    expect(await run(['connections', 'remove', 'Factory'], { typed: 'factory' })).toMatchObject({
      code: 1,
      remarks: 'That is not its name: nothing was removed.',
    });
    expect(await run(['connections', 'remove', 'Factory'], { typed: 'Factory' })).toMatchObject({ code: 0 });
    expect(await run(['connections', 'remove', 'Factory', '--yes'])).toMatchObject({
      code: 1,
      remarks: 'There is no connection called Factory; there are none.',
    });
  });

  test('refuse a secret given as it is, and never repeat it', async () => {
    const answer = await run([...add, '--secret', 'secretAccessKey=a-secret-nobody-should-see']);
    expect(answer.code).toBe(1);
    expect(answer.remarks).toMatch(/^Secrets are not taken from the command line/);
    expect(answer.out + answer.remarks).not.toContain('nobody-should-see');
  });

  test('refuse a metadata endpoint in one sentence', async () => {
    const answer = await run([...add, ...secrets, '--setting', 'endpoint=http://169.254.169.254']);
    expect(answer).toMatchObject({ code: 1, out: '' });
    expect(answer.remarks).toMatch(/169\.254\.169\.254/);
  });
});

describe('people on the command line', () => {
  test('are invited by a link that carries the console’s own address', async () => {
    const answer = await run(['invite', 'Ada@Example.com', '--role', 'admin']);
    expect(answer.code).toBe(0);
    expect(answer.out).toMatch(/^https:\/\/console\.example\/sign-in\/invitation\?token=\S+$/);
    expect(answer.remarks).toContain('no mail was sent');
  });

  test('a role, scope or address that makes no sense is told in a sentence', async () => {
    expect(await run(['invite', 'ada@example.com', '--role', 'emperor'])).toMatchObject({
      code: 1,
      out: '',
      remarks: 'role can be viewer, operator, model-owner, finance, security, admin.',
    });
    expect(await run(['invite', 'ada@example.com', '--role', 'viewer', '--scope', 'moon'])).toMatchObject({
      code: 1,
      remarks: 'A scope is all, site:<name> or team:<name>.',
    });
    expect(await run(['invite', 'ada', '--role', 'viewer'])).toMatchObject({ code: 1 });
  });

  test('a token is made for a person, within what they hold, and shown once', async () => {
    const make = (...more: string[]) => run(['token', 'create', 'ci', '--for', 'grace@example.com', ...more, '--json']);
    expect((await make('--permission', 'inventory:read')).remarks).toBe(
      'Nobody here has the address grace@example.com: invite them first.',
    );
    await database.prisma.person.create({
      data: { email: 'grace@example.com', bindings: { create: { role: 'viewer', scopeKind: 'all' } } },
    });
    const made = JSON.parse((await make('--permission', 'inventory:read')).out);
    expect(made).toMatchObject({ name: 'ci', value: expect.any(String) });
    const stored = await database.prisma.apiToken.findMany();
    expect(JSON.stringify(stored)).not.toContain(made.value);
    expect((await make('--permission', 'people:write')).remarks).toContain('people:write is not held');
  });
});

describe('looking at a console from the command line', () => {
  test('the doctor names what is wrong, with the remedy, and fails', async () => {
    const answer = await run(['doctor', '--json']);
    expect(answer.code).toBe(1);
    const { healthy, findings } = JSON.parse(answer.out);
    expect(healthy).toBe(false);
    const bad = findings.filter(({ outcome }: { outcome: string }) => outcome === 'bad');
    expect(bad).toMatchObject([{ title: 'Workers', remedy: expect.stringContaining('Start a worker') }]);
    expect(answer.remarks).toBe('Workers: not as it should be.');
  });

  test('the head of the audit record is missed when it is lost, and made again by a command of its own', async () => {
    const anchor = join(folder, 'audit-head.json');
    expect(await run(['audit', 'anchor'])).toMatchObject({
      code: 1,
      remarks: expect.stringContaining('nothing to do'),
    });
    await rm(anchor);
    expect(await run(['audit', 'verify'])).toMatchObject({ code: 1, remarks: expect.stringContaining(anchor) });
    expect(await run(['doctor'])).toMatchObject({ code: 1, out: expect.stringContaining('audit anchor') });
    expect(await run(['audit', 'anchor'])).toMatchObject({ code: 0 });
    expect(await run(['audit', 'verify'])).toMatchObject({ code: 0 });
    const actions = await database.prisma.auditEntry.findMany({ orderBy: { sequence: 'desc' }, take: 1 });
    expect(actions).toMatchObject([{ action: 'audit.anchor', actorKind: 'cli' }]);
  });

  test('the audit record verifies, and an edit in it is found', async () => {
    expect(await run(['audit', 'verify'])).toMatchObject({ code: 0 });
    await database.pool.query('alter table audit_entry disable trigger all');
    await database.pool.query("update audit_entry set action = 'nothing.happened' where sequence = 1");
    const answer = await run(['audit', 'verify', '--json']);
    expect(answer).toMatchObject({ code: 1, remarks: 'Entry 1 was changed after it was written.' });
    expect(JSON.parse(answer.out)).toMatchObject({ intact: false });
  });

  test('the inventory lists as one document, empty and a floor while nothing was ever read', async () => {
    const answer = await run(['inventory', 'list', '--kind', 'volume', '--json']);
    expect(JSON.parse(answer.out)).toEqual({ items: [], total: { value: 0, atLeast: true }, sources: [] });
    expect(await run(['inventory', 'list', '--kind', 'spaceship'])).toMatchObject({ code: 1 });
  });
});

describe('finding the console', () => {
  test('what is missing is listed, each in a sentence', async () => {
    const answer = await run(['doctor'], { environment: { DATABASE_URL: database.url } });
    expect(answer).toMatchObject({ code: 1, out: '' });
    expect(answer.remarks).toMatch(/^MILLWRIGHT_KEY is missing/);
  });

  test('a database that does not answer is told in one sentence', async () => {
    const environment = { ...env, DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' };
    expect(await run(['connections', 'list'], { environment })).toMatchObject({
      code: 1,
      remarks: 'The database does not answer: nothing listens at the address of DATABASE_URL.',
    });
  });

  test('a folder without a console is told in one sentence', async () => {
    const answer = await run(['connections', 'list', '--data-dir', folder], { environment: {} });
    expect(answer.remarks).toMatch(
      /^There is no console in .*: set DATABASE_URL, or name the demo's folder with --data-dir\.$/,
    );
  });

  test('a stopped console’s database is started for the command and stopped after it', async () => {
    const dataDir = join(folder, 'stopped');
    ensureKeyFile(inDataDir.key(dataDir));
    const server = await startEmbeddedPostgres(inDataDir.postgres(dataDir));
    await migrate(server.url);
    await server.stop();
    const answer = await run(['connections', 'list', '--data-dir', dataDir], { environment: {} });
    expect(answer).toEqual({ code: 0, out: 'There are no connections yet.', remarks: '' });
    expect(existsSync(join(inDataDir.postgres(dataDir), 'cluster', 'postmaster.pid'))).toBe(false);
  });
});

describe('what the command line leaves behind', () => {
  test('a connection read here and now is on record, and the head kept outside follows', async () => {
    const environment = { ...env, MILLWRIGHT_EGRESS_ALLOW: '127.0.0.1/32' };
    const nowhere = ['--setting', 'endpoint=https://127.0.0.1:9', ...secrets];
    await run(['connections', 'add', 'Nowhere', '--provider', 'aws', ...nowhere], { environment });
    const read = await run(['connections', 'sync', 'Nowhere', '--now'], { environment });
    expect(read).toMatchObject({ code: 1, remarks: 'Nowhere could not be read (failed).' });
    const entries = await database.prisma.auditEntry.findMany({ orderBy: { sequence: 'desc' }, take: 4 });
    const [last] = entries;
    if (last === undefined) throw new Error('nothing is on record');
    for (const [index, capability] of ['prices', 'cost', 'metrics', 'inventory'].entries())
      expect(entries[index]).toMatchObject({
        action: 'connection.sync',
        targetLabel: 'Nowhere',
        detail: { capability, withoutWorker: true },
      });
    await run(['connections', 'remove', 'Nowhere', '--yes']);
    const anchor = await readAnchorFile(join(folder, 'audit-head.json'));
    expect(anchor).toMatchObject({ head: { sequence: last.sequence + 1n } });
  });

  test('is refused while two consoles are named', async () => {
    const answer = await run(['connections', 'list', '--data-dir', folder]);
    expect(answer).toMatchObject({ code: 1, out: '' });
    expect(answer.remarks).toMatch(/^DATABASE_URL and --data-dir each name a console: .*\.$/);
  });

  test('a failure nobody foresaw is one sentence, and all there is with --debug', async () => {
    await database.pool.query('ALTER TABLE connection RENAME COLUMN interval_ms TO away');
    try {
      const { code, remarks } = await run(['connections', 'list']);
      expect(code).toBe(1);
      expect(remarks).toMatch(/^It failed in a way nobody foresaw \(.*\); with --debug it tells all there is\.$/);
      expect((await run(['connections', 'list', '--debug'])).remarks).toContain('    at ');
    } finally {
      await database.pool.query('ALTER TABLE connection RENAME COLUMN away TO interval_ms');
    }
  });
});
