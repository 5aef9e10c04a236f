'use client';
import { clsx } from 'clsx';
import { Slot } from 'radix-ui/slot';
import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Placement } from './floating/to-position';
import { floatingClasses, useAnchored } from './floating/use-anchored';
import { Kbd } from './kbd';

const showAfterMs = 400;
const hideAfterMs = 120;

export interface TooltipProps {
  content: ReactNode;
  shortcut?: string;
  /** One focusable element; its own name must not depend on the tooltip. */
  children: ReactNode;
  side?: Placement['side'];
  /** It only repeats the element's name, so that a reader need not hear it again. */
  isName?: boolean;
}

/** A hint shown on hover and on keyboard focus. It can be pointed at, and Esc sends it away. */
export function Tooltip({ content, shortcut, children, side = 'top', isName = false }: TooltipProps) {
  const anchor = useRef<HTMLElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  useEffect(() => () => clearTimeout(timer.current), []);

  function turn(isOn: boolean, afterMs: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsOpen(isOn), afterMs);
  }

  return (
    <>
      <Slot
        ref={anchor}
        aria-describedby={isOpen && !isName ? id : undefined}
        onPointerEnter={({ pointerType }) => {
          if (pointerType !== 'touch') turn(true, showAfterMs);
        }}
        onPointerLeave={() => turn(false, hideAfterMs)}
        onPointerDown={() => turn(false, 0)}
        onFocus={({ target }) => {
          if (target.matches(':focus-visible')) turn(true, 0);
        }}
        onBlur={() => turn(false, 0)}
        onKeyDown={({ key }) => {
          if (key === 'Escape' || key === 'Enter' || key === ' ') turn(false, 0);
        }}
      >
        {children}
      </Slot>
      {isOpen ? (
        <TooltipPanel
          id={id}
          anchor={anchor}
          side={side}
          onPointerEnter={() => turn(true, 0)}
          onPointerLeave={() => turn(false, hideAfterMs)}
        >
          {content}
          {shortcut ? <Kbd>{shortcut}</Kbd> : null}
        </TooltipPanel>
      ) : null}
    </>
  );
}

interface TooltipPanelProps {
  id: string;
  anchor: RefObject<HTMLElement | null>;
  side: Placement['side'];
  onPointerEnter: () => void;
  onPointerLeave: () => void;
  children: ReactNode;
}

function TooltipPanel({ id, anchor, side, onPointerEnter, onPointerLeave, children }: TooltipPanelProps) {
  const panel = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => panel.current?.showPopover(), []);
  useAnchored(anchor, panel, true, { side, align: 'center' });
  return (
    <span
      ref={panel}
      id={id}
      role="tooltip"
      popover="manual"
      onPointerEnter={onPointerEnter}
      onPointerLeave={onPointerLeave}
      className={clsx(
        floatingClasses,
        'max-w-80 items-center gap-2 rounded-control px-2 py-1 text-meta [&:popover-open]:flex',
      )}
    >
      {children}
    </span>
  );
}
