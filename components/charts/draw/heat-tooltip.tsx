'use client';
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import type { CellBox } from '../prepare/walk-heat-grid';

export interface HeatTooltipProps {
  /** The cell, in the grid's pixels. */
  box: CellBox;
  /** The frame the grid scrolls in. */
  frame: RefObject<HTMLElement | null>;
  /** Room between the frame's edge and the grid. */
  inset: number;
  children: ReactNode;
}

const distance = 8;

/** What a cell says, beside it and never over it, also while the grid scrolls. A reader hears the cell itself, so this is for the eye alone. */
export function HeatTooltip({ box, frame, inset, children }: HeatTooltipProps) {
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = panel.current;
    const outer = frame.current;
    if (!element || !outer) return;
    const place = () => {
      const x = box.x + inset;
      const y = box.y + inset - outer.scrollTop;
      const isRight = x + box.width + distance + element.offsetWidth <= outer.clientWidth;
      const left = isRight ? x + box.width + distance : Math.max(0, x - distance - element.offsetWidth);
      element.style.transform = `translate(${left}px, ${y + box.height + distance}px)`;
      const isInView = y + box.height > 0 && y < outer.clientHeight;
      element.style.visibility = isInView ? 'visible' : 'hidden';
    };
    place();
    outer.addEventListener('scroll', place, { passive: true });
    return () => outer.removeEventListener('scroll', place);
  });
  return (
    <div
      ref={panel}
      aria-hidden="true"
      className="pointer-events-none invisible absolute top-0 left-0 z-20 flex max-w-80 flex-col rounded-control border bg-raised px-2 py-1 text-meta shadow-floating"
    >
      {children}
    </div>
  );
}
