'use client';
import { clsx } from 'clsx';
import { type ReactNode, useId } from 'react';
import { Checkbox } from './checkbox';

export interface LabelledCheckboxProps {
  label: ReactNode;
  /** One line under the label. */
  description?: ReactNode;
  isChecked: boolean;
  onCheckedChange: (isChecked: boolean) => void;
  className?: string;
}

/** A checkbox with its label, and a line of words where it needs one. */
export function LabelledCheckbox({ label, description, isChecked, onCheckedChange, className }: LabelledCheckboxProps) {
  const id = useId();
  const descriptionId = `${id}-description`;
  return (
    <div className={clsx('flex min-h-6 gap-2', className)}>
      <Checkbox
        id={id}
        className="mt-0.5"
        checked={isChecked}
        aria-describedby={description ? descriptionId : undefined}
        onChange={(event) => onCheckedChange(event.target.checked)}
      />
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {description ? (
          <p id={descriptionId} className="text-muted text-table">
            {description}
          </p>
        ) : null}
      </div>
    </div>
  );
}
