'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { usePermissions } from '@/components/shell/use-me';
import { Instant } from '@/components/time/instant';
import { Notice } from '@/components/ui/panel-states';
import { RefusableButton } from '@/components/ui/refusable-button';
import { TextLink } from '@/components/ui/text-link';
import type { DeliveryDetail } from '@/lib/api/contracts/deliveries';
import { toApiProblem } from '@/lib/queries/api-problem';
import { recheckDeliveryMutation, undismissDeliveryMutation } from '@/lib/queries/deliveries';
import { DismissDialog } from './dismiss-dialog';

/** What can be done about a delivery in quarantine: read it again, or dismiss it; or what was done. */
export function DeliveryRefused({ delivery }: { delivery: DeliveryDetail }) {
  const { state, supersededAt, dismissal } = delivery;
  if (state !== 'quarantined' || supersededAt !== null) return null;
  return dismissal === null ? (
    <InQuarantine delivery={delivery} />
  ) : (
    <Dismissed delivery={delivery} dismissal={dismissal} />
  );
}

function InQuarantine({ delivery }: { delivery: DeliveryDetail }) {
  const { id, connection, scope } = delivery;
  const [isAsked, setIsAsked] = useState(false);
  const recheck = useMutation(recheckDeliveryMutation(useQueryClient(), id));
  const refusal = findPermissionRefusal(usePermissions(), 'cost:write');
  return (
    <>
      <Notice
        tone="critical"
        action={
          <span className="flex flex-wrap items-center gap-2">
            {connection === null ? (
              <TextLink href="/cost/bills">Upload bills</TextLink>
            ) : (
              <RefusableButton
                size="compact"
                refusal={recheck.isSuccess ? 'It was asked for.' : refusal}
                isPending={recheck.isPending}
                onClick={() => recheck.mutate()}
              >
                Read it again
              </RefusableButton>
            )}
            <RefusableButton size="compact" refusal={refusal} onClick={() => setIsAsked(true)}>
              Dismiss it
            </RefusableButton>
          </span>
        }
      >
        {connection === null
          ? `Mend the file and upload it again under the same name: “${scope}”. Files that are refused are not kept.`
          : recheck.isSuccess
            ? `${connection.name} reads it again with its next run, which is asked for.`
            : 'A corrected delivery takes its place by itself. It can also be read again as it is.'}{' '}
        Until then, or until it is dismissed, totals of its month are at least what they say.
        {recheck.error === null ? null : <span role="alert"> {toApiProblem(recheck.error).message}</span>}
      </Notice>
      {isAsked ? <DismissDialog delivery={delivery} onDone={() => setIsAsked(false)} /> : null}
    </>
  );
}

interface DismissedProps {
  delivery: DeliveryDetail;
  dismissal: NonNullable<DeliveryDetail['dismissal']>;
}

function Dismissed({ delivery, dismissal: { at, by, reason } }: DismissedProps) {
  const undismiss = useMutation(undismissDeliveryMutation(useQueryClient(), delivery.id));
  const refusal = findPermissionRefusal(usePermissions(), 'cost:write');
  return (
    <Notice
      tone="neutral"
      action={
        <RefusableButton
          size="compact"
          refusal={refusal}
          isPending={undismiss.isPending}
          onClick={() => undismiss.mutate()}
        >
          Take the dismissal back
        </RefusableButton>
      }
    >
      Dismissed by {by}, <Instant at={at} as="both" />
      {reason === null ? '. The reason may tell of rows beyond what you may see.' : `: ${reason}`}
      {undismiss.error === null ? null : <span role="alert"> {toApiProblem(undismiss.error).message}</span>}
    </Notice>
  );
}
