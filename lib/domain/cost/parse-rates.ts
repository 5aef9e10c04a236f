import { type Amount, amountDigits, parseAmount } from './amount';
import { currencyCodes } from './currencies';
import { crossCurrency, type ExchangeRate } from './exchange-rate';
import { parseCsv } from './parse-csv';

/** A rate as a file tells it. */
export type ToldRate = Pick<ExchangeRate, 'from' | 'to' | 'day' | 'rate'>;

/** Why a row of a file tells no rate. `row` counts from 1, the header not counted. */
export interface RateFault {
  row: number;
  column: string | null;
  reason: string;
}

/**
 * What a file of rates says. `wide`: the European Central Bank's form, a column a currency. `long`: a row a rate.
 */
export interface RatesRead {
  form: 'wide' | 'long';
  rates: ToldRate[];
  faults: RateFault[];
}

type Row = Record<string, string>;

const codes: ReadonlySet<string> = new Set(currencyCodes);
const mostRate = 10n ** BigInt(amountDigits + 14);
const months = 'january february march april may june july august september october november december'.split(' ');

/**
 * Reads exchange rates from CSV. Wide: `Date,USD,JPY,…`, units for one euro, `N/A` or nothing where none was fixed. Long:
 * `day,from,to,rate`, in any order. Null: it is neither. A pair told twice a day, with different rates, is a fault.
 */
export function parseRates(text: string): RatesRead | null {
  const rows = parseCsv(text);
  const [first] = rows ?? [];
  if (rows === null || first === undefined) return null;
  const names = new Map(Object.keys(first).map((name) => [name.toLowerCase(), name]));
  const day = names.get('day') ?? names.get('date');
  if (day === undefined) return null;
  const [from, to, rate] = [names.get('from'), names.get('to'), names.get('rate')];
  const read =
    from !== undefined && to !== undefined && rate !== undefined
      ? readLong(rows, { day, from, to, rate })
      : readWide(rows, day);
  return read === null ? null : withoutContradictions(read);
}

interface PlacedRate extends ToldRate {
  row: number;
  column: string | null;
}

interface Gathered {
  form: RatesRead['form'];
  placed: PlacedRate[];
  faults: RateFault[];
}

function readLong(rows: readonly Row[], columns: { day: string; from: string; to: string; rate: string }): Gathered {
  const gathered: Gathered = { form: 'long', placed: [], faults: [] };
  for (const [index, line] of rows.entries()) {
    const row = index + 1;
    const fault = (column: string | null, reason: string) => void gathered.faults.push({ row, column, reason });
    const [day, from, to] = [readDay(line[columns.day]), readCode(line[columns.from]), readCode(line[columns.to])];
    const rate = readRate(line[columns.rate]);
    if (day === null) fault(columns.day, noDay);
    else if (from === null) fault(columns.from, noCode);
    else if (to === null) fault(columns.to, noCode);
    else if (from === to) fault(columns.to, 'A currency has no rate to itself.');
    else if (rate === null) fault(columns.rate, noRate);
    else gathered.placed.push({ from, to, day, rate, row, column: null });
  }
  return gathered;
}

const noDay = 'It is no day such as 2026-11-20.';
const noCode = 'It is no currency of ISO 4217.';
const noRate = 'It is no number above nought with at most 14 digits before the point and 24 behind it.';

function readWide(rows: readonly Row[], dayColumn: string): Gathered | null {
  const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== '' && name !== dayColumn);
  if (columns.length === 0 || columns.some((name) => !isQuoted(name))) return null;
  const gathered: Gathered = { form: 'wide', placed: [], faults: [] };
  for (const [index, line] of rows.entries()) {
    const row = index + 1;
    const day = readDay(line[dayColumn]);
    if (day === null) {
      gathered.faults.push({ row, column: dayColumn, reason: noDay });
      continue;
    }
    for (const column of columns) {
      const text = line[column]?.trim() ?? '';
      if (text === '' || text.toUpperCase() === 'N/A') continue;
      const rate = readRate(text);
      if (rate === null) gathered.faults.push({ row, column, reason: noRate });
      else gathered.placed.push({ from: crossCurrency, to: column.trim(), day, rate, row, column });
    }
  }
  return gathered;
}

/** The bank's own codes are taken as they are: some of currencies long gone stand in no list. */
function isQuoted(name: string): boolean {
  return /^\s*[A-Z]{3}\s*$/.test(name) && name.trim() !== crossCurrency;
}

function withoutContradictions({ form, placed, faults }: Gathered): RatesRead {
  const known = new Map<string, Amount>();
  const rates: ToldRate[] = [];
  const contradicted: RateFault[] = [];
  for (const { from, to, day, rate, row, column } of placed) {
    const name = `${from}${to}${day}`;
    const before = known.get(name);
    if (before === undefined) rates.push({ from, to, day, rate });
    else if (before !== rate)
      contradicted.push({ row, column, reason: `Another row says otherwise of ${from} to ${to} on ${day}.` });
    known.set(name, before ?? rate);
  }
  return { form, rates, faults: [...faults, ...contradicted].sort((one, other) => one.row - other.row) };
}

/** `2026-11-20`, or `20 November 2026` as the bank's file of one day writes it. */
function readDay(text = ''): string | null {
  const [, date, name, year] = /^(\d{1,2}) ([A-Za-z]+) (\d{4})$/.exec(text.trim()) ?? [];
  const month = name === undefined ? -1 : months.indexOf(name.toLowerCase());
  const day =
    month < 0 ? text.trim() : `${year}-${String(month + 1).padStart(2, '0')}-${(date ?? '').padStart(2, '0')}`;
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN;
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day ? null : day;
}

function readCode(text = ''): string | null {
  const code = text.trim().toUpperCase();
  return codes.has(code) ? code : null;
}

function readRate(text = ''): Amount | null {
  const rate = parseAmount(text.trim());
  return rate === null || rate <= 0n || rate >= mostRate ? null : rate;
}
