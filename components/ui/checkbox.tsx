'use client';
import { clsx } from 'clsx';
import { type ComponentProps, useEffect, useRef } from 'react';

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'ref'> {
  /** Some but not all of what it stands for is chosen. */
  isIndeterminate?: boolean;
}

/** A checkbox. Put it in a label, or name it with `aria-label`. */
export function Checkbox({ className, isIndeterminate = false, ...rest }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = isIndeterminate;
  }, [isIndeterminate]);
  return <input ref={input} type="checkbox" className={clsx('size-4 shrink-0 accent-accent', className)} {...rest} />;
}
