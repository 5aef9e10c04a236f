'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Missing } from '@/components/ui/missing';
import { StatusMark, type StatusTone } from '@/components/ui/status-mark';
import { Cell, TableRow } from '@/components/ui/table';
import type { ApiToken } from '@/lib/api/contracts/people';
import { toApiProblem } from '@/lib/queries/api-problem';
import { revokeTokenMutation } from '@/lib/queries/tokens';

const stateMarks: Record<ApiToken['state'], { tone: StatusTone; word: string }> = {
  active: { tone: 'healthy', word: 'Active' },
  expired: { tone: 'neutral', word: 'Expired' },
  revoked: { tone: 'neutral', word: 'Revoked' },
};

/** One token; an active one can be revoked. */
export function TokenRow({ token }: { token: ApiToken }) {
  const [isAsking, setIsAsking] = useState(false);
  const revoke = useMutation(revokeTokenMutation(useQueryClient()));
  return (
    <TableRow className="align-top [&>td]:py-1.5">
      <Cell className="pl-4 font-medium">{token.name}</Cell>
      <Cell>
        <code className="text-meta">{token.prefix}…</code>
      </Cell>
      <Cell>
        <StatusMark {...stateMarks[token.state]} />
      </Cell>
      <Cell>
        <code className="text-meta">{token.permissions.join(', ')}</code>
      </Cell>
      <Cell className="whitespace-nowrap">
        <Instant at={token.createdAt} />
      </Cell>
      <Cell className="whitespace-nowrap">
        <Instant at={token.expiresAt} as="both" />
      </Cell>
      <Cell className="whitespace-nowrap">
        {token.lastUsedAt === null ? <Missing reason="Never used" /> : <Instant at={token.lastUsedAt} as="both" />}
      </Cell>
      <Cell className="pr-4 text-right">
        {token.state === 'active' ? (
          <Button
            size="compact"
            variant="quiet"
            className="-my-1"
            aria-label={`Revoke token ${token.name}`}
            onClick={() => setIsAsking(true)}
          >
            Revoke
          </Button>
        ) : null}
        {isAsking ? (
          <ConfirmDialog
            isOpen
            onOpenChange={setIsAsking}
            title={`Revoke token ${token.name}?`}
            consequence="What uses it is refused from now on. It cannot be brought back; make another instead."
            verb="Revoke token"
            isPending={revoke.isPending}
            fault={revoke.error ? toApiProblem(revoke.error).message : null}
            onConfirm={() => revoke.mutate(token.id, { onSuccess: () => setIsAsking(false) })}
          />
        ) : null}
      </Cell>
    </TableRow>
  );
}
