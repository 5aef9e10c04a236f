'use client';
import { clsx } from 'clsx';
import { type ReactNode, useLayoutEffect, useRef } from 'react';

export interface ModalProps {
  role?: 'dialog' | 'alertdialog';
  labelledBy: string;
  describedBy?: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}

/**
 * A window that everything else waits for, in the browser's own way: the rest of the page cannot be reached, Esc and a
 * press beside it close it, and the focus goes back to where it was. Its first field has the focus, else it has.
 */
export function Modal({ role = 'dialog', labelledBy, describedBy, onClose, className, children }: ModalProps) {
  const window = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = window.current;
    if (!shown) return;
    shown.showModal();
    const first = shown.querySelector<HTMLElement>('[data-autofocus], input:not([type="hidden"]), select, textarea');
    (first ?? shown).focus();
    return () => shown.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the key that closes it
    <dialog
      ref={window}
      role={role}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      tabIndex={-1}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        // What is inside has elements of its own: only the space beside it is the dialog itself.
        if (event.target === event.currentTarget && role === 'dialog') onClose();
      }}
      className={clsx(
        'fixed top-[8vh] right-0 left-0 mx-auto max-h-[84vh] w-[calc(100vw-2rem)] animate-appear flex-col overflow-hidden whitespace-normal rounded-dialog border bg-raised text-left font-normal text-body text-text shadow-floating outline-none backdrop:bg-scrim open:flex',
        className,
      )}
    >
      {children}
    </dialog>
  );
}
