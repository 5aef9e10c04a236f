import type pg from 'pg';
import type { Gap } from '@/lib/domain/provider-fault';
import { defaultTagRules, type InventoryItem } from '@/lib/domain/resource';
import { noPlacement, type Placement } from '@/lib/domain/site/placement';
import type { Database } from '../database/database';
import type { InventoryScope, ReadingConnection } from './inventory-scope';
import { type ScopeWritten, writeScope } from './write-scope';

export const testScope: InventoryScope = { account: '111122223333', region: 'eu-central-1', kind: 'volume' };
export const testGap: Gap = { fault: 'rate-limited', message: 'Too many requests.' };

/** A connection to read through, five minutes apart. */
export async function createTestConnection(
  { prisma }: Pick<Database, 'prisma'>,
  name = crypto.randomUUID(),
): Promise<ReadingConnection> {
  const { id } = await prisma.connection.create({
    data: { provider: 'aws', name, settings: {}, tagRules: { ...defaultTagRules }, intervalMs: 300_000 },
  });
  return { id, provider: 'aws', tagRules: defaultTagRules };
}

/** A resource of the scope, unremarkable but for what is given. */
export function toTestItem(nativeId: string, rest: Partial<InventoryItem> = {}): InventoryItem {
  return {
    kind: testScope.kind,
    nativeId,
    nativeType: 'AWS::EC2::Volume',
    name: nativeId,
    account: testScope.account,
    region: testScope.region,
    zone: null,
    status: 'active',
    nativeStatus: 'in-use',
    size: null,
    accelerators: [],
    tags: {},
    createdAt: null,
    detailed: true,
    raw: JSON.stringify({ VolumeId: nativeId }),
    ...rest,
  };
}

interface TestRead {
  scope?: InventoryScope;
  readAt?: Date;
  gaps?: Gap[];
  listed?: boolean;
  placement?: Placement;
}

/** Writes one read of a scope; with gaps it is partial, and unless said otherwise not listed to its end. */
export function writeTestScope(
  pool: pg.Pool,
  connection: ReadingConnection,
  items: InventoryItem[],
  {
    scope = testScope,
    readAt = new Date(),
    gaps = [],
    listed = gaps.length === 0,
    placement = noPlacement,
  }: TestRead = {},
): Promise<ScopeWritten> {
  const [first, ...rest] = gaps;
  const completeness =
    first === undefined
      ? { complete: true as const }
      : { complete: false as const, gaps: [first, ...rest] as [Gap, ...Gap[]] };
  return writeScope(
    pool,
    { connection, placement, scope, listed, result: { items, completeness, readAt, source: 'test' } },
    async () => undefined,
  );
}
