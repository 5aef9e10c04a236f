'use client';
import { type ToggleEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { Placement } from './to-position';
import { useAnchored } from './use-anchored';

/**
 * A panel in the window's top layer that its anchor, a button, opens and closes. The browser closes it on Esc and on a
 * press elsewhere, and gives the focus back. `onOpen` is called once the panel stands.
 */
export function usePopover(placement: Placement, onOpen: (panel: HTMLElement) => void) {
  const anchor = useRef<HTMLElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  useAnchored(anchor, panel, isOpen, placement);

  const opened = useRef(onOpen);
  useEffect(() => {
    opened.current = onOpen;
    // As a property: the anchor is whatever button the caller drew.
    if (anchor.current instanceof HTMLButtonElement) anchor.current.popoverTargetElement = panel.current;
  });
  useEffect(() => {
    if (isOpen && panel.current) opened.current(panel.current);
  }, [isOpen]);

  return {
    anchor,
    isOpen,
    open: useCallback(() => panel.current?.showPopover(), []),
    close: useCallback(() => panel.current?.hidePopover(), []),
    panelProps: {
      ref: panel,
      popover: 'auto' as const,
      tabIndex: -1,
      onToggle: (event: ToggleEvent) => setIsOpen(event.newState === 'open'),
    },
  };
}
