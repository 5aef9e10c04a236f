'use client';
import { type RefObject, useEffect, useState } from 'react';
import { type RowGeometry, type RowWindow, toRevealingScroll, toRowWindow } from './to-row-window';

/** What is drawn before the browser has measured: about a screen. */
const firstHeight = 960;
/** The window moves by so many rows at a time, so that a scroll redraws seldom. */
const stepRows = 4;

/** Which rows of a long list to draw in a scrolling frame, and the way to bring one into view. */
export function useRowWindow(
  frame: RefObject<HTMLElement | null>,
  rowCount: number,
  geometry: RowGeometry,
): RowWindow & { reveal: (index: number) => void } {
  const [view, setView] = useState({ top: 0, height: firstHeight });
  const step = geometry.rowHeight * stepRows;

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      const top = Math.floor(element.scrollTop / step) * step;
      const height = element.clientHeight;
      setView((before) => (before.top === top && before.height === height ? before : { top, height }));
    };
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [frame, step]);

  return {
    ...toRowWindow(view.top, view.height, rowCount, { ...geometry, overscan: geometry.overscan + stepRows }),
    reveal: (index) => {
      const element = frame.current;
      if (element) element.scrollTop = toRevealingScroll(index, element.scrollTop, element.clientHeight, geometry);
    },
  };
}
