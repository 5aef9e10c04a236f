import { describe, expect, it } from 'vitest';
import { canDragFrom, type Press, toDrag } from './to-drag';

const press: Press = { pointerType: 'mouse', button: 0, inFrame: 50, frameWidth: 400 };

describe('a press that a drag can begin with', () => {
  it('is that of the first button of a mouse or a pen; a finger scrolls', () => {
    expect(canDragFrom(press)).toBe(true);
    expect(canDragFrom({ ...press, pointerType: 'pen' })).toBe(true);
    expect(canDragFrom({ ...press, pointerType: 'touch' })).toBe(false);
    expect(canDragFrom({ ...press, button: 2 })).toBe(false);
  });

  it('is none on the scrollbar of the frame', () => {
    expect(canDragFrom({ ...press, inFrame: 399 })).toBe(true);
    expect(canDragFrom({ ...press, inFrame: 400 })).toBe(false);
  });
});

describe('a move after a press', () => {
  it('drags once it is more than a click', () => {
    expect(toDrag({ from: 50, isDragging: false }, { x: 54, buttons: 1 })).toBe('still');
    expect(toDrag({ from: 50, isDragging: false }, { x: 56, buttons: 1 })).toEqual({ from: 50, to: 56 });
    expect(toDrag({ from: 50, isDragging: true }, { x: 51, buttons: 1 })).toEqual({ from: 50, to: 51 });
  });

  it('ends the drag where the button was let go elsewhere', () => {
    expect(toDrag({ from: 50, isDragging: false }, { x: 90, buttons: 0 })).toBe('over');
    expect(toDrag({ from: 50, isDragging: true }, { x: 90, buttons: 2 })).toBe('over');
    expect(toDrag({ from: 50, isDragging: true }, { x: 90, buttons: 3 })).toEqual({ from: 50, to: 90 });
  });
});
