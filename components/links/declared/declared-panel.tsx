'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode, useId, useState } from 'react';
import { useMay } from '@/components/shell/use-me';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FormField } from '@/components/ui/form-field';
import { Identifier } from '@/components/ui/identifier';
import { Input } from '@/components/ui/input';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { notify } from '@/components/ui/toast';
import type { DeclaredLinkAnswer } from '@/lib/api/contracts/declared-links';
import { linkMediumWords } from '@/lib/format/link-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { declaredLinksQuery, removeDeclaredLinkMutation } from '@/lib/queries/declared-links';
import { DeclareLinkDialog } from './declare-link-dialog';

/** What a person said of a link, with what they may change of it. Draws nothing of a link that nobody declared. */
export function DeclaredPanel({ ids }: { ids: readonly string[] }) {
  const { data } = useQuery({ ...declaredLinksQuery(), enabled: ids.length > 0 });
  return data?.items.filter(({ id }) => ids.includes(id)).map((link) => <DeclaredTerms key={link.id} link={link} />);
}

function DeclaredTerms({ link }: { link: DeclaredLinkAnswer }) {
  const mayWrite = useMay('connections:write');
  const [doing, setDoing] = useState<'change' | 'remove' | null>(null);
  const isOurs = link.managedBy === 'console';
  return (
    <Panel title="As declared" unit={linkMediumWords[link.medium]}>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 px-4 py-3 sm:grid-cols-3 lg:grid-cols-5">
        <Fact name="Carrier">{link.carrier ?? <Missing reason="Nobody said" />}</Fact>
        <Fact name="Circuit id">
          {link.circuitId === null ? <Missing reason="Nobody said" /> : <Identifier value={link.circuitId} />}
        </Fact>
        <Fact name="Spares by">{link.redundancyGroup ?? <Missing reason="Nobody named a group" />}</Fact>
        <Fact name="Measured by">{link.meters.length === 0 ? 'Nothing' : link.meters.map(sayMeter).join('; ')}</Fact>
        <Fact name="Last said by">
          {link.managedBy === 'file' ? 'millwright.yaml' : link.updatedBy}
          <span className="text-meta text-subtle">
            <Instant at={link.updatedAt} as="both" />
          </span>
        </Fact>
        {link.notes === '' ? null : <Fact name="Notes">{link.notes}</Fact>}
      </dl>
      {mayWrite && isOurs ? (
        <div className="flex gap-2 border-t px-4 py-2">
          <Button onClick={() => setDoing('change')}>Change</Button>
          <Button variant="danger" onClick={() => setDoing('remove')}>
            Remove
          </Button>
        </div>
      ) : null}
      {doing === 'change' ? <DeclareLinkDialog link={link} onClose={() => setDoing(null)} /> : null}
      {doing === 'remove' ? <RemoveDialog link={link} onClose={() => setDoing(null)} /> : null}
    </Panel>
  );
}

function RemoveDialog({ link, onClose }: { link: DeclaredLinkAnswer; onClose: () => void }) {
  const reasonId = useId();
  const router = useRouter();
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const remove = useMutation(removeDeclaredLinkMutation(useQueryClient(), link.id));
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Remove ${link.name}?`}
      verb="Remove link"
      isPending={remove.isPending}
      fault={remove.error ? toApiProblem(remove.error).message : null}
      consequence={
        <div className="flex flex-col gap-3">
          <p>What was said of it goes, and the troubles it had. The record of who said and removed it stays.</p>
          <FormField id={reasonId} label="Reason" isRequired error={isMissing ? 'Say why, for the record.' : null}>
            {(control) => (
              <Input {...control} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
            )}
          </FormField>
        </div>
      }
      onConfirm={() => {
        setIsMissing(reason.trim() === '');
        if (reason.trim() === '') return;
        remove.mutate(reason.trim(), {
          onSuccess: () => {
            notify({ tone: 'healthy', title: `${link.name} is removed` });
            router.push('/links');
          },
        });
      }}
    />
  );
}

function sayMeter(meter: DeclaredLinkAnswer['meters'][number]): string {
  if (meter.by === 'probe') return `${meter.kind} probes from ${meter.from} to ${meter.to}`;
  const unit = meter.unit === null ? '' : `, in ${meter.unit}${meter.isCounter ? '' : ' a second'}`;
  return `${meter.series} (${meter.measures}${unit})`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="text-meta text-muted">{name}</dt>
      <dd className="flex min-w-0 flex-col break-words">{children}</dd>
    </div>
  );
}
