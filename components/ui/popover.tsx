'use client';
import { clsx } from 'clsx';
import { Slot } from 'radix-ui/slot';
import type { ReactNode } from 'react';
import { floatingClasses } from './floating/use-anchored';
import { usePopover } from './floating/use-popover';

export interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactNode;
  /** What the popover holds, read aloud when it opens. */
  label: string;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  className?: string;
}

/** A small window beside the button that opened it. */
export function Popover({ trigger, label, children, align = 'end', className }: PopoverProps) {
  const { anchor, isOpen, panelProps } = usePopover({ side: 'bottom', align }, (panel) => panel.focus());
  return (
    <>
      <Slot ref={anchor} aria-haspopup="dialog" aria-expanded={isOpen}>
        {trigger}
      </Slot>
      <div
        {...panelProps}
        role="dialog"
        aria-label={label}
        className={clsx(
          floatingClasses,
          'w-96 max-w-[calc(100vw-1rem)] rounded-panel p-0 text-body outline-none',
          className,
        )}
      >
        {isOpen ? children : null}
      </div>
    </>
  );
}
