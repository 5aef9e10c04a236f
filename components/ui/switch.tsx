import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

export interface SwitchProps extends Omit<ComponentProps<'input'>, 'type'> {
  children: ReactNode;
}

/** A setting that takes effect at once, with its label. */
export function Switch({ children, className, ...rest }: SwitchProps) {
  return (
    <label className={clsx('inline-flex min-h-6 items-center gap-2 text-body', className)}>
      <input
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: the platform derives aria-checked from the checkbox itself
        role="switch"
        className="relative h-4 w-7 shrink-0 cursor-pointer appearance-none rounded-full border border-border-control bg-sunken transition-colors after:absolute after:top-px after:left-px after:size-3 after:rounded-full after:bg-border-control after:transition-transform after:content-[''] checked:border-accent checked:bg-accent checked:after:translate-x-3 checked:after:bg-on-accent disabled:cursor-not-allowed disabled:opacity-60 forced-colors:after:bg-[CanvasText] forced-colors:checked:bg-[Highlight]"
        {...rest}
      />
      {children}
    </label>
  );
}
