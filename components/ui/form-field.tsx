'use client';
import { clsx } from 'clsx';
import { type ReactNode, useId } from 'react';

/** What the control inside a field must carry. */
export interface FieldControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': true | undefined;
}

export interface FormFieldProps {
  /** Also the anchor the error summary jumps to; unique on the page. */
  id?: string;
  label: ReactNode;
  /** What to enter, and the unit. */
  description?: ReactNode;
  /** What is wrong with what was entered; null or absent when nothing is. */
  error?: string | null;
  isRequired?: boolean;
  /** Draws the control with the given attributes. */
  children: (control: FieldControlProps) => ReactNode;
  className?: string;
}

/** A control with its label, its description and its error, tied together. */
export function FormField({
  id,
  label,
  description,
  error = null,
  isRequired = false,
  children,
  className,
}: FormFieldProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  const descriptionId = `${controlId}-description`;
  const errorId = `${controlId}-error`;
  const describedBy = [description ? descriptionId : null, error === null ? null : errorId].filter(Boolean).join(' ');
  return (
    <div className={clsx('flex flex-col gap-1', className)}>
      <label htmlFor={controlId} className="font-medium">
        {label}
        {isRequired ? null : <span className="ml-1 font-normal text-subtle">(optional)</span>}
      </label>
      {description ? (
        <div id={descriptionId} className="text-muted text-table">
          {description}
        </div>
      ) : null}
      {children({
        id: controlId,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error === null ? undefined : true,
        'aria-required': isRequired || undefined,
      })}
      {error === null ? null : (
        <p id={errorId} className="text-critical text-table">
          {error}
        </p>
      )}
    </div>
  );
}
