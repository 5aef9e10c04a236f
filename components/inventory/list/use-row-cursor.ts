'use client';
import { type RefObject, useRef, useState } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts-provider';

export interface RowCursorOptions {
  rowCount: number;
  /** The scrolling element that holds the rows. */
  frame: RefObject<HTMLElement | null>;
  /** Brings a row into view, drawing it if it was not. */
  reveal: (index: number) => void;
  /** The cursor moved by keyboard to a row. */
  onMove: (index: number) => void;
  onToggle: (index: number) => void;
}

const mostFrames = 4;

/** The row the keyboard stands on. `j` and `k` move it and its focus, `x` selects it; Enter follows its link. */
export function useRowCursor({ rowCount, frame, reveal, onMove, onToggle }: RowCursorOptions) {
  const [index, setIndex] = useState(0);
  const hasMoved = useRef(false);
  const current = Math.min(index, Math.max(0, rowCount - 1));

  function focusRow(row: number, framesLeft: number) {
    const link = frame.current?.querySelector<HTMLElement>(`tr[data-index="${row}"] [data-row-link]`);
    if (link) link.focus({ preventScroll: true });
    else if (framesLeft > 0) requestAnimationFrame(() => focusRow(row, framesLeft - 1));
  }

  function move(step: number) {
    if (rowCount === 0) return;
    const next = hasMoved.current ? Math.min(Math.max(current + step, 0), rowCount - 1) : current;
    hasMoved.current = true;
    setIndex(next);
    reveal(next);
    requestAnimationFrame(() => focusRow(next, mostFrames));
    onMove(next);
  }

  useShortcut({ keys: 'j', label: 'Next row', group: 'This page', run: () => move(1) });
  useShortcut({ keys: 'k', label: 'Previous row', group: 'This page', run: () => move(-1) });
  useShortcut({
    keys: 'x',
    label: 'Select the row',
    group: 'This page',
    run: () => {
      if (rowCount > 0) onToggle(current);
    },
  });

  return {
    current,
    /** Puts the cursor on a row without moving the focus. */
    stand: (row: number) => {
      hasMoved.current = true;
      setIndex(row);
    },
    /** Gives the focus back to the row, e.g. when the panel closes. */
    focus: () => focusRow(current, mostFrames),
  };
}
