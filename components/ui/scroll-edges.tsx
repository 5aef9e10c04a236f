'use client';
import { useEffect, useRef } from 'react';
import { toScrollEdges } from './to-scroll-edges';

/**
 * Edges that show at which sides the frame around it hides columns: a line, which forced colours keep, and a fade. It stands
 * first in the frame, which bears `data-more-left` and `data-more-right`; pinned columns lie over the left one.
 */
export function ScrollEdges() {
  const edges = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = edges.current;
    const frame = element?.parentElement;
    if (!element || !frame) return;
    // Straight to the page: a table is not drawn anew because it was scrolled.
    const measure = () => {
      const { left, right } = toScrollEdges(frame);
      frame.toggleAttribute('data-more-left', left);
      frame.toggleAttribute('data-more-right', right);
      element.style.setProperty('--frame-height', `${frame.clientHeight}px`);
    };
    const resized = new ResizeObserver(measure);
    for (const one of [frame, ...frame.children]) if (one !== element) resized.observe(one);
    frame.addEventListener('scroll', measure, { passive: true });
    return () => {
      resized.disconnect();
      frame.removeEventListener('scroll', measure);
    };
  }, []);
  return (
    <div ref={edges} aria-hidden="true" className="pointer-events-none sticky top-0 left-0 h-0 w-full">
      <span className={`${edge} right-0 z-30 border-r bg-linear-to-l in-data-more-right:block`} />
      <span className={`${edge} left-0 z-[4] border-l bg-linear-to-r in-data-more-left:block`} />
    </div>
  );
}

const edge = 'absolute top-0 hidden h-(--frame-height) w-6 border-border-control from-text/15 to-transparent';
