import { createRecordBudget } from '@/lib/access/record-budget';
import { readClientAddress } from '@/lib/access/request/client-address';
import { isApiTokenShaped, isProbeTokenShaped, toApiTokenPrefix } from '@/lib/access/tokens/api-token';
import { appendAudit } from '@/lib/audit/append-audit';
import type { Database } from '@/lib/store/database/database';

export interface StrangerDenial {
  headers: Headers;
  /** `POST /api/v1/connections` */
  operation: string;
  reason: string;
  requestId: string;
}

const budget = createRecordBudget({ perSource: 5, overall: 300, windowMs: 600_000 });

/** Puts a refused request of somebody unknown on record: a token that is no good, a change a foreign page asked for. */
export async function recordStranger(database: Database, denial: StrangerDenial): Promise<void> {
  const at = new Date();
  const { headers, operation, reason, requestId } = denial;
  const address = readClientAddress(headers);
  const unrecordedBefore = budget.take(address, at);
  if (unrecordedBefore === null) return;
  const token = headers.get('authorization')?.split(' ', 2).at(1)?.trim() ?? '';
  const isOurs = isApiTokenShaped(token) || isProbeTokenShaped(token);
  const tokenPrefix = isOurs ? { tokenPrefix: toApiTokenPrefix(token) } : {};
  await database.prisma.$transaction((tx) =>
    appendAudit(tx, {
      at,
      actor: { kind: 'anonymous', id: null, label: 'somebody not signed in' },
      action: 'request.refuse',
      outcome: 'denied',
      target: { kind: 'operation', id: null, label: operation },
      detail: { reason, requestId, address, unrecordedBefore, ...tokenPrefix },
    }),
  );
}
