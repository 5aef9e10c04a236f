/** From where to where one drags, in the chart's own pixels from its left; `to` is where the pointer is. */
export interface Drag {
  from: number;
  to: number;
}

/** A press that moves less than this is a click. Pixels. */
const leastMove = 6;

export interface Press {
  pointerType: string;
  /** As pointer events count: 0 is the first. */
  button: number;
  /** How far from the left of the frame, within its border, in pixels. */
  inFrame: number;
  /** The width of the frame without its scrollbar, in pixels. */
  frameWidth: number;
}

/** Whether a drag can begin so: with a mouse or a pen, and beside the frame's own scrollbar. A finger scrolls. */
export function canDragFrom({ pointerType, button, inFrame, frameWidth }: Press): boolean {
  return pointerType !== 'touch' && button === 0 && inFrame < frameWidth;
}

/**
 * What a move makes of a press at `from`: a drag; `still` while it may be a click; `over` where the button is not held any
 * more, as when it was let go outside. `buttons` as pointer events tell them.
 */
export function toDrag(
  { from, isDragging }: { from: number; isDragging: boolean },
  { x, buttons }: { x: number; buttons: number },
): Drag | 'still' | 'over' {
  if ((buttons & 1) === 0) return 'over';
  return isDragging || Math.abs(x - from) >= leastMove ? { from, to: x } : 'still';
}
