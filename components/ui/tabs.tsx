'use client';
import { clsx } from 'clsx';
import { type KeyboardEvent, type ReactNode, useId } from 'react';

export interface Tab<T extends string> {
  value: T;
  label: ReactNode;
  content: ReactNode;
}

export interface TabsProps<T extends string> {
  /** What the tabs are parts of, read aloud. */
  label: string;
  value: T;
  onValueChange: (value: T) => void;
  tabs: ReadonlyArray<Tab<T>>;
}

/** Where a key leads among so many tabs, from the one it stands on; null when nowhere. */
function stepAmongTabs(key: string, current: number, count: number): number | null {
  if (key === 'ArrowRight') return (current + 1) % count;
  if (key === 'ArrowLeft') return (current - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

/** Views of one thing, one at a time; the arrow keys walk them. Keep the chosen one in the URL. */
export function Tabs<T extends string>({ label, value, onValueChange, tabs }: TabsProps<T>) {
  const id = useId();
  const chosen = tabs.find((tab) => tab.value === value);

  function handleKey(event: KeyboardEvent<HTMLElement>) {
    const next = stepAmongTabs(
      event.key,
      tabs.findIndex((tab) => tab.value === value),
      tabs.length,
    );
    const tab = next === null ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    onValueChange(tab.value);
    document.getElementById(`${id}-tab-${tab.value}`)?.focus();
  }

  return (
    <div>
      <div
        role="tablist"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={handleKey}
        className="flex gap-1 overflow-x-auto border-b"
      >
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-tab-${tab.value}`}
            aria-selected={tab.value === value}
            aria-controls={tab.value === value ? `${id}-panel` : undefined}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onValueChange(tab.value)}
            className={clsx(
              '-mb-px h-9 shrink-0 border-b-2 px-3 -outline-offset-2',
              tab.value === value
                ? 'border-accent font-medium text-text'
                : 'border-transparent text-muted hover:text-text',
            )}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {chosen ? (
        <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${chosen.value}`} className="pt-4">
          {chosen.content}
        </div>
      ) : null}
    </div>
  );
}
