'use client';
import type { ReactNode } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FormField } from '@/components/ui/form-field';
import { Textarea } from '@/components/ui/textarea';
import { formatMonth } from '@/lib/format/close-words';
import { toApiProblem } from '@/lib/queries/api-problem';

export interface MonthDialogProps {
  /** What is done to the month: `Close`. */
  verb: string;
  month: string;
  /** What that means for it. */
  says: string;
  /** The fields it takes. */
  children: ReactNode;
  mutation: { isPending: boolean; error: Error | null };
  onConfirm: () => void;
  onDone: () => void;
}

/** Asks for the month to be typed before something is done to it for good. */
export function MonthDialog({ verb, month, says, children, mutation, onConfirm, onDone }: MonthDialogProps) {
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onDone();
      }}
      title={`${verb} ${formatMonth(month)}?`}
      verb={`${verb} month`}
      typeToConfirm={month}
      consequence={
        <div className="flex flex-col gap-3">
          <p>{says}</p>
          {children}
        </div>
      }
      isPending={mutation.isPending}
      fault={mutation.error ? toApiProblem(mutation.error).message : null}
      onConfirm={onConfirm}
    />
  );
}

export interface WordsFieldProps {
  label: string;
  description?: string;
  isRequired?: boolean;
  /** Null: nothing is wrong with it. */
  error?: string | null;
  value: string;
  onValue: (value: string) => void;
}

/** What somebody has to say of a month, in a few lines. */
export function WordsField({ label, description, isRequired = false, error = null, value, onValue }: WordsFieldProps) {
  return (
    <FormField
      label={label}
      isRequired={isRequired}
      error={error}
      {...(description === undefined ? {} : { description })}
    >
      {(control) => (
        <Textarea
          {...control}
          rows={2}
          maxLength={2_000}
          value={value}
          onChange={({ target }) => onValue(target.value)}
        />
      )}
    </FormField>
  );
}
