import type pg from 'pg';
import { z } from 'zod';
import { type Gap, providerFaultKinds } from '@/lib/domain/provider-fault';
import type { Prisma } from '@/lib/store/database/generated/client';

const lineSchema = z.object({ account: z.string().nullable(), currency: z.string(), amount: z.string() });
const gapSchema = z.object({ fault: z.enum(providerFaultKinds), message: z.string() });

/** What a provider answered, amounts as exact text. */
export interface KeptEstimate {
  connectionId: string;
  /** Charge days, both included. */
  from: string;
  to: string;
  askedBy: string;
  askedAt: Date;
  /** What the asking cost, in millionths of a US dollar. */
  costMicroUsd: number;
  lines: z.infer<typeof lineSchema>[];
  /** What of it could not be read; empty: it is whole. */
  gaps: z.infer<typeof gapSchema>[];
}

/** Keeps an answer beside those before it. */
export async function writeEstimate(
  tx: Prisma.TransactionClient,
  { from, to, lines, gaps, costMicroUsd, ...estimate }: Omit<KeptEstimate, 'gaps'> & { gaps: readonly Gap[] },
): Promise<void> {
  await tx.costEstimate.create({
    data: {
      ...estimate,
      firstDay: new Date(from),
      lastDay: new Date(to),
      costMicroUsd: BigInt(costMicroUsd),
      lines,
      gaps: gaps.map(({ fault, message }) => ({ fault, message })),
    },
  });
}

/** The last answer of each connection that was ever asked. */
export async function readLastEstimates({
  costEstimate,
}: Prisma.TransactionClient): Promise<Map<string, KeptEstimate>> {
  const rows = await costEstimate.findMany({
    orderBy: [{ connectionId: 'asc' }, { askedAt: 'desc' }],
    distinct: ['connectionId'],
  });
  return new Map(
    rows.map(({ connectionId, firstDay, lastDay, askedBy, askedAt, costMicroUsd, lines, gaps }) => [
      connectionId,
      {
        connectionId,
        from: firstDay.toISOString().slice(0, 10),
        to: lastDay.toISOString().slice(0, 10),
        askedBy,
        askedAt,
        costMicroUsd: Number(costMicroUsd),
        lines: lineSchema.array().parse(lines),
        gaps: gapSchema.array().parse(gaps),
      },
    ]),
  );
}

/** What a day may cost at most, in millionths of a US dollar; null: nobody allowed it. It stays so until the transaction ends. */
export async function readDailyBound(client: pg.ClientBase, connectionId: string): Promise<number | null> {
  const { rows } = await client.query<{ bound: string }>(
    'SELECT daily_micro_usd::text AS bound FROM cost_estimate_consent WHERE connection_id = $1 FOR SHARE',
    [connectionId],
  );
  const [consent] = rows;
  return consent === undefined ? null : Number(consent.bound);
}

/**
 * What estimates of a connection have cost today, UTC by the database's clock, in millionths of a US dollar, and what is
 * booked for those under way.
 */
export async function readSpentToday(
  client: pg.ClientBase | pg.Pool,
  connectionId: string,
  operation: string,
): Promise<number> {
  const { rows } = await client.query<{ spent: string }>(
    `SELECT coalesce(sum(cost_micro_usd), 0)::text AS spent FROM api_usage
     WHERE connection_id = $1 AND operation = $2 AND day = (now() AT TIME ZONE 'UTC')::date`,
    [connectionId, operation],
  );
  return Number(z.tuple([z.object({ spent: z.string() })]).parse(rows)[0].spent);
}
