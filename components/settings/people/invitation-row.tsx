'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Instant } from '@/components/time/instant';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { RefusableButton } from '@/components/ui/refusable-button';
import { StatusMark, type StatusTone } from '@/components/ui/status-mark';
import { Cell, TableRow } from '@/components/ui/table';
import type { People } from '@/lib/api/contracts/people';
import { roleWords } from '@/lib/format/access-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { revokeInvitationMutation } from '@/lib/queries/people';
import { toScopeWords } from '../scope-words';

type Invitation = People['invitations'][number];

const stateMarks: Record<Invitation['state'], { tone: StatusTone; word: string }> = {
  open: { tone: 'in-progress', word: 'Open' },
  used: { tone: 'healthy', word: 'Used' },
  expired: { tone: 'neutral', word: 'Expired' },
  revoked: { tone: 'neutral', word: 'Revoked' },
};

export interface InvitationRowProps {
  invitation: Invitation;
  /** Why it cannot be revoked by this reader; null when it can. */
  refusal: string | null;
}

/** One invitation; an open one can be revoked. */
export function InvitationRow({ invitation, refusal }: InvitationRowProps) {
  const [isAsking, setIsAsking] = useState(false);
  const revoke = useMutation(revokeInvitationMutation(useQueryClient()));
  return (
    <TableRow>
      <Cell className="pl-4">{invitation.email}</Cell>
      <Cell>
        {roleWords[invitation.role]} <span className="text-muted">over {toScopeWords(invitation.scope)}</span>
      </Cell>
      <Cell>
        <StatusMark {...stateMarks[invitation.state]} />
      </Cell>
      <Cell className="whitespace-nowrap">
        <Instant at={invitation.createdAt} as="both" />
      </Cell>
      <Cell className="whitespace-nowrap">
        <Instant at={invitation.expiresAt} as="both" />
      </Cell>
      <Cell className="pr-4 text-right">
        {invitation.state === 'open' ? (
          <RefusableButton
            size="compact"
            variant="quiet"
            refusal={refusal}
            aria-label={`Revoke the invitation of ${invitation.email}`}
            onClick={() => setIsAsking(true)}
          >
            Revoke
          </RefusableButton>
        ) : null}
        {isAsking ? (
          <ConfirmDialog
            isOpen
            onOpenChange={setIsAsking}
            title={`Revoke the invitation of ${invitation.email}?`}
            consequence="Its link stops working at once. You can invite them again."
            verb="Revoke invitation"
            isPending={revoke.isPending}
            fault={revoke.error ? toApiProblem(revoke.error).message : null}
            onConfirm={() => revoke.mutate(invitation.id, { onSuccess: () => setIsAsking(false) })}
          />
        ) : null}
      </Cell>
    </TableRow>
  );
}
