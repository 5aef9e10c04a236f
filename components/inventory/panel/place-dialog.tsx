'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ResourceDetail } from '@/lib/api/contracts/inventory';
import { toApiProblem } from '@/lib/queries/api-problem';
import { placeResourceMutation, sitesQuery } from '@/lib/queries/sites';

export interface PlaceDialogProps {
  resource: ResourceDetail;
  onClose: () => void;
}

/** Puts a resource in a site by hand, or takes that back. */
export function PlaceDialog({ resource, onClose }: PlaceDialogProps) {
  const formId = useId();
  const ids = { site: useId(), reason: useId() };
  const { data: sites } = useQuery(sitesQuery());
  const place = useMutation(placeResourceMutation(useQueryClient(), resource.id));
  const [site, setSite] = useState('');
  const [reason, setReason] = useState('');
  const [attempt, setAttempt] = useState(0);
  const faults = {
    site: attempt > 0 && site === '' ? 'Choose the site.' : null,
    reason: attempt > 0 && reason.trim() === '' ? 'Say why, for whoever looks at it later.' : null,
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    setAttempt((count) => count + 1);
    if (site === '' || reason.trim() === '' || place.isPending) return;
    place.mutate({ site, reason: reason.trim() }, { onSuccess: onClose });
  }

  const errors = [
    ...(faults.site === null ? [] : [{ fieldId: ids.site, message: faults.site }]),
    ...(faults.reason === null ? [] : [{ fieldId: ids.reason, message: faults.reason }]),
    ...(place.error ? [{ fieldId: null, message: toApiProblem(place.error).message }] : []),
  ];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Where ${resource.name} stands`}
      description="It moves with the next read. Roles over a site see what stands in it."
      size="small"
      actions={
        <>
          {resource.placement.override === null ? null : (
            <Button isPending={place.isPending} onClick={() => place.mutate(null, { onSuccess: onClose })}>
              Let tags and rules decide
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={place.isPending}>
            Put it there
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {errors.length === 0 ? null : <ErrorSummary title="It was not moved" attempt={attempt} errors={errors} />}
        <FormField
          id={ids.site}
          label="Site"
          isRequired
          error={faults.site}
          description={
            sites?.items.length === 0 ? 'No site is described yet: add one under Settings, Sites.' : undefined
          }
        >
          {(control) => (
            <Select {...control} value={site} onChange={(event) => setSite(event.target.value)}>
              <option value="">Choose…</option>
              {sites?.items.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField id={ids.reason} label="Reason" isRequired error={faults.reason}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </FormField>
      </form>
    </Dialog>
  );
}
