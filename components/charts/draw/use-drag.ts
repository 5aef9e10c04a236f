'use client';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { canDragFrom, type Drag, toDrag } from '../prepare/to-drag';

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
      onPointerDown: ({ pointerType, button, clientX, currentTarget }: PointerEvent) => {
        dragged.current = false;
        setDrag(null);
        const inFrame = clientX - currentTarget.getBoundingClientRect().left - currentTarget.clientLeft;
        const press = { pointerType, button, inFrame, frameWidth: currentTarget.clientWidth };
        pressed.current = onDragged !== undefined && canDragFrom(press) ? toX(clientX) : null;
      },
      onPointerMove: ({ clientX, buttons, currentTarget, pointerId }: PointerEvent) => {
        const from = pressed.current;
        if (from === null) return;
        const moved = toDrag({ from, isDragging }, { x: toX(clientX), buttons });
        if (moved === 'over') end(false);
        if (moved === 'over' || moved === 'still') return;
        if (!isDragging) currentTarget.setPointerCapture(pointerId);
        dragged.current = true;
        setDrag(moved);
      },
      onPointerUp: () => end(true),
      onPointerCancel: () => end(false),
    },
  };
}
