/** Where a floating panel would stand: beside which edge of its anchor, and along it. */
export interface Placement {
  side: 'top' | 'right' | 'bottom' | 'left';
  align: 'start' | 'center' | 'end';
}

export interface Size {
  width: number;
  height: number;
}

/** A rectangle in the window, in pixels from its top left. */
export interface Box extends Size {
  left: number;
  top: number;
}

/** Where the panel goes, and the height it may take. */
export interface Position {
  left: number;
  top: number;
  maxHeight: number;
}

const gap = 4;
const margin = 8;
const opposite = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const;

/** Room between an edge of the anchor and the window's. */
function roomAt(side: Placement['side'], anchor: Box, view: Size): number {
  if (side === 'top') return anchor.top;
  if (side === 'bottom') return view.height - anchor.top - anchor.height;
  if (side === 'left') return anchor.left;
  return view.width - anchor.left - anchor.width;
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));

/**
 * Places a panel beside its anchor: on the other side where that has more room and this one too little, and never
 * beyond the window while it fits in it.
 */
export function toPosition(anchor: Box, panel: Size, view: Size, { side, align }: Placement): Position {
  const isUpright = side === 'top' || side === 'bottom';
  const needed = (isUpright ? panel.height : panel.width) + gap + margin;
  const other = opposite[side];
  const isFlipped = roomAt(side, anchor, view) < needed && roomAt(other, anchor, view) > roomAt(side, anchor, view);
  const stands = isFlipped ? other : side;

  const along = (start: number, length: number, own: number) => {
    if (align === 'start') return start;
    return align === 'end' ? start + length - own : start + (length - own) / 2;
  };
  const maxHeight = isUpright ? roomAt(stands, anchor, view) - gap - margin : view.height - 2 * margin;
  const height = Math.min(panel.height, maxHeight);
  const free = {
    top: () => ({ left: along(anchor.left, anchor.width, panel.width), top: anchor.top - gap - height }),
    bottom: () => ({ left: along(anchor.left, anchor.width, panel.width), top: anchor.top + anchor.height + gap }),
    left: () => ({ left: anchor.left - gap - panel.width, top: along(anchor.top, anchor.height, height) }),
    right: () => ({ left: anchor.left + anchor.width + gap, top: along(anchor.top, anchor.height, height) }),
  }[stands]();
  return {
    left: clamp(free.left, margin, Math.max(margin, view.width - panel.width - margin)),
    top: clamp(free.top, margin, Math.max(margin, view.height - height - margin)),
    maxHeight,
  };
}
