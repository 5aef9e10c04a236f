'use client';
import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { usePermissions } from '@/components/shell/use-me';
import { Instant } from '@/components/time/instant';
import { RefusableButton } from '@/components/ui/refusable-button';
import { StatusMark } from '@/components/ui/status-mark';
import type { auditVerificationSchema } from '@/lib/api/contracts/activity';
import { formatQuantity } from '@/lib/format/format-number';
import { verifyActivityMutation } from '@/lib/queries/activity';
import { toApiProblem } from '@/lib/queries/api-problem';

type Verification = z.infer<typeof auditVerificationSchema>;

/** Whether the record is whole: each entry carries the hash of the one before, and the last is kept outside the database too. */
export function VerificationPanel() {
  const refusal = findPermissionRefusal(usePermissions(), 'activity:read');
  const verify = useMutation(verifyActivityMutation());
  return (
    <section
      aria-label="Verification"
      className="flex max-w-[100rem] flex-wrap items-center gap-x-4 gap-y-2 rounded-panel border bg-surface px-4 py-3"
    >
      <div role="status" className="min-w-0 flex-1 basis-64">
        {verify.isPending ? (
          <StatusMark tone="in-progress" word="Reading every entry…" />
        ) : verify.error ? (
          <>
            <StatusMark tone="unknown" word="Not verified" />
            <p className="text-muted">{toApiProblem(verify.error).message}</p>
          </>
        ) : verify.data ? (
          <Verdict verification={verify.data} />
        ) : (
          <p className="text-muted">
            Entries are chained by their hashes, so that an edit, a removal or a new order can be found out.
          </p>
        )}
      </div>
      <RefusableButton refusal={refusal} isPending={verify.isPending} onClick={() => verify.mutate()}>
        {verify.data ? 'Verify again' : 'Verify the record'}
      </RefusableButton>
    </section>
  );
}

function Verdict({ verification }: { verification: Verification }) {
  const { intact, fault, entries, anchor, verifiedAt } = verification;
  return (
    <>
      {intact ? (
        <StatusMark
          tone="healthy"
          word={`Intact: ${formatQuantity(entries, 'entry', 'entries')} follow on one another`}
          className="whitespace-normal!"
        />
      ) : (
        <StatusMark tone="critical" word={fault ?? 'The chain is broken'} className="whitespace-normal!" />
      )}
      <p className="text-muted">
        {intact ? `${anchorSentences[anchor]} ` : null}Verified <Instant at={verifiedAt} as="both" />.
      </p>
    </>
  );
}

/** Only of a whole record: a fault says itself what is wrong, and may keep the head from being compared at all. */
const anchorSentences: Record<Verification['anchor'], string> = {
  agrees: 'The head kept outside the database agrees.',
  differs: 'The head kept outside the database differs.',
  missing: 'No head is kept outside the database yet.',
};
