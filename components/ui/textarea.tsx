import { clsx } from 'clsx';
import type { ComponentProps } from 'react';
import { controlClasses } from './control-classes';

export interface TextareaProps extends ComponentProps<'textarea'> {
  /** Monospace, for certificates, identifiers and code. */
  isCode?: boolean;
}

/** A text field of several lines. */
export function Textarea({ className, isCode = false, rows = 4, ...rest }: TextareaProps) {
  return (
    <textarea
      rows={rows}
      spellCheck={isCode ? false : undefined}
      className={clsx(controlClasses, 'py-1.5', isCode && 'font-mono text-table', className)}
      {...rest}
    />
  );
}
