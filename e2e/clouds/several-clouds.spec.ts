import type { Locator, Page } from '@playwright/test';
import { inventoryPageSchema } from '@/lib/api/contracts/inventory';
import type { ProviderId } from '@/lib/domain/provider';
import type { FaultRuleInput } from '@/sandbox/faults/fault';
import { subscriptions } from '@/sandbox/world/azure/geography';
import type { Api } from '../setup/api';
import { expect, test } from '../setup/journey';

/** What goes wrong at once, each in its own way, and how its row has to tell it. */
const troubles: { provider: ProviderId; rule: FaultRuleInput; told: RegExp; status: string; reason: RegExp }[] = [
  {
    provider: 'azure',
    rule: { fault: { kind: 'throttle', retryAfterSeconds: 1 }, where: { account: subscriptions.research.id } },
    told: new RegExp(`throttling.*${subscriptions.research.id}`),
    status: 'Warning',
    reason: /throttled/,
  },
  {
    provider: 'kubernetes',
    rule: { fault: { kind: 'expired-credentials' } },
    told: /did not accept the credentials.*hall-kubernetes/,
    status: 'Critical',
    reason: /credentials rejected/,
  },
  {
    provider: 'google-cloud',
    rule: { fault: { kind: 'garbage' } },
    told: /oauth2:token could not be read/,
    status: 'Critical',
    reason: /unexpected answer/,
  },
];
const sound = ['coreweave', 'slurm', 'prometheus', 'f5-distributed-cloud'] as const satisfies ProviderId[];

function rowOf(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
}

async function countPresent(api: Api, connectionId: string): Promise<number> {
  return (await api.get(`/inventory?connection=${connectionId}`, inventoryPageSchema)).total.value;
}

test('three clouds fail at once: each says its own sentence, the others stay healthy, and no resource is lost', async ({
  page,
  api,
  sandbox,
}) => {
  test.setTimeout(240_000);
  const troubled = await Promise.all(
    troubles.map(async (trouble) => ({ ...trouble, connection: await api.simulatedConnection(trouble.provider) })),
  );
  await Promise.all(troubled.map(({ connection }) => api.readNow(connection.id)));
  const before = await Promise.all(troubled.map(({ connection }) => countPresent(api, connection.id)));

  for (const { provider, rule } of troubles) await sandbox.setFaults(provider, rule);
  await Promise.all(troubled.map(({ connection }) => api.readNow(connection.id)));

  await page.goto('/connections');
  for (const { connection, told, status } of troubled) {
    await expect(rowOf(page, connection.name)).toContainText(told);
    await expect(rowOf(page, connection.name)).toContainText(status);
  }
  for (const provider of sound) {
    const { name } = await api.simulatedConnection(provider);
    await expect(rowOf(page, name)).toContainText('Everything was read.', { timeout: 60_000 });
    await expect(rowOf(page, name)).toContainText('Healthy');
  }

  await page.goto('/inventory');
  await page.getByRole('button', { name: 'Show reasons' }).click();
  const missing = page.getByRole('main').getByRole('listitem');
  for (const { connection, reason } of troubled)
    await expect(missing.filter({ hasText: `${connection.name}: ` })).toContainText(reason);
  for (const provider of sound) {
    const { name } = await api.simulatedConnection(provider);
    await expect(missing.filter({ hasText: `${name}: ` })).toBeHidden();
  }
  expect(await Promise.all(troubled.map(({ connection }) => countPresent(api, connection.id)))).toEqual(before);

  await sandbox.clearFaults();
  const runs = await Promise.all(troubled.map(({ connection }) => api.readNow(connection.id)));
  for (const { counts } of runs) expect(counts).toMatchObject({ gone: 0, held: 0 });
});
