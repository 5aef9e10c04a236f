import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestBudgets, toTestTerms } from '@/lib/views/cost/budgets/test-budgets';
import { createBudget } from './create-budget';

let bench: TestBudgets;
beforeAll(async () => {
  bench = await TestBudgets.create();
});
afterAll(() => bench.close());
beforeEach(() => bench.empty());

describe('what a budget says', () => {
  const at = '2026-11-12T08:00:00Z';

  it.each([
    [{ owner: 'nobody@example.com' }, 'owner'],
    [{ notify: ['nobody@example.com'] }, 'notify'],
    [{ notify: ['Vision@example.com'], filters: { team: ['vision', 'speech'] } }, 'notify'],
    [{ owner: 'vision@example.com', filters: {} }, 'owner'],
    [{ period: 'quarter', overrides: [{ from: '2026-11-01', amount: '1' }] }, 'overrides.0.from'],
  ])('is refused with the field at fault: %j', async (given, path) => {
    await expect(createBudget(bench.contextAt(at), toTestTerms(given))).rejects.toMatchObject({
      kind: 'invalid',
      errors: [{ path }],
    });
  });

  it('names whoever may see what it counts', async () => {
    await createBudget(
      bench.contextAt(at),
      toTestTerms({ owner: 'vision@example.com', notify: ['finance@example.com'] }),
    );
  });
});
