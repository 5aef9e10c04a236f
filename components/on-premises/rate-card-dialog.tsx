'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Notice } from '@/components/ui/panel-states';
import { Select } from '@/components/ui/select';
import { notify } from '@/components/ui/toast';
import type { RateCards } from '@/lib/api/contracts/rate-cards';
import { toApiProblem } from '@/lib/queries/api-problem';
import { previewRateCardMutation, writeRateCardMutation } from '@/lib/queries/rate-cards';
import { sitesQuery } from '@/lib/queries/sites';
import { type RateCardField, rateCardFields } from './rate-card-fields';
import type { ShownCard } from './rate-card-panel';
import { sayNodes } from './rate-note';
import { RateTable } from './rate-table';
import { findRateCardFaults, type RateCardFaults, toDraft, toRateCard } from './to-rate-card';

export interface RateCardDialogProps {
  /** Null writes a new card. */
  card: ShownCard | null;
  unpriced: RateCards['unpriced'];
  today: string;
  onClose: () => void;
}

/** Writes a version of a card, with what an hour would come to by it. Versions before it stay as they are. */
export function RateCardDialog({ card, unpriced, today, onClose }: RateCardDialogProps) {
  const baseId = useId();
  const formId = `${baseId}-form`;
  const newest = card?.versions[0] ?? null;
  const { data: sites } = useQuery(sitesQuery());
  const [draft, setDraft] = useState(() => toDraft(newest, today));
  const [faults, setFaults] = useState<RateCardFaults>({});
  const [attempt, setAttempt] = useState(0);
  const write = useMutation(writeRateCardMutation(useQueryClient()));
  const preview = useMutation(previewRateCardMutation());
  const siteNames = [
    ...new Set([...(sites?.items.map(({ name }) => name) ?? []), ...unpriced.map(({ site }) => site)]),
  ];

  function check(): boolean {
    const found = findRateCardFaults(draft);
    setFaults(found);
    setAttempt((count) => count + 1);
    return Object.keys(found).length === 0;
  }

  function isReadOnly(kept: RateCardField['isKept']): boolean {
    return newest !== null && (kept === 'always' || (kept === 'until-withdrawn' && !newest.withdrawn));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!check() || write.isPending) return;
    write.mutate(toRateCard(draft, newest?.version ?? null), {
      onSuccess: () => {
        notify({ tone: 'healthy', title: 'The rate card was written. Each day is told an hour after its end.' });
        onClose();
      },
    });
  }

  function look() {
    if (!check()) return;
    const { basedOn: _, ...said } = toRateCard(draft, null);
    preview.mutate(said);
  }

  const problem = write.error ?? preview.error;
  const errors = [
    ...Object.entries(faults).map(([key, message]) => ({ fieldId: `${baseId}-${key}`, message })),
    ...(problem ? [{ fieldId: null, message: toApiProblem(problem).message }] : []),
  ];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      size="large"
      title={card === null ? 'Write a rate card' : 'Write a version of the card'}
      description="What is left empty is not known, and figures then read “at least”. What costs nothing is 0. Versions before it stay."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {draft.withdrawn ? null : (
            <Button onClick={look} isPending={preview.isPending}>
              Preview
            </Button>
          )}
          <Button type="submit" form={formId} variant="primary" isPending={write.isPending}>
            Write card
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-5">
        {errors.length === 0 ? null : (
          <ErrorSummary title="The card was not written" attempt={attempt} errors={errors} />
        )}
        <FormField id={`${baseId}-site`} label="Site" isRequired error={faults.site ?? null}>
          {(control) => (
            <Select
              {...control}
              disabled={card !== null}
              value={draft.site}
              onChange={(event) => setDraft({ ...draft, site: event.target.value })}
            >
              <option value="">Choose…</option>
              {(card === null ? siteNames : [card.site]).map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        {newest === null || newest.withdrawn ? null : (
          <LabelledCheckbox
            label="Withdraw the card"
            description="It prices nothing from the day of this version on. A later version may bring it back, also in another currency."
            isChecked={draft.withdrawn}
            onCheckedChange={(withdrawn) => setDraft({ ...draft, withdrawn })}
          />
        )}
        {rateCardFields.map(({ title, fields }) => (
          <fieldset key={title} className="flex flex-col gap-3">
            <legend className="mb-2 font-semibold">{title}</legend>
            <div className="grid gap-3 sm:grid-cols-2">
              {fields.map(({ key, label, description, type, isRequired = false, isKept }) => (
                <FormField
                  key={key}
                  id={`${baseId}-${key}`}
                  label={label}
                  description={description}
                  isRequired={isRequired}
                  error={faults[key] ?? null}
                >
                  {(control) => (
                    <Input
                      {...control}
                      type={type}
                      autoComplete="off"
                      maxLength={key === 'note' ? 500 : 200}
                      readOnly={isReadOnly(isKept)}
                      value={draft[key]}
                      onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
                    />
                  )}
                </FormField>
              ))}
            </div>
          </fieldset>
        ))}
      </form>
      {preview.data && !draft.withdrawn ? (
        <section aria-label="Preview" className="mt-4 rounded-panel border">
          <Notice tone="neutral">On the first day: {sayNodes(preview.data)}</Notice>
          <RateTable rates={preview.data} label="Rates by this card" />
        </section>
      ) : null}
    </Dialog>
  );
}
