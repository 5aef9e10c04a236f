'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { usePermissions } from '@/components/shell/use-me';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/panel-states';
import { RefusableButton } from '@/components/ui/refusable-button';
import { notify } from '@/components/ui/toast';
import type { DeliveryDetail } from '@/lib/api/contracts/deliveries';
import { billingSourceWords } from '@/lib/format/bill-words';
import { formatMonth } from '@/lib/format/format-day';
import { toApiProblem } from '@/lib/queries/api-problem';
import { chooseDeliveryMutation } from '@/lib/queries/deliveries';

/** Has a delivery count in place of those that tell the same costs, after the month was typed. */
export function DeliveryChoice({ delivery }: { delivery: DeliveryDetail }) {
  const { id, choice, month, title, state } = delivery;
  const [isAsked, setIsAsked] = useState(false);
  const router = useRouter();
  const choose = useMutation(chooseDeliveryMutation(useQueryClient(), id));
  const refusal = findPermissionRefusal(usePermissions(), 'cost:write');
  if (choice === null) return null;
  const { instead } = choice;

  function confirm() {
    choose.mutate(
      instead.map((other) => other.id),
      {
        onSuccess: ({ counts }) => {
          notify({ tone: 'healthy', title: `${title} counts for ${formatMonth(month)}` });
          setIsAsked(false);
          router.push(`/cost/bills/${counts}`);
        },
      },
    );
  }

  return (
    <>
      <Notice
        tone="warning"
        action={
          <RefusableButton size="compact" refusal={refusal} onClick={() => setIsAsked(true)}>
            Choose this delivery
          </RefusableButton>
        }
      >
        {state === 'overlapping' ? 'It waits: another tells the same costs.' : 'Another was chosen over it.'}{' '}
        {instead.length === 0
          ? 'Nothing tells these costs now.'
          : `What counts now: ${instead.map((other) => `${other.title} (${billingSourceWords[other.source]})`).join('; ')}.`}
      </Notice>
      <ConfirmDialog
        isOpen={isAsked}
        onOpenChange={setIsAsked}
        title={`Have ${title} count for ${formatMonth(month)}?`}
        verb="Choose this delivery"
        typeToConfirm={month}
        consequence={
          <div className="flex flex-col gap-2">
            {instead.length === 0 ? null : (
              <>
                <p>These no longer count for {formatMonth(month)}:</p>
                <ul className="list-disc pl-5">
                  {instead.map((other) => (
                    <li key={other.id} className="wrap-anywhere">
                      {other.title}: {other.scope}
                    </li>
                  ))}
                </ul>
              </>
            )}
            <p>
              Totals of the month change now. What was known before stays as it was, and the choice can be taken back.
              The activity record keeps who chose.
            </p>
          </div>
        }
        isPending={choose.isPending}
        fault={choose.error === null ? null : toApiProblem(choose.error).message}
        onConfirm={confirm}
      />
    </>
  );
}
