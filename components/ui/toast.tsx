'use client';
import { X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { IconButton } from './icon-button';
import { StatusMark } from './status-mark';

export interface ToastMessage {
  tone: 'healthy' | 'in-progress' | 'warning' | 'critical';
  /** What happened, in a few words. */
  title: string;
  detail?: string;
}

interface ShownToast extends ToastMessage {
  key: number;
}

const shownForMs = 6000;
const noToasts: ShownToast[] = [];
let toasts = noToasts;
let nextKey = 1;
const listeners = new Set<() => void>();

function publish(next: ShownToast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function dismiss(key: number) {
  publish(toasts.filter((toast) => toast.key !== key));
}

/** Tells what just happened, at the foot of the page. Faults stay until dismissed; the rest go after six seconds. */
export function notify(message: ToastMessage): void {
  publish([...toasts.slice(-2), { ...message, key: nextKey }]);
  nextKey += 1;
}

/**
 * Where messages appear, over everything else. One a page, in the layout. Drawn and styled here, because a library's
 * injected style sheet would break the page's content security policy.
 */
export function Toaster() {
  const region = useRef<HTMLElement>(null);
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => noToasts,
  );
  useLayoutEffect(() => {
    // Shown anew, so that it comes over a dialog opened since.
    region.current?.hidePopover();
    if (shown.length > 0) region.current?.showPopover();
  }, [shown]);
  return (
    <>
      <div aria-live="polite" className="sr-only">
        {shown.map(({ key, title, detail }) => (
          <p key={key}>
            {title}. {detail}
          </p>
        ))}
      </div>
      <section
        ref={region}
        popover="manual"
        aria-label="Messages"
        className="pointer-events-none fixed inset-auto right-4 bottom-4 m-0 w-96 max-w-[calc(100vw-2rem)] flex-col gap-2 border-0 bg-transparent p-0 text-text [&:popover-open]:flex"
      >
        {shown.map((toast) => (
          <ToastCard key={toast.key} toast={toast} />
        ))}
      </section>
    </>
  );
}

function ToastCard({ toast }: { toast: ShownToast }) {
  const { key, tone, title, detail } = toast;
  useEffect(() => {
    if (tone === 'critical' || tone === 'warning') return;
    const timer = setTimeout(() => dismiss(key), shownForMs);
    return () => clearTimeout(timer);
  }, [key, tone]);
  return (
    <div className="pointer-events-auto flex animate-appear items-start gap-2 rounded-panel border bg-raised py-2 pr-2 pl-3 shadow-floating">
      <div className="min-w-0 flex-1 py-1">
        <StatusMark tone={tone} word={title} className="whitespace-normal! font-medium" />
        {detail ? <p className="break-words text-muted">{detail}</p> : null}
      </div>
      <IconButton label="Dismiss" size="compact" onClick={() => dismiss(key)}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
