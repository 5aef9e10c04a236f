import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAmount } from '@/lib/domain/cost/amount';
import { splitByMove } from './price-or-quantity';

const use = (cost: string, quantity: string | null) => ({
  cost: readAmount(cost),
  quantity: quantity === null ? null : readAmount(quantity),
});

it('tells more hours at the same price from the same hours at a higher one', () => {
  expect(splitByMove([{ before: use('10', '5'), now: use('20', '10') }])).toMatchObject({
    quantity: readAmount('10'),
    price: 0n,
  });
  expect(splitByMove([{ before: use('10', '5'), now: use('15', '5') }])).toMatchObject({
    quantity: 0n,
    price: readAmount('5'),
  });
  expect(splitByMove([{ before: use('10', '5'), now: use('30', '10') }])).toMatchObject({
    quantity: readAmount('10'),
    price: readAmount('10'),
  });
});

it('tells SKUs that came and went, and what no quantity is told of', () => {
  expect(splitByMove([{ before: use('0', null), now: use('7', '2') }])).toMatchObject({ appeared: readAmount('7') });
  expect(splitByMove([{ before: use('7', '2'), now: use('0', null) }])).toMatchObject({ gone: readAmount('-7') });
  expect(splitByMove([{ before: use('7', null), now: use('9', null) }])).toMatchObject({ untold: readAmount('2') });
  expect(splitByMove([{ before: use('7', '0'), now: use('9', '3') }])).toMatchObject({ untold: readAmount('2') });
});

it('adds up to the change, to the last digit', () => {
  const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  const side = fc.record({ cost: amount, quantity: fc.option(amount) });
  fc.assert(
    fc.property(fc.array(fc.record({ before: side, now: side })), (uses) => {
      const parts = Object.values(splitByMove(uses)).reduce((sum, part) => sum + part, 0n);
      expect(parts).toBe(uses.reduce((sum, { before, now }) => sum + now.cost - before.cost, 0n));
    }),
  );
});
