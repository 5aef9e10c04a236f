import { describe, expect, it } from 'vitest';
import { formatAmount } from './amount';
import { parseRates } from './parse-rates';

const tell = (text: string) => {
  const read = parseRates(text);
  return read === null
    ? null
    : {
        rates: read.rates.map(({ from, to, day, rate }) => `${day} ${from} ${to} ${formatAmount(rate)}`),
        faults: read.faults.map(({ row, column, reason }) => [row, column, reason.slice(0, 14)]),
      };
};

describe('a file of exchange rates', () => {
  it('is read in the form of the European Central Bank, blanks and N/A left out', () => {
    expect(tell('Date,USD,CYP,JPY,\n2026-11-20,1.0812,N/A,166.31,\n2026-11-19,1.08,,N/A,\n')).toEqual({
      rates: ['2026-11-20 EUR USD 1.0812', '2026-11-20 EUR JPY 166.31', '2026-11-19 EUR USD 1.08'],
      faults: [],
    });
    expect(tell('Date, USD, JPY, \n20 November 2026, 1.0812, 166.31, \n')?.rates).toEqual([
      '2026-11-20 EUR USD 1.0812',
      '2026-11-20 EUR JPY 166.31',
    ]);
  });

  it('is read in rows, in any order of columns, to 24 digits', () => {
    const text = 'rate,To,day,from\n0.000000000000000000000001,eur,2026-11-20,USD\n"2",GBP,2026-11-20,USD\n';
    expect(tell(text)).toEqual({
      rates: ['2026-11-20 USD EUR 0.000000000000000000000001', '2026-11-20 USD GBP 2'],
      faults: [],
    });
  });

  it('has each row that tells no rate named, with its column', () => {
    const rows = [
      '2026-02-30,USD,EUR,1',
      '2026-11-20,USD,XYZ,1',
      '2026-11-20,USD,USD,1',
      '2026-11-20,USD,EUR,0',
      '2026-11-20,USD,EUR,-1',
      '2026-11-20,USD,EUR,NULL',
      '2026-11-20,USD,EUR,0.0000000000000000000000001',
      '2026-11-20,USD,EUR,0.9',
      '2026-11-20,USD,EUR,0.90',
      '2026-11-20,USD,EUR,0.91',
    ];
    expect(tell(['day,from,to,rate', ...rows].join('\n'))).toEqual({
      rates: ['2026-11-20 USD EUR 0.9'],
      faults: [
        [1, 'day', 'It is no day s'],
        [2, 'to', 'It is no curre'],
        [3, 'to', 'A currency has'],
        [4, 'rate', 'It is no numbe'],
        [5, 'rate', 'It is no numbe'],
        [6, 'rate', 'It is no numbe'],
        [7, 'rate', 'It is no numbe'],
        [10, null, 'Another row sa'],
      ],
    });
    expect(tell('Date,USD\nyesterday,1\n2026-11-20,one\n')?.faults).toEqual([
      [1, 'Date', 'It is no day s'],
      [2, 'USD', 'It is no numbe'],
    ]);
  });

  it.each([
    '',
    'a,b\n1,2\n',
    'Date,USD,Total\n2026-11-20,1,2\n',
    'Date,EUR\n2026-11-20,1\n',
    'Date\n2026-11-20\n',
    '<html>',
  ])('is none: %j', (text) => expect(parseRates(text)).toBeNull());
});
