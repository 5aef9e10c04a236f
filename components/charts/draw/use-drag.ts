'use client';
import { type PointerEvent, useEffect, useRef, useState } from 'react';

/** From where to where one drags, in the chart's own pixels from its left; `to` is where the pointer is. */
export interface Drag {
  from: number;
  to: number;
}

/** A press that moves less than this is a click. Pixels. */
const leastMove = 6;

/**
 * Dragging sideways with a mouse or a pen; a finger scrolls. `toX` gives the chart's own pixels. Esc puts the drag away.
 * `hasDragged` tells a click that ends a drag from one that does not.
 */
export function useDrag(toX: (clientX: number) => number, onDragged: ((drag: Drag) => void) | undefined) {
  const pressed = useRef<number | null>(null);
  const dragged = useRef(false);
  const [drag, setDrag] = useState<Drag | null>(null);
  const isDragging = drag !== null;

  useEffect(() => {
    if (!isDragging) return;
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      pressed.current = null;
      setDrag(null);
    };
    document.addEventListener('keydown', cancel);
    return () => document.removeEventListener('keydown', cancel);
  }, [isDragging]);

  function end(isWanted: boolean) {
    pressed.current = null;
    setDrag(null);
    if (isWanted && drag !== null) onDragged?.(drag);
  }

  return {
    drag,
    hasDragged: () => dragged.current,
    handlers: {
      onPointerDown: ({ pointerType, button, clientX }: PointerEvent) => {
        dragged.current = false;
        pressed.current = onDragged === undefined || pointerType === 'touch' || button !== 0 ? null : toX(clientX);
      },
      onPointerMove: ({ clientX, currentTarget, pointerId }: PointerEvent) => {
        const from = pressed.current;
        if (from === null) return;
        const to = toX(clientX);
        if (!isDragging && Math.abs(to - from) < leastMove) return;
        if (!isDragging) currentTarget.setPointerCapture(pointerId);
        dragged.current = true;
        setDrag({ from, to });
      },
      onPointerUp: () => end(true),
      onPointerCancel: () => end(false),
    },
  };
}
