'use client';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from './button';
import { Input } from './input';
import { Modal } from './modal';

export interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** A question that names the thing, e.g. `Delete Factory AWS?`. */
  title: string;
  /** What will happen, and what will not come back. */
  consequence: ReactNode;
  /** The verb on the button, e.g. `Delete connection`. */
  verb: string;
  /** What must be typed first, for what cannot be undone. */
  typeToConfirm?: string;
  isPending?: boolean;
  /** Why the last attempt failed; null when none has. */
  fault?: string | null;
  onConfirm: () => void;
}

/** Asks before something destructive. The safe choice has the focus; the other is named by its verb. */
export function ConfirmDialog({ isOpen, ...rest }: ConfirmDialogProps) {
  return isOpen ? <ConfirmForm {...rest} /> : null;
}

function ConfirmForm({
  onOpenChange,
  title,
  consequence,
  verb,
  typeToConfirm,
  isPending = false,
  fault = null,
  onConfirm,
}: Omit<ConfirmDialogProps, 'isOpen'>) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isMismatch, setIsMismatch] = useState(false);
  const inputId = `${id}-input`;
  const mismatchId = `${id}-mismatch`;

  function submit(event: FormEvent) {
    event.preventDefault();
    const matches = typeToConfirm === undefined || typed.trim() === typeToConfirm;
    setIsMismatch(!matches);
    if (matches && !isPending) onConfirm();
  }

  return (
    <Modal
      role="alertdialog"
      labelledBy={`${id}-title`}
      describedBy={`${id}-consequence`}
      onClose={() => onOpenChange(false)}
      className="max-w-md"
    >
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4">
          <h2 id={`${id}-title`} className="font-semibold text-panel">
            {title}
          </h2>
          <div id={`${id}-consequence`} className="text-muted">
            {consequence}
          </div>
          {typeToConfirm === undefined ? null : (
            <div className="flex flex-col gap-1">
              <label htmlFor={inputId}>
                Type <code className="rounded-control bg-sunken px-1 text-table">{typeToConfirm}</code> to confirm
              </label>
              <Input
                id={inputId}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
                spellCheck={false}
                aria-invalid={isMismatch || undefined}
                aria-describedby={isMismatch ? mismatchId : undefined}
              />
              {isMismatch ? (
                <p id={mismatchId} role="alert" className="text-critical text-table">
                  This does not match. Type the name exactly as it is shown.
                </p>
              ) : null}
            </div>
          )}
          {fault === null ? null : (
            <p role="alert" className="rounded-control bg-critical-tint px-2 py-1.5 text-critical">
              {fault}
            </p>
          )}
        </div>
        <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">
          <Button data-autofocus onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button type="submit" variant="danger" isPending={isPending}>
            {verb}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
