'use client';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { HeatGrid } from '../prepare/to-heat-grid';
import { type HeatPaints, readPaints, useThemeVersion } from './heat-paints';
import { paintHeatGrid } from './paint-heat-grid';

/** Room around the grid for the ring of the cell in focus. */
export const inset = 4;

interface Viewed {
  width: number;
  height: number;
}

/** Paints a grid after every change. Gives a way to paint again on demand, once a frame. */
export function useHeatPainter(
  canvas: RefObject<HTMLCanvasElement | null>,
  frame: RefObject<HTMLDivElement | null>,
  grid: HeatGrid,
  marked: number | null,
  { width, height }: Viewed,
): () => void {
  const theme = useThemeVersion();
  const waiting = useRef<number | null>(null);
  const paints = useRef<HeatPaints | null>(null);
  const latest = useRef<() => void>(() => undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every theme has paints of its own
  useLayoutEffect(() => {
    paints.current = readPaints();
  }, [theme]);
  useLayoutEffect(() => {
    latest.current = () => {
      const element = canvas.current;
      const context = element?.getContext('2d', { alpha: false });
      const top = frame.current?.scrollTop;
      if (!element || !context || !paints.current || top === undefined || width === 0) return;
      const density = window.devicePixelRatio || 1;
      const across = width + 2 * inset;
      const size = { width: Math.round(across * density), height: Math.round(height * density) };
      if (element.width !== size.width || element.height !== size.height) {
        element.width = size.width;
        element.height = size.height;
        element.style.width = `${across}px`;
        element.style.height = `${height}px`;
      }
      context.setTransform(density, 0, 0, density, 0, 0);
      context.fillStyle = paints.current.surface;
      context.fillRect(0, 0, across, height);
      context.translate(inset, 0);
      const style = getComputedStyle(element);
      const fonts = { mono: style.fontFamily, sans: getComputedStyle(document.body).fontFamily };
      paintHeatGrid(context, grid, { top: top - inset, width, height, marked }, paints.current, fonts);
    };
    latest.current();
  });
  useEffect(() => {
    // Painted as it was mounted, unless in the stead of a font that was on its way.
    if (document.fonts.status !== 'loaded') void document.fonts.ready.then(() => latest.current());
    return () => {
      if (waiting.current !== null) cancelAnimationFrame(waiting.current);
    };
  }, []);
  return () => {
    if (waiting.current !== null) return;
    waiting.current = requestAnimationFrame(() => {
      waiting.current = null;
      latest.current();
    });
  };
}
