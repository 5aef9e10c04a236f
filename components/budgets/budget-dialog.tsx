'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { notify } from '@/components/ui/toast';
import type { Budget, BudgetDetail } from '@/lib/api/contracts/cost-budgets';
import { toApiProblem } from '@/lib/queries/api-problem';
import { changeBudgetMutation, createBudgetMutation } from '@/lib/queries/cost-budgets';
import { BudgetFields } from './budget-fields';
import { type BudgetFaults, findBudgetFaults, toBudgetDraft, toBudgetTerms } from './to-budget-terms';

export interface BudgetDialogProps {
  /** Null makes a new one. */
  budget: Budget | null;
  onClose: () => void;
}

/** Makes a budget, or gives one other terms; what it said before stays on record. */
export function BudgetDialog({ budget, onClose }: BudgetDialogProps) {
  const formId = useId();
  const baseId = useId();
  const router = useRouter();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => toBudgetDraft(budget?.terms ?? null));
  const [faults, setFaults] = useState<BudgetFaults>({});
  const [attempt, setAttempt] = useState(0);
  const create = useMutation(createBudgetMutation(client));
  const change = useMutation(changeBudgetMutation(client, budget?.id ?? ''));
  const isPending = create.isPending || change.isPending;
  const error = create.error ?? change.error;

  function submit(event: FormEvent) {
    event.preventDefault();
    const found = findBudgetFaults(draft);
    setFaults(found);
    setAttempt((count) => count + 1);
    if (Object.keys(found).length > 0 || isPending) return;
    const terms = toBudgetTerms(draft);
    const onSuccess = ({ budget: saved }: BudgetDetail) => {
      notify({ tone: 'healthy', title: `${saved.terms.name} is saved` });
      onClose();
      if (budget === null) router.push(`/cost/budgets/${saved.id}`);
    };
    if (budget === null) create.mutate(terms, { onSuccess });
    else change.mutate({ version: budget.version, terms }, { onSuccess });
  }

  const errors = [
    ...Object.entries(faults).map(([key, message]) => ({ fieldId: `${baseId}-${key}`, message })),
    ...(error ? [{ fieldId: null, message: toApiProblem(error).message }] : []),
  ];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      size="large"
      title={budget === null ? 'Make a budget' : `Change ${budget.terms.name}`}
      description="What may be spent in each month, quarter or year, UTC, and when to be told."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isPending}>
            Save budget
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {errors.length === 0 ? null : (
          <ErrorSummary title="The budget was not saved" attempt={attempt} errors={errors} />
        )}
        <BudgetFields baseId={baseId} draft={draft} faults={faults} onDraft={setDraft} />
      </form>
    </Dialog>
  );
}
