'use client';
import { type KeyboardEvent, memo, useMemo, useState } from 'react';
import { MapMarkShape } from './map-mark';
import type { MarkLabel } from './place-labels';
import { stepMark } from './step-mark';
import type { MapMark } from './to-map-marks';

export interface MapMarksProps {
  marks: readonly MapMark[];
  labels: readonly MarkLabel[];
  /** Pixels a unit of the world. */
  scale: number;
  selected: string | null;
  onPress: (mark: MapMark) => void;
  /** The keyboard came to a mark, which may lie outside of the frame. */
  onReach: (mark: MapMark) => void;
}

/** The marks and the names beside them. One tab stop: the arrow keys walk the marks, Enter opens one. */
export const MapMarks = memo(function MapMarks({ marks, labels, scale, selected, onPress, onReach }: MapMarksProps) {
  const labelOf = useMemo(() => new Map(labels.map((label) => [label.key, label])), [labels]);
  const [walked, setWalked] = useState<string | null>(null);
  const found = marks.findIndex(({ key }) => key === walked);
  const chosen = marks.findIndex(({ sites }) => sites.some(({ name }) => name === selected));
  const stop = found >= 0 ? found : Math.max(0, chosen);

  function handleKey(event: KeyboardEvent, index: number) {
    const mark = marks[index];
    if (mark === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onPress(mark);
      return;
    }
    const step = stepMark(marks, index, event.key);
    const next = step === null ? undefined : marks[step];
    if (next === undefined) return;
    event.preventDefault();
    setWalked(next.key);
    onReach(next);
    const drawing = event.currentTarget.parentElement;
    drawing?.querySelector<SVGElement>(`[data-mark="${CSS.escape(next.key)}"]`)?.focus({ preventScroll: true });
  }

  return (
    <g>
      {marks.map((mark, index) => (
        <MapMarkShape
          key={mark.key}
          mark={mark}
          x={mark.x * scale}
          y={mark.y * scale}
          label={labelOf.get(mark.key) ?? null}
          isSelected={mark.sites.some(({ name }) => name === selected)}
          isStop={index === stop}
          onPress={() => onPress(mark)}
          onKeyDown={(event) => handleKey(event, index)}
          onFocus={() => setWalked(mark.key)}
        />
      ))}
    </g>
  );
});
