'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/panel-states';
import { RefusableButton } from '@/components/ui/refusable-button';
import type { RateCards } from '@/lib/api/contracts/rate-cards';
import { formatQuantity } from '@/lib/format/format-number';
import { toApiProblem } from '@/lib/queries/api-problem';
import { declareOwnSchemeMutation } from '@/lib/queries/rate-cards';

interface SchemeNoticesProps {
  data: RateCards;
  /** Why nothing may be declared; null: it may. */
  refusal: string | null;
}

/**
 * Nodes that could stand in a cloud, whose bill tells them, or at one's own place; and the schemes that people declared to be
 * their own.
 */
export function SchemeNotices({ data: { foreign, ownSchemes }, refusal }: SchemeNoticesProps) {
  const { mutate, error, isPending } = useMutation(declareOwnSchemeMutation(useQueryClient()));
  const [withdrawn, setWithdrawn] = useState<string | null>(null);
  const told = foreign
    .slice(0, 5)
    .map(({ site, scheme, nodes }) => `${formatQuantity(nodes, 'node')} in ${site} of “${scheme}”`);
  // Of nodes that name no scheme at all nobody could say it for the next one, too.
  const schemes = [...new Set(foreign.map(({ scheme }) => scheme))].filter((scheme) => scheme !== 'unknown');
  return (
    <>
      {foreign.length === 0 ? null : (
        <Notice
          tone="warning"
          action={schemes.slice(0, 5).map((scheme) => (
            <RefusableButton
              key={scheme}
              size="compact"
              refusal={isPending ? 'It is being written.' : refusal}
              onClick={() => mutate({ scheme, isOwn: true })}
            >
              “{scheme}” is our own
            </RefusableButton>
          ))}
        >
          Not priced, because it is not known whether their machines stand in a cloud: {told.join(', ')}
          {foreign.length > 5 ? ' and more' : ''}.
        </Notice>
      )}
      {ownSchemes.length === 0 ? null : (
        <Notice
          tone="neutral"
          action={ownSchemes.map(({ scheme }) => (
            <RefusableButton key={scheme} size="compact" refusal={refusal} onClick={() => setWithdrawn(scheme)}>
              “{scheme}” is not our own…
            </RefusableButton>
          ))}
        >
          Taken for machines of our own, as declared:{' '}
          {ownSchemes.map(({ scheme, createdBy }) => `“${scheme}” by ${createdBy}`).join(', ')}.
        </Notice>
      )}
      {error === null ? null : <Notice tone="warning">{toApiProblem(error).message}</Notice>}
      <ConfirmDialog
        isOpen={withdrawn !== null}
        onOpenChange={() => setWithdrawn(null)}
        title={`Are machines of “${withdrawn}” not our own?`}
        consequence="What was noted of their nodes is forgotten, and the months it is in are told anew without them."
        verb="Take it back"
        onConfirm={() => {
          if (withdrawn !== null) mutate({ scheme: withdrawn, isOwn: false });
          setWithdrawn(null);
        }}
      />
    </>
  );
}
