'use client';
import { type KeyboardEvent, memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { MapMarkShape } from './map-mark';
import { isWithin, type WorldBox } from './map-view';
import type { MarkLabel } from './place-labels';
import { stepMark } from './step-mark';
import type { MapMark } from './to-map-marks';

export interface MapMarksProps {
  marks: readonly MapMark[];
  labels: readonly MarkLabel[];
  /** What of the world is in view, and some more: other marks are not drawn. */
  box: WorldBox;
  selected: string | null;
  onPress: (mark: MapMark) => void;
  /** The keyboard came to a mark, which may lie outside of the frame. */
  onReach: (mark: MapMark) => void;
}

/** The marks and the names beside them. One tab stop: the arrow keys walk the marks, Enter opens one. */
export const MapMarks = memo(function MapMarks({ marks, labels, box, selected, onPress, onReach }: MapMarksProps) {
  const group = useRef<SVGGElement>(null);
  /** The mark that the keyboard goes to, once it is drawn. */
  const awaited = useRef<string | null>(null);
  const [walked, setWalked] = useState<string | null>(null);
  const labelOf = useMemo(() => new Map(labels.map((label) => [label.key, label])), [labels]);
  const drawn = useMemo(() => marks.filter((mark) => isWithin(mark, box)), [marks, box]);
  const isSelected = (mark: MapMark) => selected !== null && mark.sites.some(({ name }) => name === selected);
  const stop = drawn.find(({ key }) => key === walked) ?? drawn.find(isSelected) ?? drawn[0];

  useLayoutEffect(() => {
    const key = awaited.current;
    if (key === null) return;
    const mark = group.current?.querySelector<SVGElement>(`[data-mark="${CSS.escape(key)}"]`);
    if (!mark) return;
    awaited.current = null;
    mark.focus({ preventScroll: true });
  });

  const stand = useCallback((mark: MapMark) => setWalked(mark.key), []);
  const handleKey = useCallback(
    (event: KeyboardEvent, mark: MapMark) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        onPress(mark);
        return;
      }
      const step = stepMark(marks, marks.indexOf(mark), event.key);
      const next = step === null ? undefined : marks[step];
      if (next === undefined) return;
      event.preventDefault();
      awaited.current = next.key;
      setWalked(next.key);
      onReach(next);
    },
    [marks, onPress, onReach],
  );

  return (
    <g ref={group}>
      {drawn.map((mark) => (
        <MapMarkShape
          key={mark.key}
          mark={mark}
          label={labelOf.get(mark.key) ?? null}
          isSelected={isSelected(mark)}
          isStop={mark === stop}
          onPress={onPress}
          onKeyDown={handleKey}
          onFocus={stand}
        />
      ))}
    </g>
  );
});
