'use client';
import { clsx } from 'clsx';
import { Slot } from 'radix-ui/slot';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { floatingClasses } from './floating/use-anchored';
import { usePopover } from './floating/use-popover';
import { MenuContext } from './menu-context';
import { findByName, stepInMenu } from './menu-keys';

export { MenuCheckboxItem, MenuItem, MenuLabel, MenuRadioGroup, MenuSeparator } from './menu-items';

const typingMs = 600;

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactNode;
  /** What the menu is, read aloud. */
  label: string;
  children: ReactNode;
  align?: 'start' | 'end';
}

function listItems(panel: HTMLElement): HTMLElement[] {
  return [...panel.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}

/** A menu of actions or choices that opens from a button; walked with the arrow keys or by typing a name. */
export function Menu({ trigger, label, children, align = 'end' }: MenuProps) {
  const typed = useRef({ text: '', at: 0 });
  const { anchor, isOpen, open, close, panelProps } = usePopover({ side: 'bottom', align }, (panel) =>
    (listItems(panel)[0] ?? panel).focus(),
  );

  function handleKey(event: KeyboardEvent<HTMLElement>) {
    const items = listItems(event.currentTarget);
    const current = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1;
    if (event.key === 'Tab') return close();
    const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isLetter) {
      const isMore = event.timeStamp - typed.current.at < typingMs;
      typed.current = { text: isMore ? typed.current.text + event.key : event.key, at: event.timeStamp };
    }
    const next = isLetter
      ? findByName(
          typed.current.text,
          current,
          items.map((item) => item.textContent),
        )
      : stepInMenu(event.key, current, items.length);
    if (next !== null) {
      event.preventDefault();
      items[next]?.focus();
    } else if (event.key === ' ' && items[current] instanceof HTMLAnchorElement) {
      event.preventDefault();
      items[current].click();
    }
  }

  return (
    <>
      <Slot
        ref={anchor}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || isOpen) return;
          event.preventDefault();
          open();
        }}
      >
        {trigger}
      </Slot>
      <div
        {...panelProps}
        role="menu"
        aria-label={label}
        onKeyDown={handleKey}
        className={clsx(floatingClasses, 'min-w-48 max-w-[calc(100vw-1rem)] rounded-panel p-1 text-body outline-none')}
      >
        <MenuContext value={close}>{isOpen ? children : null}</MenuContext>
      </div>
    </>
  );
}
