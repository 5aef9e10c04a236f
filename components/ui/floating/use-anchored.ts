'use client';
import { type RefObject, useLayoutEffect } from 'react';
import { type Placement, toPosition } from './to-position';

/** Classes of everything that floats: in the window's top layer, with none of the type around its anchor. */
export const floatingClasses =
  'invisible fixed inset-auto m-0 overflow-y-auto whitespace-normal border bg-raised text-left font-normal text-text shadow-floating';

/** Keeps an open panel beside its anchor while the window scrolls or changes. The panel is shown once it stands. */
export function useAnchored(
  anchor: RefObject<HTMLElement | null>,
  panel: RefObject<HTMLElement | null>,
  isOpen: boolean,
  { side, align }: Placement,
): void {
  useLayoutEffect(() => {
    if (!isOpen) return;
    const place = () => {
      if (!anchor.current || !panel.current) return;
      const { style, offsetWidth, scrollHeight, offsetHeight, clientHeight } = panel.current;
      const size = { width: offsetWidth, height: scrollHeight + offsetHeight - clientHeight };
      const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
      const position = toPosition(anchor.current.getBoundingClientRect(), size, view, { side, align });
      style.left = `${position.left}px`;
      style.top = `${position.top}px`;
      style.maxHeight = `${position.maxHeight}px`;
      style.visibility = 'visible';
    };
    place();
    const resized = new ResizeObserver(place);
    if (panel.current) resized.observe(panel.current);
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      resized.disconnect();
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, { capture: true });
    };
  }, [anchor, panel, isOpen, side, align]);
}
