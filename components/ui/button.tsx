import { cva, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import { Slot } from 'radix-ui/slot';
import type { ComponentProps } from 'react';

/** Classes of a button, for the rare element that must look like one without being one. */
export const buttonClasses = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-control border font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
        secondary: 'border-border-control bg-surface text-text hover:bg-sunken',
        quiet: 'border-transparent bg-transparent text-muted hover:bg-sunken hover:text-text',
        danger: 'border-critical bg-surface text-critical hover:bg-critical-tint',
      },
      size: {
        regular: 'h-8 px-3 text-body',
        compact: 'h-7 px-2 text-table',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'regular' },
  },
);

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonClasses> {
  /** Draws the one child as the button, e.g. a link. */
  asChild?: boolean;
  /** Work is under way: the button says so and ignores further presses, but keeps focus. */
  isPending?: boolean;
}

/** A button. `type` is `button` unless said otherwise. */
export function Button({
  asChild = false,
  isPending = false,
  variant,
  size,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const classes = buttonClasses({ variant, size, className });
  if (asChild) {
    return (
      <Slot className={classes} {...rest}>
        {children}
      </Slot>
    );
  }
  return (
    <button
      {...rest}
      type={isPending ? 'button' : type}
      className={classes}
      aria-disabled={isPending || rest['aria-disabled'] || undefined}
      aria-busy={isPending || undefined}
      onClick={isPending ? undefined : onClick}
    >
      {isPending ? <LoaderCircle aria-hidden className="animate-turn" /> : null}
      {children}
    </button>
  );
}
