'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import type { Site } from '@/lib/api/contracts/sites';
import { toApiProblem } from '@/lib/queries/api-problem';
import { putSiteMutation } from '@/lib/queries/sites';
import { findSiteFaults, type SiteDraft, type SiteFaults, toSite, toSiteDraft } from './to-site';

export interface SiteDialogProps {
  /** Null makes a new one. */
  site: Site | null;
  onClose: () => void;
}

const fields: { key: Exclude<keyof SiteDraft, 'aliases'>; label: string; description: string; isRequired?: true }[] = [
  { key: 'title', label: 'Title', description: 'What people call it, e.g. Frankfurt.', isRequired: true },
  {
    key: 'name',
    label: 'Name',
    description: 'What tags and the scopes of roles say, e.g. frankfurt. It cannot be changed later.',
    isRequired: true,
  },
  { key: 'country', label: 'Country', description: 'Its two letters, e.g. DE.' },
  { key: 'latitude', label: 'Latitude', description: 'Degrees north.' },
  { key: 'longitude', label: 'Longitude', description: 'Degrees east.' },
];

/** Describes a site. */
export function SiteDialog({ site, onClose }: SiteDialogProps) {
  const formId = useId();
  const baseId = useId();
  const [draft, setDraft] = useState(() => toSiteDraft(site));
  const [faults, setFaults] = useState<SiteFaults>({});
  const [attempt, setAttempt] = useState(0);
  const put = useMutation(putSiteMutation(useQueryClient()));

  function submit(event: FormEvent) {
    event.preventDefault();
    const found = findSiteFaults(draft);
    setFaults(found);
    setAttempt((count) => count + 1);
    if (Object.keys(found).length > 0 || put.isPending) return;
    put.mutate(
      { name: draft.name, site: toSite(draft) },
      {
        onSuccess: ({ title }) => {
          notify({ tone: 'healthy', title: `${title} is saved`, detail: 'Resources move with their next read.' });
          onClose();
        },
      },
    );
  }

  const errors = [
    ...Object.entries(faults).map(([key, message]) => ({ fieldId: `${baseId}-${key}`, message })),
    ...(put.error ? [{ fieldId: null, message: toApiProblem(put.error).message }] : []),
  ];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={site === null ? 'Add a site' : `Edit ${site.title}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={put.isPending}>
            Save site
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {errors.length === 0 ? null : <ErrorSummary title="The site was not saved" attempt={attempt} errors={errors} />}
        {fields.map(({ key, label, description, isRequired = false }) => (
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
                autoComplete="off"
                maxLength={200}
                readOnly={key === 'name' && site !== null}
                value={draft[key]}
                onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
              />
            )}
          </FormField>
        ))}
        <FormField
          id={`${baseId}-aliases`}
          label="Also called"
          description="One a line: other spellings in tags, and what providers call it, e.g. aws/eu-central-1 or kubernetes/cluster-name."
        >
          {(control) => (
            <Textarea
              {...control}
              isCode
              value={draft.aliases}
              onChange={(event) => setDraft({ ...draft, aliases: event.target.value })}
            />
          )}
        </FormField>
      </form>
    </Dialog>
  );
}
