'use client';
import { type RefObject, useLayoutEffect, useState } from 'react';

/** An element's size in pixels, kept current; null until it is measured and while it is not shown. */
export function useFrameSize(element: RefObject<HTMLElement | null>): { width: number; height: number } | null {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const frame = element.current;
    if (!frame) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = frame;
      setSize(width === 0 || height === 0 ? null : { width, height });
    };
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(frame);
    return () => resized.disconnect();
  }, [element]);
  return size;
}
