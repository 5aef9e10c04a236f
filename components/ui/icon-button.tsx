'use client';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './button';
import { Tooltip } from './tooltip';

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'asChild'> {
  /** The button's name, read aloud and shown as a tooltip. */
  label: string;
  /** The icon. */
  children: ReactNode;
  /** A key that does the same, shown in the tooltip. */
  shortcut?: string;
}

/** A square button that shows only an icon. At least 28 px, so that the target is large enough. */
export function IconButton({
  label,
  shortcut,
  size,
  variant = 'quiet',
  className,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut} isName>
      <Button
        {...rest}
        aria-label={label}
        variant={variant}
        size={size}
        className={clsx('px-0!', size === 'compact' ? 'w-7' : 'w-8', className)}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
