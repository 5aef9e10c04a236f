import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { readingMacros } from './reading-macros';
import { toListLiteral } from './sql-text';

/** What the macros make of texts, as text again. */
async function read(texts: readonly string[]): Promise<(string | null)[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    for (const macro of readingMacros) await connection.run(macro);
    const reader = await connection.runAndReadAll(
      `SELECT read_money(x, 'USD')::VARCHAR FROM (SELECT unnest(${toListLiteral(texts)}) AS x)`,
    );
    return reader.getRows().map(([amount]) => (amount === null ? null : String(amount)));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Numbers with so many digits before and behind the point, as a generator of whole numbers tells them. */
function* drawNumbers(count: number): Generator<{ text: string; sign: string; whole: string; part: string }> {
  let state = 20_261_122;
  const draw = (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const digits = (length: number) => Array.from({ length }, () => draw(10)).join('');
  for (let turn = 0; turn < count; turn += 1) {
    const [sign = '', whole, part] = [['', '-', '+'][draw(3)], digits(1 + draw(14)), digits(draw(25))];
    yield { text: `${sign}${whole}.${part}`, sign, whole, part };
  }
}

it('reads amounts of any length to their last digit', async () => {
  const numbers = [...drawNumbers(5_000)];
  const expected = numbers.map(({ sign, whole, part }) => {
    const amount = `${BigInt(whole)}.${part.padEnd(24, '0')}`;
    return sign === '-' && /[1-9]/.test(amount) ? `-${amount}` : amount;
  });
  expect(await read(numbers.map(({ text }) => text))).toEqual(expected);
});

it('reads amounts written with all 24 places to their last digit', async () => {
  const numbers = [...drawNumbers(5_000)].map((number) => ({
    ...number,
    part: number.part.slice(0, 14).padEnd(24, '0'),
  }));
  const expected = numbers.map(({ sign, whole, part }) => {
    const amount = `${BigInt(whole)}.${part}`;
    return sign === '-' && /[1-9]/.test(amount) ? `-${amount}` : amount;
  });
  expect(await read(numbers.map(({ sign, whole, part }) => `${sign}${whole}.${part}`))).toEqual(expected);
});

it('reads nothing of a long text that is no amount', async () => {
  const texts = [
    '1.234567890123456789.2',
    '0x1.2345678901234567890',
    '0b1.1010101010101010101',
    '1.2345678901234567_8901',
    '1.23456789012345678-901',
    '--1.2345678901234567890',
    '.......................',
    '-.                     ',
    '1.23456789012345678 901',
    '123456789012345.123456789012345678901234',
    '1.2345678901234567890123456',
    'infinity.infinity.infinity',
    '--1.100000000000000000000000',
    '1.1.000000000000000000000000',
    '1_1.100000000000000000000000',
    '0x1.100000000000000000000000',
    '€11.100000000000000000000000',
    '+-.100000000000000000000000',
  ];
  expect(await read(texts)).toEqual(texts.map(() => null));
});
