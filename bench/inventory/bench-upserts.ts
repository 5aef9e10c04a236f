import type { InventoryItem } from '@/lib/domain/resource';
import { noPlacement } from '@/lib/domain/site/placement';
import type { Database } from '@/lib/store/database/database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { writeScope } from '@/lib/store/inventory/write-scope';
import type { Measurement } from '../measure';
import { type GeneratedScope, generateScopes } from './generate-items';
import { ensureConnections, estateSeed } from './seed-estate';

const upsertBar = { atLeast: 20_000 };
const newRows = 50_000;
const prismaRows = 500;

/** How many resources a second are taken in, what is stored being compared first: the estate read again, and new rows. */
export async function benchUpserts(database: Database, total: number): Promise<Measurement[]> {
  const connections = await ensureConnections(database);
  const again = await rate(database, connections, generateScopes(total, estateSeed));
  const changing = await rate(database, connections, changeSome(generateScopes(total, estateSeed)));
  const [fresh] = await ensureConnections(database, [`fresh-${Date.now()}`]);
  if (fresh === undefined) throw new RangeError('No connection was made.');
  const added = await rate(database, [fresh, fresh, fresh], generateScopes(newRows, estateSeed + 1));
  const peer = await prismaRate(database, fresh);
  await database.prisma.connection.delete({ where: { id: fresh.id } });
  return [
    line(`all ${total} read again, unchanged`, again, upsertBar),
    line(`all ${total} read again, one in a hundred changed`, changing, upsertBar),
    line(`${newRows} never seen before, with documents`, added),
    line('reference: Prisma upsert, one at a time', peer),
  ];
}

/** Made up ahead, so that only the taking in is timed. */
const madeUpAtOnce = 50_000;

/** Each connection writes its scopes one after another, the connections side by side, as the worker's jobs do. */
async function rate(
  { pool }: Database,
  connections: ReadingConnection[],
  scopes: Iterable<GeneratedScope>,
): Promise<number> {
  let resources = 0;
  let ms = 0;
  for (const batch of inBatches(scopes)) {
    const start = performance.now();
    await Promise.all(
      connections.map(async (connection, index) => {
        for (const { scope, items } of batch.filter((generated) => generated.connection === index)) {
          const result = { items, completeness: { complete: true as const }, readAt: new Date(), source: 'bench' };
          const read = { connection, placement: noPlacement, scope, listed: true, result };
          await writeScope(pool, read, async () => undefined);
        }
      }),
    );
    ms += performance.now() - start;
    resources += batch.reduce((sum, { items }) => sum + items.length, 0);
  }
  return (resources / ms) * 1_000;
}

function* inBatches(scopes: Iterable<GeneratedScope>): Generator<GeneratedScope[]> {
  let batch: GeneratedScope[] = [];
  let held = 0;
  for (const scope of scopes) {
    batch.push(scope);
    held += scope.items.length;
    if (held < madeUpAtOnce) continue;
    yield batch;
    batch = [];
    held = 0;
  }
  if (batch.length > 0) yield batch;
}

function* changeSome(scopes: Iterable<GeneratedScope>): Generator<GeneratedScope> {
  let position = 0;
  for (const generated of scopes) {
    const items: InventoryItem[] = generated.items.map((item) =>
      ++position % 100 === 0 ? { ...item, nativeStatus: `changed-${Date.now()}` } : item,
    );
    yield { ...generated, items };
  }
}

async function prismaRate({ prisma }: Database, { id: connectionId }: ReadingConnection): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < prismaRows; index++) {
    const key = { connectionId, kind: 'volume', nativeId: `peer-${index}` };
    const now = new Date();
    await prisma.resource.upsert({
      where: { connectionId_kind_nativeId: key },
      update: { changedAt: now },
      create: {
        ...key,
        provider: 'aws',
        nativeType: 'AWS::EC2::Volume',
        name: key.nativeId,
        account: '1',
        region: 'us-east-1',
        scopeRegion: 'us-east-1',
        site: 'aws/us-east-1',
        status: 'active',
        firstSeenAt: now,
        lastSeenAt: now,
        changedAt: now,
        contentHash: new Uint8Array(32),
        searchText: key.nativeId,
      },
    });
  }
  return (prismaRows / (performance.now() - start)) * 1_000;
}

function line(name: string, perSecond: number, bar?: Measurement['bar']): Measurement {
  return { name, median: perSecond, p95: perSecond, unit: 'per second', bar };
}
