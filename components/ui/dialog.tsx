'use client';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Button } from './button';
import { Modal } from './modal';

export interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** One sentence under the title: what this is for. */
  description?: ReactNode;
  children: ReactNode;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
  size?: 'small' | 'medium' | 'large';
}

/** A dialog over the page. What is long scrolls inside it. */
export function Dialog({ isOpen, onOpenChange, title, description, children, actions, size = 'medium' }: DialogProps) {
  const id = useId();
  const titleId = `${id}-title`;
  const descriptionId = `${id}-description`;
  if (!isOpen) return null;
  return (
    <Modal
      labelledBy={titleId}
      describedBy={description ? descriptionId : undefined}
      onClose={() => onOpenChange(false)}
      className={clsx(size === 'small' && 'max-w-md', size === 'medium' && 'max-w-xl', size === 'large' && 'max-w-4xl')}
    >
      <header className="flex items-start gap-4 border-b px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 id={titleId} className="font-semibold text-panel">
            {title}
          </h2>
          {description ? (
            <div id={descriptionId} className="text-muted">
              {description}
            </div>
          ) : null}
        </div>
        <Button
          aria-label="Close"
          variant="quiet"
          size="compact"
          className="w-7 px-0!"
          onClick={() => onOpenChange(false)}
        >
          <X aria-hidden />
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">{children}</div>
      {actions ? <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{actions}</footer> : null}
    </Modal>
  );
}
