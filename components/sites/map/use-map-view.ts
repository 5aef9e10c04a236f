'use client';
import {
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { WorldPoint } from './map-site';
import { boundView, carryView, findLimits, fitView, type MapFrame, type MapView, panBy, zoomAt } from './map-view';

/** A step of the buttons and the keys. */
const step = 1.6;
/** How much a turned wheel zooms: a notch of 100 pixels by a third. */
const wheelRate = 0.003;
/** Of wheels that count in lines. */
const linePixels = 33;
/** A press that moves less is a click. Pixels. */
const stillness = 4;

/**
 * What of the world the map shows. It is fitted to the sites until somebody moves it, and anew when asked; where the frame
 * changes its size, the middle stays. Null until there is a frame.
 */
export function useMapView(
  element: RefObject<HTMLElement | null>,
  points: readonly WorldPoint[],
  frame: MapFrame | null,
) {
  const [moved, setMoved] = useState<{ view: MapView; frame: MapFrame } | null>(null);
  const pressed = useRef<{ x: number; y: number; isDragging: boolean } | null>(null);
  const [isDragging, setDragging] = useState(false);

  const fitted = useMemo(() => (frame === null ? null : fitView(points, frame)), [points, frame]);
  const view = frame === null || fitted === null ? null : moved === null ? fitted : carryView(moved, frame);
  const latest = useRef<{ view: MapView; frame: MapFrame } | null>(null);
  useLayoutEffect(() => {
    latest.current = view === null || frame === null ? null : { view, frame };
  });

  const move = useCallback((to: (view: MapView, frame: MapFrame) => MapView) => {
    const now = latest.current;
    if (now === null) return;
    const view = to(now.view, now.frame);
    if (view === now.view) return;
    // Several events may come before the next drawing: each goes on from the one before.
    latest.current = { view: boundView(view, now.frame), frame: now.frame };
    setMoved(latest.current);
  }, []);

  useEffect(() => {
    const frameElement = element.current;
    if (!frameElement) return;
    const turn = (event: WheelEvent) => {
      const now = latest.current;
      if (now === null || event.deltaY === 0) return;
      const { canComeNearer, canGoFarther } = findLimits(now.view, now.frame);
      // At its limits the map lets the page scroll on.
      if (event.deltaY < 0 ? !canComeNearer : !canGoFarther) return;
      event.preventDefault();
      const box = frameElement.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * linePixels;
      move((view, within) => zoomAt(view, Math.exp(-pixels * wheelRate), at, within));
    };
    frameElement.addEventListener('wheel', turn, { passive: false });
    return () => frameElement.removeEventListener('wheel', turn);
  }, [element, move]);

  const zoom = (factor: number) =>
    move((now, within) => zoomAt(now, factor, { x: within.width / 2, y: within.height / 2 }, within));

  const handlers = {
    onPointerDown: ({ button, clientX, clientY }: PointerEvent) => {
      pressed.current = button === 0 ? { x: clientX, y: clientY, isDragging: false } : null;
    },
    onPointerMove: ({ clientX, clientY, buttons, pointerId, currentTarget }: PointerEvent) => {
      const press = pressed.current;
      if (press === null) return;
      if (buttons === 0) {
        pressed.current = null;
        setDragging(false);
        return;
      }
      const [dx, dy] = [clientX - press.x, clientY - press.y];
      if (!press.isDragging && Math.hypot(dx, dy) < stillness) return;
      if (!press.isDragging) {
        currentTarget.setPointerCapture(pointerId);
        setDragging(true);
      }
      pressed.current = { x: clientX, y: clientY, isDragging: true };
      move((now, within) => panBy(now, dx, dy, within));
    },
    onPointerUp: () => setDragging(false),
    onPointerCancel: () => {
      pressed.current = null;
      setDragging(false);
    },
    /** A click that ends a drag is none. */
    onClickCapture: (event: { stopPropagation: () => void }) => {
      if (pressed.current?.isDragging) event.stopPropagation();
      pressed.current = null;
    },
  };

  return {
    view,
    isDragging,
    handlers,
    move,
    zoomIn: () => zoom(step),
    zoomOut: () => zoom(1 / step),
    /** Back to all sites. */
    fit: () => setMoved(null),
    isFitted: moved === null,
  };
}
