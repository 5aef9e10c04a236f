import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';

const badgeClasses = cva('inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-control px-1.5 text-meta', {
  variants: {
    tone: {
      neutral: 'bg-sunken text-muted',
      accent: 'bg-accent-tint text-accent',
      healthy: 'bg-healthy-tint text-healthy',
      'in-progress': 'bg-in-progress-tint text-in-progress',
      warning: 'bg-warning-tint text-warning',
      critical: 'bg-critical-tint text-critical',
      unknown: 'bg-unknown-tint text-unknown',
    },
  },
  defaultVariants: { tone: 'neutral' },
});

export interface BadgeProps extends VariantProps<typeof badgeClasses> {
  children: ReactNode;
  className?: string;
}

/** A short word set apart. It carries no status by colour alone: use StatusMark for that. */
export function Badge({ tone, children, className }: BadgeProps) {
  return <span className={badgeClasses({ tone, className })}>{children}</span>;
}
