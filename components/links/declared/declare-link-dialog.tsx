'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import type { DeclaredLinkAnswer } from '@/lib/api/contracts/declared-links';
import { capacityUnits, linkMedia } from '@/lib/domain/link/declared-link';
import { linkMediumWords } from '@/lib/format/link-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { changeDeclaredLinkMutation, declareLinkMutation } from '@/lib/queries/declared-links';
import { inventoryFacetsQuery } from '@/lib/queries/inventory';
import { loadInventoryUrl } from '@/lib/queries/inventory-url';
import { sitesQuery } from '@/lib/queries/sites';
import { listKnownSites, readEnd, sayEnd } from './known-sites';
import { MeterFields } from './meter-fields';
import {
  type DeclaredDraft,
  type DeclaredFaults,
  findDeclaredFaults,
  toDeclaredChange,
  toDeclaredDraft,
  toDeclaredInput,
} from './to-declared-input';

export interface DeclareLinkDialogProps {
  /** Null declares a new one. */
  link: DeclaredLinkAnswer | null;
  onClose: () => void;
}

/** The whole inventory: its sites include those that nobody described. */
const everything = loadInventoryUrl(new URLSearchParams());

type TextKey = Exclude<keyof DeclaredDraft, 'medium' | 'capacityUnit' | 'meters'>;

/** Says what a line is that no provider tells of, or says it anew. */
export function DeclareLinkDialog({ link, onClose }: DeclareLinkDialogProps) {
  const formId = useId();
  const baseId = useId();
  const router = useRouter();
  const client = useQueryClient();
  const { data: sites } = useQuery(sitesQuery());
  const { data: inventory } = useQuery(inventoryFacetsQuery(everything));
  const known = listKnownSites(sites, inventory);
  const [draft, setDraft] = useState(() => toDeclaredDraft(link));
  const [faults, setFaults] = useState<DeclaredFaults>({});
  const [attempt, setAttempt] = useState(0);
  const declare = useMutation(declareLinkMutation(client));
  const change = useMutation(changeDeclaredLinkMutation(client, link?.id ?? ''));
  const error = declare.error ?? change.error;

  function submit(event: FormEvent) {
    event.preventDefault();
    const found = findDeclaredFaults(draft, link === null);
    setFaults(found);
    setAttempt((count) => count + 1);
    if (Object.keys(found).length > 0 || declare.isPending || change.isPending) return;
    const onSuccess = (saved: DeclaredLinkAnswer) => {
      notify({ tone: 'healthy', title: `${saved.name} is declared` });
      onClose();
      if (link === null) router.push(`/links/${saved.id}`);
    };
    if (link === null) declare.mutate(toDeclaredInput(draft, known), { onSuccess });
    else change.mutate(toDeclaredChange(draft, link, known), { onSuccess });
  }

  const problem = error ? toApiProblem(error) : null;
  const errors = [
    ...Object.entries(faults).map(([key, message]) => ({ fieldId: `${baseId}-${key}`, message })),
    ...(problem ? [{ fieldId: null, message: problem.message }] : []),
  ];
  const field = (
    key: TextKey,
    label: string,
    description: string,
    extra: { isRequired?: true; list?: string; rows?: number } = {},
  ) => (
    <FormField
      id={`${baseId}-${key}`}
      label={label}
      description={description}
      isRequired={extra.isRequired ?? false}
      error={faults[key] ?? null}
    >
      {(control) =>
        extra.rows === undefined ? (
          <Input
            {...control}
            autoComplete="off"
            list={extra.list}
            maxLength={500}
            value={draft[key]}
            onChange={({ target }) => setDraft({ ...draft, [key]: target.value })}
          />
        ) : (
          <Textarea
            {...control}
            rows={extra.rows}
            value={draft[key]}
            onChange={({ target }) => setDraft({ ...draft, [key]: target.value })}
          />
        )
      }
    </FormField>
  );
  const siteList = `${baseId}-sites`;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      size="large"
      title={link === null ? 'Declare a link' : `Change ${link.name}`}
      description="A line that no provider’s API tells of: dark fibre, MPLS, a carrier’s circuit."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={declare.isPending || change.isPending}>
            {link === null ? 'Declare link' : 'Save link'}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {errors.length === 0 ? null : <ErrorSummary title="The link was not saved" attempt={attempt} errors={errors} />}
        <datalist id={siteList}>
          {known.map(({ name, title }) => (
            <option key={name} value={name}>
              {title ?? name}
            </option>
          ))}
        </datalist>
        <div className="grid gap-4 sm:grid-cols-2">
          {field('name', 'Name', 'What people call it.', { isRequired: true })}
          <FormField id={`${baseId}-medium`} label="Form" description="As the contract calls it." isRequired>
            {(control) => (
              <Select
                {...control}
                value={draft.medium}
                onChange={({ target }) => {
                  const medium = linkMedia.find((each) => each === target.value);
                  if (medium !== undefined) setDraft({ ...draft, medium });
                }}
              >
                {linkMedia.map((medium) => (
                  <option key={medium} value={medium}>
                    {linkMediumWords[medium]}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
          {field('near', 'Near end', sayEnd(readEnd(draft.near, link?.near ?? null, known), known), {
            isRequired: true,
            list: siteList,
          })}
          {field('far', 'Far end', sayEnd(readEnd(draft.far, link?.far ?? null, known), known), {
            isRequired: true,
            list: siteList,
          })}
          {field('capacity', 'Contracted capacity', 'Each way; empty where none was contracted.')}
          <FormField
            id={`${baseId}-capacityUnit`}
            label="Unit of the capacity"
            description="Bits a second, decimal."
            error={faults.capacityUnit ?? null}
          >
            {(control) => (
              <Select
                {...control}
                value={draft.capacityUnit}
                onChange={({ target }) =>
                  setDraft({ ...draft, capacityUnit: capacityUnits.find((unit) => unit === target.value) ?? '' })
                }
              >
                <option value="">Choose the unit</option>
                {capacityUnits.map((unit) => (
                  <option key={unit} value={unit}>
                    {unit}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
          {field('carrier', 'Carrier', 'Who runs it.')}
          {field('circuitId', 'Circuit id', 'A provider that tells of the same circuit tells of this link.')}
          {link?.costHidden ? (
            <p className="text-muted text-table sm:col-span-2">
              What it costs a month is hidden from you, and stays as it is.
            </p>
          ) : (
            <>
              {field('amount', 'Cost a month', 'As contracted, e.g. 1200.50.')}
              {field('currency', 'Currency', 'Three letters, e.g. EUR.')}
            </>
          )}
          {field('ridesOn', 'Rides on', 'Addresses of links’ pages, one a line.', { rows: 2 })}
          {field('carries', 'Carries', 'Links that ride on it, one a line.', { rows: 2 })}
          {field('redundancyGroup', 'Spares', 'Declared links with the same word stand in for each other.')}
          {field('notes', 'Notes', 'Contract, contacts, anything.', { rows: 2 })}
        </div>
        <div id={`${baseId}-meters`}>
          <MeterFields meters={draft.meters} onMeters={(meters) => setDraft({ ...draft, meters })} />
          {faults.meters === undefined ? null : <p className="text-critical text-table">{faults.meters}</p>}
        </div>
        {link === null ? null : field('reason', 'Reason', 'Why it changes, for the record.', { isRequired: true })}
      </form>
    </Dialog>
  );
}
