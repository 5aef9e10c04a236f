import type pg from 'pg';
import { z } from 'zod';
import { type DeclaredLink, type DeclaredTerms, linkMedia, seriesMeasures } from '@/lib/domain/link/declared-link';
import type { Prisma, DeclaredLink as StoredLink } from '@/lib/store/database/generated/client';

const nameSchema = z.object({ connectionId: z.string().nullable(), nativeId: z.string(), key: z.string() });
const endSchema = z.union([
  z.object({ site: z.string() }),
  z.object({ connectionId: z.string(), nativeId: z.string() }),
  z.object({ place: z.string() }),
]);
const meterSchema = z.union([
  z.object({ by: z.literal('probe'), from: z.string(), to: z.string(), kind: z.enum(['tcp', 'http', 'icmp']) }),
  z.object({
    by: z.literal('prometheus'),
    connectionId: z.string(),
    series: z.string(),
    measures: z.enum(seriesMeasures),
    unit: z.enum(['bytes', 'bits']).nullable(),
    isCounter: z.boolean(),
  }),
]);
const trimmed = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

const storedSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    medium: z.enum(linkMedia),
    near: endSchema,
    far: endSchema,
    capacityBitsPerSecond: z.union([z.bigint(), z.string()]).nullable(),
    carrier: z.string().nullable(),
    circuitId: z.string().nullable(),
    ridesOn: z.array(nameSchema),
    carries: z.array(nameSchema),
    redundancyGroup: z.string().nullable(),
    cost: z.unknown(),
    currency: z.string().nullable(),
    notes: z.string(),
    meters: z.array(meterSchema),
    managedBy: z.enum(['console', 'file']),
    version: z.number(),
    createdBy: z.string(),
    createdAt: z.date(),
    updatedBy: z.string(),
    updatedAt: z.date(),
  })
  .transform(
    ({ capacityBitsPerSecond, cost, currency, ...rest }): DeclaredLink => ({
      ...rest,
      capacityBitsPerSecond: capacityBitsPerSecond === null ? null : Number(capacityBitsPerSecond),
      cost: cost === null || currency === null ? null : { amount: trimmed(String(cost)), currency },
    }),
  );

const columns = `id, name, medium, near, far, capacity_bits_per_second as "capacityBitsPerSecond", carrier,
  circuit_id as "circuitId", rides_on as "ridesOn", carries, redundancy_group as "redundancyGroup", cost::text as cost, currency,
  notes, meters, managed_by as "managedBy", version, created_by as "createdBy", created_at as "createdAt",
  updated_by as "updatedBy", updated_at as "updatedAt"`;

/** Every declared link, by name. */
export async function readDeclaredLinks(pool: Pick<pg.Pool, 'query'>): Promise<DeclaredLink[]> {
  const { rows } = await pool.query(`select ${columns} from declared_link order by lower(name), id`);
  return z.array(storedSchema).parse(rows);
}

/** A text that is another one whenever a declared link was made, changed or removed. */
export async function readDeclaredPrint(pool: Pick<pg.Pool, 'query'>): Promise<string> {
  const { rows } = await pool.query<{ print: string }>(
    `select md5(coalesce(string_agg(id::text || version, ' ' order by id), '')) as print from declared_link`,
  );
  return rows[0]?.print ?? '';
}

/** A declared link from its row. */
export function toDeclaredLink({ cost, ...row }: StoredLink): DeclaredLink {
  return storedSchema.parse({ ...row, cost: cost?.toFixed() ?? null });
}

/** What is said of a link, as its row has it. */
export function toDeclaredRow({
  capacityBitsPerSecond,
  cost,
  near,
  far,
  ridesOn,
  carries,
  meters,
  ...said
}: DeclaredTerms) {
  const list = <T extends object>(values: readonly T[]) => values.map((each): Prisma.InputJsonObject => ({ ...each }));
  return {
    ...said,
    near: { ...near },
    far: { ...far },
    capacityBitsPerSecond: capacityBitsPerSecond === null ? null : BigInt(capacityBitsPerSecond),
    ridesOn: list(ridesOn),
    carries: list(carries),
    meters: list(meters),
    cost: cost?.amount ?? null,
    currency: cost?.currency ?? null,
  };
}
