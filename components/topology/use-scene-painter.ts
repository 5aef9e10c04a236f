'use client';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useThemeVersion } from '@/components/charts/draw/heat-paints';
import { type Camera, fitCamera, type ViewSize } from './camera';
import { NameWidths } from './paint-names';
import { paintScene } from './paint-scene';
import type { SceneFrame } from './scene-frame';
import { readScenePaints, type ScenePaints } from './scene-paints';

export interface ScenePainter {
  /** Moves the camera and paints once in the next frame, however often it is moved before. */
  move: (by: (camera: Camera, size: ViewSize) => Camera) => void;
  /** Shows all sites. */
  fit: () => void;
  /** Null until there was room to paint. */
  camera: () => Camera | null;
}

type Painted = Omit<SceneFrame, 'camera' | 'width' | 'height'>;

/** Paints the picture after every change of what it shows, and moves its camera without the page being rendered again. */
export function useScenePainter(
  frame: RefObject<HTMLDivElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
  painted: Painted,
): ScenePainter {
  const theme = useThemeVersion();
  const paints = useRef<ScenePaints | null>(null);
  const shown = useRef<Painted>(painted);
  const painter = useMemo(() => {
    const names = new NameWidths();
    let camera: Camera | null = null;
    let waiting: number | null = null;
    const sizeOf = () => {
      const box = frame.current;
      return { width: box?.clientWidth ?? Number.NaN, height: box?.clientHeight ?? Number.NaN };
    };
    const paint = () => {
      waiting = null;
      const element = canvas.current;
      const context = element?.getContext('2d', { alpha: false });
      const { width, height } = sizeOf();
      if (!element || !context || paints.current === null || !(width > 0)) return;
      const density = window.devicePixelRatio || 1;
      const size = { width: Math.round(width * density), height: Math.round(height * density) };
      if (element.width !== size.width || element.height !== size.height) {
        Object.assign(element, size);
        Object.assign(element.style, { width: `${width}px`, height: `${height}px` });
      }
      camera ??= fitCamera(shown.current.scene.sites, { width, height });
      context.setTransform(density, 0, 0, density, 0, 0);
      context.font = `12px ${getComputedStyle(element).fontFamily}`;
      paintScene(context, { ...shown.current, camera, width, height }, paints.current, names);
    };
    const later = () => {
      waiting ??= requestAnimationFrame(paint);
    };
    return {
      paint,
      later,
      stop: () => {
        if (waiting !== null) cancelAnimationFrame(waiting);
        waiting = null;
      },
      camera: () => camera,
      fit: () => {
        camera = null;
        later();
      },
      move: (by: (from: Camera, size: ViewSize) => Camera) => {
        if (camera === null) return;
        camera = by(camera, sizeOf());
        later();
      },
    };
  }, [frame, canvas]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every theme has paints of its own
  useLayoutEffect(() => {
    paints.current = readScenePaints();
  }, [theme]);
  useLayoutEffect(() => {
    shown.current = painted;
    painter.paint();
  });
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const resized = new ResizeObserver(painter.later);
    resized.observe(element);
    if (document.fonts.status !== 'loaded') void document.fonts.ready.then(painter.later);
    return () => {
      resized.disconnect();
      painter.stop();
    };
  }, [frame, painter]);
  return painter;
}
