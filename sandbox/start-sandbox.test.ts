import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { clientSettings } from './aws/client-settings';
import { type RunningSandbox, startSandbox } from './start-sandbox';

describe('the controls', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'test' });
  });
  afterAll(() => sandbox.stop());

  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${sandbox.url}${path}`, init);
    const body: unknown = await response.json();
    return { status: response.status, body };
  };
  const send = (method: string, path: string, body: unknown) => ask(path, { method, body: JSON.stringify(body) });

  test('say when the sandbox is ready', async () => {
    expect(await ask('/control/ready')).toEqual({ status: 200, body: { ready: true } });
  });

  test('tell what is really there', async () => {
    const { body } = await ask('/control/truth/aws');
    const { resources } = z.object({ resources: z.array(z.object({ nativeId: z.string() })) }).parse(body);
    expect(resources.length).toBeGreaterThan(1_800);
  });

  test('tell what every accelerator does, each once, now or at another instant', async () => {
    const shape = z.object({
      at: z.string(),
      devices: z.array(
        z.object({ machine: z.object({ nativeId: z.string() }), index: z.int(), model: z.string(), face: z.string() }),
      ),
    });
    const { devices } = shape.parse((await ask('/control/truth/gpus')).body);
    const keys = devices.map(({ face, machine, model, index }) => `${face}/${machine.nativeId}/${model}/${index}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(800);
    const then = '2026-11-20T10:00:00.000Z';
    expect(shape.parse((await ask(`/control/truth/gpus?at=${then}`)).body).at).toBe(then);
    expect((await ask('/control/truth/gpus?at=yesterday')).status).toBe(400);
  });

  test('tell what was billed of a month as it stood at an instant', async () => {
    const shape = z.object({
      bills: z.array(
        z.object({ provider: z.string(), total: z.object({ billedCost: z.string().regex(/^\d+\.\d+$/) }) }),
      ),
    });
    const early = await ask('/control/truth/cost?month=2026-09&at=2026-09-02T09:00:00Z&provider=aws');
    expect(shape.parse(early.body).bills.map(({ provider }) => provider)).toEqual(['aws']);
    const none = await ask('/control/truth/cost?month=2026-09&at=2026-08-31T09:00:00Z');
    expect(none.body).toMatchObject({ bills: [] });
    for (const query of ['', '?month=2026-13', '?month=2026-09&at=yesterday', '?month=2026-09&provider=made-up']) {
      expect((await ask(`/control/truth/cost${query}`)).status).toBe(400);
    }
  });

  test('hold the clock, advance it and let it go', async () => {
    const held = z
      .object({ now: z.string(), held: z.literal(true) })
      .parse((await send('POST', '/control/clock', { hold: true })).body);
    const advanced = z
      .object({ now: z.string() })
      .parse((await send('POST', '/control/clock', { advanceMs: 60_000 })).body);
    expect(Date.parse(advanced.now) - Date.parse(held.now)).toBe(60_000);
    expect((await send('POST', '/control/clock', { hold: false })).body).toMatchObject({ held: false });
  });

  test('switch faults and tell which are in force', async () => {
    const faults = [{ fault: { kind: 'throttle' }, where: { region: 'eu-west-1' }, times: 2 }];
    const { status, body } = await send('PUT', '/control/faults', { face: 'aws', faults });
    expect(status).toBe(200);
    expect(body).toMatchObject({ aws: [{ fault: { kind: 'throttle' }, struck: 0 }] });
    expect((await ask('/control/faults')).body).toEqual(body);
    expect((await send('PUT', '/control/faults', { face: 'aws', faults: [] })).body).toEqual({ aws: [] });
  });

  test.each([
    ['an unknown fault', { face: 'aws', faults: [{ fault: { kind: 'made-up' } }] }],
    ['an unknown face', { face: 'made-up', faults: [] }],
    ['an unknown field', { face: 'aws', faults: [], more: 1 }],
  ])('refuse %s with a reason', async (_, body) => {
    expect(await send('PUT', '/control/faults', body)).toMatchObject({
      status: 400,
      body: { detail: expect.any(String) },
    });
  });

  test('refuse a body that is not JSON, and paths there are not', async () => {
    expect((await ask('/control/clock', { method: 'POST', body: '{' })).status).toBe(400);
    expect((await ask('/control/made-up')).status).toBe(404);
    expect((await ask('/made-up')).status).toBe(404);
  });
});

describe('startSandbox', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-sandbox-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('comes back on the same ports with the same keys and authority, its sessions still good', async () => {
    const first = await startSandbox({ dataDir: folder, seed: 'test' });
    const { Credentials: issued } = await new STSClient(clientSettings(first.aws, 'us-east-1')).send(
      new AssumeRoleCommand({
        RoleArn: first.aws.roleArns[1],
        RoleSessionName: 'restart',
        ExternalId: first.aws.externalId,
      }),
    );
    await first.stop();
    const second = await startSandbox({ dataDir: folder, seed: 'test' });
    expect({ url: second.url, aws: second.aws }).toEqual({ url: first.url, aws: first.aws });
    const credentials = {
      accessKeyId: issued?.AccessKeyId ?? '',
      secretAccessKey: issued?.SecretAccessKey ?? '',
      sessionToken: issued?.SessionToken,
    };
    const identity = await new STSClient(clientSettings(first.aws, 'us-east-1', credentials)).send(
      new GetCallerIdentityCommand(),
    );
    expect(identity.Arn).toContain('assumed-role/MillwrightReader/restart');
    await second.stop();
  });

  test('leaves nothing listening when a port it needs is taken', async () => {
    const other = await startSandbox({ seed: 'test' });
    const taken = Number(new URL(other.url).port);
    await expect(startSandbox({ httpPort: taken })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await other.stop();
    const again = await startSandbox({ httpPort: taken });
    await again.stop();
  });

  test('keeps its secrets from other users of the machine', () => {
    expect(statSync(join(folder, 'sandbox', 'sandbox.json')).mode & 0o077).toBe(0);
  });

  test('stops even while a call hangs', async () => {
    const sandbox = await startSandbox({ seed: 'test' });
    sandbox.faults.set('aws', [{ fault: { kind: 'hang' } }]);
    const hanging = new STSClient(clientSettings(sandbox.aws, 'us-east-1')).send(new GetCallerIdentityCommand());
    const outcome = hanging.then(
      () => 'answered',
      () => 'dropped',
    );
    while (sandbox.faults.state().aws?.[0]?.struck === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await sandbox.stop();
    expect(await outcome).toBe('dropped');
  });
});
