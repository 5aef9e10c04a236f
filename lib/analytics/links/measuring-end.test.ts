import { expect, it } from 'vitest';
import { untoldEnd } from '@/lib/domain/link/link-facts';
import { pickWay } from './measuring-end';

const facts = { near: { ...untoldEnd, place: 'ashburn' } };
const flow = (direction: string, source?: string) => ({
  attributes: { direction, ...(source !== undefined && { source }) },
});

it('is the near end’s measuring, else the far end’s of the other way, and never both', () => {
  const near = [flow('receive', 'ashburn'), flow('transmit', 'ashburn')];
  const far = [flow('receive', 'munich'), flow('transmit', 'munich')];
  expect(pickWay([...far, ...near], facts, 'receive')).toEqual([near[0]]);
  expect(pickWay([...far, ...near], facts, 'transmit')).toEqual([near[1]]);
  expect(pickWay(far, facts, 'receive')).toEqual([far[1]]);
  const plain = [flow('receive'), flow('transmit')];
  expect(pickWay(plain, facts, 'transmit')).toEqual([plain[1]]);
  expect(pickWay([], facts, 'receive')).toEqual([]);
});
