import { afterAll, beforeAll, expect, test } from 'vitest';
import { toCsv } from '@/lib/store/cost-ledger/test-ledger';
import { createTestProgram, type TestProgram } from '../test-program';

let program: TestProgram;

beforeAll(async () => {
  program = await createTestProgram();
  const row = (BilledCost: string, Tags: Record<string, string>) => ({
    BilledCost,
    EffectiveCost: BilledCost,
    Tags: JSON.stringify(Tags),
  });
  const bill = toCsv([row('0.3', { crew: 'v1' }), row('0.1', { crew: 's1' }), row('0.8', { kind: 'support' })]);
  await write('bill.csv', bill);
  await cost('import', program.path('bill.csv'));
});
afterAll(() => program.close());

const write = (name: string, content: string) => program.write(name, content);

const cost = (...line: string[]) => program.run('cost', ...line);

const rules = {
  attribution: [
    { attribute: 'team', source: { from: 'tag', key: 'crew' }, maps: { pattern: 'v*', value: 'vision' } },
    { attribute: 'team', source: { from: 'tag', key: 'crew' }, maps: { pattern: 's*', value: 'speech' } },
  ],
  pools: [{ name: 'Rest', selector: { team: [''] }, split: { by: 'proportional', teams: null } }],
  idle: 'separate',
};
const october = ['--from', '2026-10-01', '--to', '2026-10-31'];

test('rules are tried, applied and shown, and teams bear what they say, to the last digit', async () => {
  expect((await cost('rules', 'list')).out).toBe('Nobody has written rules yet.');
  const before = JSON.parse((await cost('showback', ...october, '--json')).out);
  expect(before).toMatchObject({ version: null, books: [{ teams: [], unallocated: { total: { amount: '1.2' } } }] });

  await write('rules.json', JSON.stringify(rules));
  const file = program.path('rules.json');
  const preview = JSON.parse((await cost('rules', 'preview', file, '--month', '2026-10', '--json')).out);
  expect(preview.books[0].lines).toMatchObject([
    { name: 'vision', before: null, after: '0.9', difference: '0.9' },
    { name: 'speech', before: null, after: '0.3', difference: '0.3' },
    { kind: 'unallocated', before: '1.2', after: '0', difference: '-1.2' },
  ]);
  const applied = await cost('rules', 'apply', file, '--comment', 'Agreed in October', '--on', '0');
  expect(applied).toMatchObject({ code: 0, out: expect.stringMatching(/^Version 1 is in force/) });
  expect((await cost('rules', 'apply', file, '--comment', 'Another', '--on', '0')).remarks).toMatch(/since you began/);

  expect((await cost('rules', 'list')).out).toMatch(/^VERSION .*WHY\n1 .* 2 +1 +Agreed in October$/);
  expect(JSON.parse((await cost('rules', 'show', '--json')).out)).toEqual(rules);
  expect((await cost('rules', 'show', '1')).out).toContain(
    'Pool “Rest” takes team none; borne by own cost among all teams',
  );
  expect((await cost('rules', 'show', '2')).remarks).toBe('There is no version 2.');

  const told = await cost('showback', ...october);
  expect(told.out).toMatch(
    /^TEAM +OWN +SHARED +IDLE +TOTAL +CURRENCY\nvision +0\.3 +0\.6 +— +0\.9 +USD\nspeech +0\.1 +0\.2 +— +0\.3 +USD\nTOTAL +— +— +— +1\.2 +USD$/,
  );
  expect(told.remarks).toContain('By version 1 of the rules');
  expect(told.remarks).toContain('1 bills are still added up by other rules');
  const then = JSON.parse((await cost('showback', ...october, '--rules', '0', '--json')).out);
  expect(then.books).toEqual(before.books);
});

test('rules that contradict themselves are refused with the reason', async () => {
  await write('wrong.json', JSON.stringify({ ...rules, pools: [{ ...rules.pools[0], selector: {} }] }));
  const refused = await cost('rules', 'apply', program.path('wrong.json'), '--comment', 'x');
  expect(refused.code).toBe(1);
  expect(refused.remarks).toContain('rules.pools.0.selector: Say which costs it takes');
  await write('none.json', '{');
  expect((await cost('rules', 'apply', program.path('none.json'), '--comment', 'x')).remarks).toMatch(/is no JSON/);
  expect((await cost('rules', 'apply', program.path('absent'), '--comment', 'x')).remarks).toMatch(/cannot be read/);
});
