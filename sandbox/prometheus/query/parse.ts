/** A matcher of a selector. */
export interface Matcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

export interface Selector {
  kind: 'selector';
  matchers: readonly Matcher[];
  /** Null: an instant vector. */
  rangeMs: number | null;
  offsetMs: number;
}

export interface OverRange {
  kind: 'over-range';
  name: RangeFunction;
  selector: Selector;
}

export interface Aggregation {
  kind: 'aggregation';
  name: Aggregator;
  /** Null: over everything. */
  grouping: { without: boolean; labels: readonly string[] } | null;
  inner: Expression;
}

export type Expression = Selector | OverRange | Aggregation | { kind: 'number'; value: number };

export const rangeFunctions = [
  'rate',
  'irate',
  'increase',
  'delta',
  'avg_over_time',
  'max_over_time',
  'min_over_time',
  'sum_over_time',
  'count_over_time',
  'last_over_time',
] as const;
export type RangeFunction = (typeof rangeFunctions)[number];

export const aggregators = ['sum', 'avg', 'max', 'min', 'count'] as const;
export type Aggregator = (typeof aggregators)[number];

/** What is not an expression, or not one this server evaluates. */
export class QueryError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'QueryError';
  }
}

/** Parses the part of PromQL that a console sends; throws a `QueryError` at anything else. */
export function parseQuery(text: string): Expression {
  const reader = new Reader(text);
  const expression = parseExpression(reader);
  reader.skipSpace();
  if (!reader.atEnd()) throw reader.unexpected();
  return expression;
}

/** Parses a selector alone, as `match[]` takes it. */
export function parseSelector(text: string): Selector {
  const expression = parseQuery(text);
  if (expression.kind !== 'selector' || expression.rangeMs !== null) {
    throw new QueryError('invalid parameter "match[]": match[] must be an instant vector selector');
  }
  return expression;
}

function parseExpression(reader: Reader): Expression {
  const number = reader.take(/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?(?![\w:])/i);
  if (number !== null) return { kind: 'number', value: Number(number) };
  if (reader.peek('(')) {
    reader.expect('(');
    const inner = parseExpression(reader);
    reader.expect(')');
    return inner;
  }
  const name = reader.take(/^[a-zA-Z_:][\w:]*/);
  const aggregator = aggregators.find((each) => each === name);
  if (aggregator && (reader.peek('(') || reader.peek('by') || reader.peek('without'))) {
    return parseAggregation(reader, aggregator);
  }
  const over = rangeFunctions.find((each) => each === name);
  if (over && reader.peek('(')) {
    reader.expect('(');
    const inner = parseExpression(reader);
    if (inner.kind !== 'selector' || inner.rangeMs === null) {
      throw new QueryError(`expected type range vector in call to function "${over}", got instant vector`);
    }
    reader.expect(')');
    return { kind: 'over-range', name: over, selector: inner };
  }
  if (name !== null && reader.peek('(')) throw new QueryError(`unknown function with name "${name}"`);
  return parseSelectorAfter(reader, name);
}

function parseAggregation(reader: Reader, name: Aggregator): Aggregation {
  let grouping = parseGrouping(reader);
  reader.expect('(');
  const inner = parseExpression(reader);
  reader.expect(')');
  grouping ??= parseGrouping(reader);
  return { kind: 'aggregation', name, grouping, inner };
}

function parseGrouping(reader: Reader): Aggregation['grouping'] {
  const word = reader.take(/^(by|without)\b/);
  if (word === null) return null;
  reader.expect('(');
  const labels: string[] = [];
  while (!reader.peek(')')) {
    const label = reader.take(/^[a-zA-Z_]\w*/);
    if (label === null) throw reader.unexpected();
    labels.push(label);
    if (!reader.peek(')')) reader.expect(',');
  }
  reader.expect(')');
  return { without: word === 'without', labels };
}

function parseSelectorAfter(reader: Reader, name: string | null): Selector {
  const matchers: Matcher[] = name === null ? [] : [{ label: '__name__', operator: '=', value: name }];
  if (reader.peek('{')) {
    reader.expect('{');
    while (!reader.peek('}')) {
      matchers.push(parseMatcher(reader));
      if (!reader.peek('}')) reader.expect(',');
    }
    reader.expect('}');
  } else if (name === null) {
    throw reader.unexpected();
  }
  if (
    !matchers.some(({ operator, value }) => (operator === '=' || operator === '=~') && value !== '' && value !== '.*')
  ) {
    throw new QueryError('vector selector must contain at least one non-empty matcher');
  }
  const range = reader.peek('[') ? parseRange(reader) : null;
  const offset = reader.take(/^offset\b/) === null ? 0 : parseDuration(reader);
  return { kind: 'selector', matchers, rangeMs: range, offsetMs: offset };
}

function parseMatcher(reader: Reader): Matcher {
  const label = reader.take(/^[a-zA-Z_]\w*/);
  const operator = reader.take(/^(=~|!~|!=|=)/);
  const quoted = reader.take(/^("(\\.|[^"\\])*"|'(\\.|[^'\\])*'|`[^`]*`)/);
  const known = (['=', '!=', '=~', '!~'] as const).find((each) => each === operator);
  if (label === null || known === undefined || quoted === null) throw reader.unexpected();
  return { label, operator: known, value: unquote(quoted) };
}

function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith('`')) return inner;
  return inner.replace(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 't' ? '\t' : character,
  );
}

function parseRange(reader: Reader): number {
  reader.expect('[');
  const duration = parseDuration(reader);
  reader.expect(']');
  return duration;
}

const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

function parseDuration(reader: Reader): number {
  const text = reader.take(/^(\d+(ms|[smhdwy]))+/);
  if (text === null) throw reader.unexpected();
  return durationMs(text);
}

/** The length of a duration as Prometheus writes it: `1h30m`. */
export function durationMs(text: string): number {
  let total = 0;
  for (const [, amount, unit = ''] of text.matchAll(/(\d+)(ms|[smhdwy])/g))
    total += Number(amount) * (unitsMs[unit] ?? Number.NaN);
  return total;
}

/** Reads a text from its front, skipping space between words. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  take(pattern: RegExp): string | null {
    this.skipSpace();
    const found = pattern.exec(this.#text.slice(this.#at))?.[0];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }

  peek(word: string): boolean {
    this.skipSpace();
    return this.#text.startsWith(word, this.#at);
  }

  expect(word: string): void {
    if (!this.peek(word)) throw this.unexpected();
    this.#at += word.length;
  }

  skipSpace(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  unexpected(): QueryError {
    const place = `1:${this.#at + 1}: parse error: `;
    if (this.atEnd()) return new QueryError(`${place}unexpected end of input`);
    return new QueryError(`${place}unexpected character: '${this.#text.charAt(this.#at)}'`);
  }
}
