'use client';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Close, Content, Description, Overlay, Portal, Root, Title, Trigger } from 'radix-ui/dialog';
import { type ReactNode, useRef } from 'react';
import { Button } from './button';

export const overlayClasses = 'fixed inset-0 z-40 animate-appear bg-scrim';
export const floatingDialogClasses =
  'fixed top-[8vh] left-1/2 z-40 flex max-h-[84vh] w-[calc(100vw-2rem)] -translate-x-1/2 animate-appear flex-col rounded-dialog border bg-raised shadow-floating outline-none';

export interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** One sentence under the title: what this is for. */
  description?: ReactNode;
  /** The element that opens it, when one does; focus returns there. */
  trigger?: ReactNode;
  children: ReactNode;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
  size?: 'small' | 'medium' | 'large';
}

/** A dialog over the page. Focus is kept in it, Esc closes it, and what is long scrolls inside it. */
export function Dialog({
  isOpen,
  onOpenChange,
  title,
  description,
  trigger,
  children,
  actions,
  size = 'medium',
}: DialogProps) {
  const content = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  return (
    <Root open={isOpen} onOpenChange={onOpenChange}>
      {trigger ? <Trigger asChild>{trigger}</Trigger> : null}
      <Portal>
        <Overlay className={overlayClasses} />
        <Content
          ref={content}
          tabIndex={-1}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            const field = body.current?.querySelector<HTMLElement>('input, select, textarea');
            (field ?? content.current)?.focus();
          }}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={clsx(
            floatingDialogClasses,
            size === 'small' && 'max-w-md',
            size === 'medium' && 'max-w-xl',
            size === 'large' && 'max-w-4xl',
          )}
        >
          <header className="flex items-start gap-4 border-b px-4 py-3">
            <div className="min-w-0 flex-1">
              <Title className="font-semibold text-panel">{title}</Title>
              {description ? <Description className="text-muted">{description}</Description> : null}
            </div>
            <Close asChild>
              <Button aria-label="Close" variant="quiet" size="compact" className="w-7 px-0!">
                <X aria-hidden />
              </Button>
            </Close>
          </header>
          <div ref={body} className="min-h-0 flex-1 overflow-y-auto px-4 py-4">
            {children}
          </div>
          {actions ? <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{actions}</footer> : null}
        </Content>
      </Portal>
    </Root>
  );
}
