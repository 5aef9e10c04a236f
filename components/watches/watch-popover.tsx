'use client';
import { Mail } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';

export interface WatchPopoverProps {
  /** What the mails are about. */
  label: string;
  /** How much one watches; 0: nothing. */
  count: number;
  /** False: this console sends no mail. */
  isMailSent: boolean;
  /** When mails are sent. */
  says: string;
  children: ReactNode;
}

/** Of what one is told by mail. */
export function WatchPopover({ label, count, isMailSent, says, children }: WatchPopoverProps) {
  return (
    <Popover
      label={label}
      align="end"
      className="w-80"
      trigger={
        <Button>
          <Mail aria-hidden />
          Watch{count === 0 ? '' : ` (${count})`}
        </Button>
      }
    >
      <div className="flex flex-col gap-2 p-3">
        <p className="text-muted text-table">
          {isMailSent ? says : 'This console has no mail server, so nobody is told until it has one.'}
        </p>
        {children}
      </div>
    </Popover>
  );
}
