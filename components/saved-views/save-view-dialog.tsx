'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Switch } from '@/components/ui/switch';
import { notify } from '@/components/ui/toast';
import { toApiProblem } from '@/lib/queries/api-problem';
import { createSavedView } from '@/lib/queries/saved-views';
import type { SavedFilters } from './saved-filters';

export interface SaveViewDialogProps extends SavedFilters {
  onClose: () => void;
}

/** Keeps the filters, the order and the search under a name. */
export function SaveViewDialog({ page, query, onClose }: SaveViewDialogProps) {
  const client = useQueryClient();
  const formId = useId();
  const nameId = useId();
  const [name, setName] = useState('');
  const [isShared, setIsShared] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const options = createSavedView(client);
  const saving = useMutation({
    ...options,
    onSuccess: (...results) => {
      notify({ tone: 'healthy', title: `View “${name.trim()}” saved` });
      onClose();
      return options.onSuccess?.(...results);
    },
  });
  const isNameless = attempt > 0 && name.trim() === '';
  const fault = saving.error ? toApiProblem(saving.error).message : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setAttempt(attempt + 1);
    if (name.trim() !== '') saving.mutate({ page, name: name.trim(), query, shared: isShared });
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      size="small"
      title="Save this view"
      description="Keeps the search, the filters and the order, not the rows."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={saving.isPending}>
            Save view
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {fault === null ? null : (
          <ErrorSummary
            title="The view was not saved"
            errors={[{ fieldId: null, message: fault }]}
            attempt={saving.failureCount}
          />
        )}
        <FormField id={nameId} label="Name" isRequired error={isNameless ? 'Give the view a name.' : null}>
          {(control) => (
            <Input {...control} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          )}
        </FormField>
        <Switch checked={isShared} onChange={(event) => setIsShared(event.target.checked)}>
          Share with everyone who may see this page
        </Switch>
      </form>
    </Dialog>
  );
}
