'use client';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { budgetPeriods } from '@/lib/domain/cost/budget-period';
import { costBasisWords, costMetricWords } from '@/lib/format/cost-words';
import { SliceFields } from './slice-fields';
import type { BudgetDraft, BudgetFaults } from './to-budget-terms';

export interface BudgetFieldsProps {
  baseId: string;
  draft: BudgetDraft;
  faults: BudgetFaults;
  onDraft: (draft: BudgetDraft) => void;
}

const bases = ['billed', 'provider-estimate', 'own-estimate'] as const;
const periodWords = { month: 'Each month', quarter: 'Each quarter', year: 'Each year' };

type TextKey = Exclude<keyof BudgetDraft, 'filters' | 'metric' | 'basis' | 'period'>;

/** The fields of a budget. */
export function BudgetFields({ baseId, draft, faults, onDraft }: BudgetFieldsProps) {
  const field = (key: TextKey, label: string, description: string, isRequired = false) => (
    <FormField
      id={`${baseId}-${key}`}
      label={label}
      description={description}
      isRequired={isRequired}
      error={faults[key] ?? null}
    >
      {(control) =>
        key === 'overrides' ? (
          <Textarea
            {...control}
            isCode
            rows={2}
            value={draft[key]}
            onChange={({ target }) => onDraft({ ...draft, [key]: target.value })}
          />
        ) : (
          <Input
            {...control}
            autoComplete="off"
            maxLength={500}
            value={draft[key]}
            onChange={({ target }) => onDraft({ ...draft, [key]: target.value })}
          />
        )
      }
    </FormField>
  );
  const choice = <K extends 'metric' | 'basis' | 'period'>(
    key: K,
    label: string,
    options: readonly { value: BudgetDraft[K]; words: string }[],
  ) => (
    <FormField id={`${baseId}-${key}`} label={label} isRequired>
      {(control) => (
        <Select
          {...control}
          value={draft[key]}
          onChange={({ target }) => {
            const found = options.find(({ value }) => value === target.value);
            if (found !== undefined) onDraft({ ...draft, [key]: found.value });
          }}
        >
          {options.map(({ value, words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
  return (
    <>
      {field('name', 'Name', 'What people call it, e.g. Research GPUs.', true)}
      <SliceFields slice={draft.filters} onSlice={(filters) => onDraft({ ...draft, filters })} />
      <div className="grid gap-4 sm:grid-cols-3">
        {choice(
          'period',
          'Period',
          budgetPeriods.map((value) => ({ value, words: periodWords[value] })),
        )}
        {field('amount', 'Amount', 'For each period, e.g. 1200.50.', true)}
        {field('currency', 'Currency', 'That of the bills; nothing is converted.', true)}
      </div>
      {field(
        'overrides',
        'Other amounts',
        'One a line: the first day of a period and its amount, e.g. 2026-12-01 9000.',
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        {choice(
          'metric',
          'Cost',
          costMetrics.map((value) => ({ value, words: costMetricWords[value].title })),
        )}
        {choice(
          'basis',
          'Whose word',
          bases.map((value) => ({ value, words: costBasisWords[value].title })),
        )}
        {field('actualThresholds', 'Alert at spent', 'Percent of the amount, with commas between them.')}
        {field('probabilityThresholds', 'Alert at probability', 'Percent that the amount will be passed.')}
        {field('owner', 'Owner', 'The e-mail address of who answers for it.')}
        {field(
          'notify',
          'Also told',
          'E-mail addresses with commas between them. Mail leaves where the console has a mail server.',
        )}
      </div>
    </>
  );
}
