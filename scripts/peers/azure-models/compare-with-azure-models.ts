import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ClientSecretCredential, type TokenCredential } from '@azure/identity';
import { z } from 'zod';
import { type FaceClient, faceClientOf } from '@/sandbox/azure/face-client';
import { startSandbox } from '@/sandbox/start-sandbox';
import { subscriptions } from '@/sandbox/world/azure/geography';
import { promisedTo } from '@/sandbox/world/bills/promised';
import type { Counts } from '../../counts/counts';
import { findMapperFaults, readMappers } from './mapper';

const seed = 'millwright';

/** What a call of Microsoft's clients is given: they hand over the answer as it came. */
interface CallOptions {
  onResponse(raw: { bodyAsText?: string | null }): void;
}
type Constructor<Client> = new (credential: TokenCredential, options: object) => Client;
type CostClient = { query: { usage(scope: string, query: object, options: CallOptions): Promise<unknown> } };
type ReservationClient = { reservation: { get(order: string, id: string, options: CallOptions): Promise<unknown> } };

const costModule = z.object({ CostManagementClient: z.custom<Constructor<CostClient>>(isClass) });
const reservationModule = z.object({ AzureReservationAPI: z.custom<Constructor<ReservationClient>>(isClass) });

function isClass(value: unknown): boolean {
  return typeof value === 'function';
}

/** A call by a client of Microsoft's, and the class that its answer is of. */
interface Check {
  name: string;
  /** Where the client keeps what answers are made of. */
  mappers: string;
  className: string;
  call(options: CallOptions): Promise<unknown>;
}

/**
 * Has Microsoft's own clients, which are made from its specifications, ask the sandbox's face of Azure for costs and
 * reservations, and holds the answers against what the clients say they are made of. `folder`: where the clients are.
 */
export async function compareWithAzureModels(folder: string): Promise<Counts> {
  const sandbox = await startSandbox({ seed, faces: ['azure'] });
  try {
    const face = faceClientOf(sandbox);
    const credential = new ClientSecretCredential(
      face.tenantId,
      face.clientId,
      face.secret('clientSecret'),
      face.options,
    );
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const { name, mappers, className, call } of toChecks(folder, face, credential)) {
      let body: string | null = null;
      await call({ onResponse: ({ bodyAsText }) => (body = bodyAsText ?? null) });
      if (body === null) throw new Error(`${name} was not answered.`);
      const module: object = await import(pathToFileURL(join(folder, mappers)).href);
      const faults = findMapperFaults(readMappers(module), className, JSON.parse(body));
      for (const fault of new Set(faults)) console.error(`${name}: ${fault}`);
      counts[faults.length === 0 ? 'passed' : 'failed'] += 1;
    }
    return counts;
  } finally {
    await sandbox.stop();
  }
}

function toChecks(folder: string, face: FaceClient, credential: TokenCredential): Check[] {
  const load = createRequire(join(folder, 'package.json'));
  const { CostManagementClient } = costModule.parse(load('@azure/arm-costmanagement'));
  const { AzureReservationAPI } = reservationModule.parse(load('@azure/arm-reservations'));
  // Elsewhere than at Microsoft's own address the clients would ask for a token of that place.
  const options = { ...face.options, credentialScopes: 'https://management.azure.com/.default' };
  const costs = new CostManagementClient(credential, options);
  const reservations = new AzureReservationAPI(credential, options);
  const byDay = { granularity: 'Daily', aggregation: { cost: { name: 'Cost', function: 'Sum' } } };
  const bySubscription = { ...byDay, grouping: [{ type: 'Dimension', name: 'SubscriptionId' }] };
  const until = new Date();
  const timePeriod = { from: new Date(until.getTime() - 3 * 86_400_000), to: until };
  const query = { type: 'ActualCost', timeframe: 'Custom', timePeriod };
  return [
    ...[byDay, bySubscription].map(
      (dataset, index): Check => ({
        name: `Cost Management's query ${index === 0 ? 'by day' : 'by day and subscription'}`,
        mappers: 'arm-costmanagement/dist/esm/models/mappers.js',
        className: 'QueryResult',
        call: (given) => costs.query.usage(`subscriptions/${subscriptions.training.id}`, { ...query, dataset }, given),
      }),
    ),
    ...promisedTo(seed, 'azure').map(({ id }): Check => {
      const [, order = '', reservation = ''] = /reservationOrders\/([^/]+)\/reservations\/([^/]+)$/i.exec(id) ?? [];
      return {
        name: `the reservation ${reservation}`,
        mappers: 'arm-reservations/dist-esm/src/models/mappers.js',
        className: 'ReservationResponse',
        call: (given) => reservations.reservation.get(order, reservation, given),
      };
    }),
  ];
}
