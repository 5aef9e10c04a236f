import type { z } from 'zod';
import { requireEverywhere } from '@/lib/access/authorise';
import type { auditVerificationSchema } from '@/lib/api/contracts/activity';
import { verifyAudit } from '@/lib/audit/verify-audit';
import type { ViewContext } from '@/lib/views/view-context';

type Verification = z.infer<typeof auditVerificationSchema>;

const running = new Map<string, Promise<Verification>>();

/** Checks the whole record against itself and its anchor. Whoever asks while a check runs gets that one's verdict. */
export function verifyActivity({ actor, database, now }: ViewContext, anchorPath: string): Promise<Verification> {
  requireEverywhere(actor, 'activity:read');
  const current = running.get(anchorPath);
  if (current) return current;
  const verification = verifyAudit(database, anchorPath)
    .then((verdict) => ({ ...verdict, verifiedAt: now.toISOString() }))
    .finally(() => running.delete(anchorPath));
  running.set(anchorPath, verification);
  return verification;
}
