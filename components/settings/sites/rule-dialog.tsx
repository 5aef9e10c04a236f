'use client';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Select } from '@/components/ui/select';
import type { SiteRuleInput } from '@/lib/api/contracts/sites';
import { providerIds } from '@/lib/domain/provider';
import { resourceKinds } from '@/lib/domain/resource';
import { nameProvider } from '@/lib/format/provider-words';
import { nameKind } from '@/lib/format/resource-words';
import { sitesQuery } from '@/lib/queries/sites';

export interface RuleDialogProps {
  isPending: boolean;
  /** Why it was refused; null when it was not. */
  fault: string | null;
  onAdd: (rule: SiteRuleInput) => void;
  onClose: () => void;
}

const texts = [
  { key: 'account', label: 'Account', description: 'Account, project, subscription or cluster, exactly.' },
  { key: 'region', label: 'Region', description: 'As the provider names it.' },
  { key: 'name', label: 'Name', description: 'The resource’s name; * stands for any run of characters.' },
] as const;

/** Adds a rule at the end of the set. What is left open does not narrow it. */
export function RuleDialog({ isPending, fault, onAdd, onClose }: RuleDialogProps) {
  const formId = useId();
  const siteId = useId();
  const { data: sites } = useQuery(sitesQuery());
  const [draft, setDraft] = useState({ site: '', provider: '', account: '', region: '', kind: '', name: '' });
  const [overrulesTags, setOverrulesTags] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const isSiteMissing = attempt > 0 && draft.site === '';

  function submit(event: FormEvent) {
    event.preventDefault();
    setAttempt((count) => count + 1);
    if (draft.site === '' || isPending) return;
    onAdd({
      site: draft.site,
      provider: providerIds.find((id) => id === draft.provider) ?? null,
      kind: resourceKinds.find((kind) => kind === draft.kind) ?? null,
      account: draft.account.trim() || null,
      region: draft.region.trim() || null,
      name: draft.name.trim() || null,
      overrulesTags,
    });
  }

  const errors = [
    ...(isSiteMissing ? [{ fieldId: siteId, message: 'Choose the site.' }] : []),
    ...(fault === null ? [] : [{ fieldId: null, message: fault }]),
  ];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Add a rule"
      description="It comes after the rules there are."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isPending}>
            Add rule
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {errors.length === 0 ? null : <ErrorSummary title="The rule was not added" attempt={attempt} errors={errors} />}
        <FormField id={siteId} label="Site" isRequired error={isSiteMissing ? 'Choose the site.' : null}>
          {(control) => (
            <Select
              {...control}
              value={draft.site}
              onChange={(event) => setDraft({ ...draft, site: event.target.value })}
            >
              <option value="">Choose…</option>
              {sites?.items.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField label="Provider">
          {(control) => (
            <Select
              {...control}
              value={draft.provider}
              onChange={(event) => setDraft({ ...draft, provider: event.target.value })}
            >
              <option value="">Any</option>
              {providerIds.map((id) => (
                <option key={id} value={id}>
                  {nameProvider(id)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField label="Kind">
          {(control) => (
            <Select
              {...control}
              value={draft.kind}
              onChange={(event) => setDraft({ ...draft, kind: event.target.value })}
            >
              <option value="">Any</option>
              {resourceKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {nameKind(kind)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        {texts.map(({ key, label, description }) => (
          <FormField key={key} label={label} description={description}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={200}
                value={draft[key]}
                onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
              />
            )}
          </FormField>
        ))}
        <LabelledCheckbox
          label="Overrules site tags"
          description="Also takes in resources whose tags name another site."
          isChecked={overrulesTags}
          onCheckedChange={setOverrulesTags}
        />
      </form>
    </Dialog>
  );
}
