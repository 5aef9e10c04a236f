import { invalidArgument } from '../google-error';
import type { Series } from './metric-source';

/** What a filter is held against. */
export interface Filtered {
  metricType: string;
  metricLabels: Record<string, string>;
  resource: Series['resource'];
  /** The project's id. */
  project: string;
}

export type Test = (candidate: Filtered) => boolean;

/** A monitoring filter: comparisons joined by AND, OR and NOT, with parentheses. */
export interface Filter {
  test: Test;
  /** Metric types it names by equality; the listing of series wants exactly one. */
  metricTypes: string[];
}

const tokenPattern = /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(!=|>=|<=|[()=:<>,])|([A-Za-z0-9_][\w.\-/]*))/y;

export function parseFilter(text: string): Filter {
  const tokens = tokenise(text);
  const metricTypes: string[] = [];
  let position = 0;
  const peek = () => tokens[position];
  const take = () => tokens[position++];
  const refuse = () => invalidArgument(`Could not parse filter "${text}"`);
  const expect = (token: string) => {
    if (take() !== token) throw refuse();
  };

  const parseAny = (): Test => {
    const tests = [parseAll()];
    while (peek() === 'OR') {
      take();
      tests.push(parseAll());
    }
    return (candidate) => tests.some((test) => test(candidate));
  };
  const parseAll = (): Test => {
    const tests = [parseOne()];
    for (let next = peek(); next !== undefined && next !== 'OR' && next !== ')'; next = peek()) {
      if (next === 'AND') take();
      tests.push(parseOne());
    }
    return (candidate) => tests.every((test) => test(candidate));
  };
  const parseOne = (): Test => {
    if (peek() === 'NOT') {
      take();
      const test = parseOne();
      return (candidate) => !test(candidate);
    }
    if (peek() === '(') {
      take();
      const test = parseAny();
      expect(')');
      return test;
    }
    return parseComparison();
  };
  const parseComparison = (): Test => {
    const field = take();
    const operator = take();
    if (field === undefined || operator === undefined || !/^\w/.test(field)) throw refuse();
    const read = readerOf(field);
    if (!read) throw invalidArgument(`Field "${field}" in the filter is not supported.`);
    const test = parseValue(field, operator);
    return (candidate) => {
      const value = read(candidate);
      return value !== undefined && test(value);
    };
  };
  const parseValue = (field: string, operator: string): ((value: string) => boolean) => {
    const word = take();
    if (word === undefined) throw refuse();
    if (peek() !== '(') {
      const wanted = unquote(word);
      if (field === 'metric.type' && operator === '=') metricTypes.push(wanted);
      const compare = comparisons[operator];
      if (!compare) throw refuse();
      return (value) => compare(value, wanted);
    }
    take();
    const wanted: string[] = [];
    for (let next = take(); next !== ')'; next = take()) {
      if (next === undefined) throw refuse();
      if (next !== ',') wanted.push(unquote(next));
    }
    const compare = functions[word];
    if (!compare || operator !== '=') throw refuse();
    return (value) => compare(value, wanted);
  };

  const test = parseAny();
  if (position !== tokens.length) throw refuse();
  return { test, metricTypes };
}

const comparisons: Record<string, (value: string, wanted: string) => boolean> = {
  '=': (value, wanted) => value === wanted,
  '!=': (value, wanted) => value !== wanted,
  ':': (value, wanted) => value.includes(wanted),
};

const functions: Record<string, (value: string, wanted: readonly string[]) => boolean> = {
  starts_with: (value, [wanted = '']) => value.startsWith(wanted),
  ends_with: (value, [wanted = '']) => value.endsWith(wanted),
  has_substring: (value, [wanted = '']) => value.includes(wanted),
  one_of: (value, wanted) => wanted.includes(value),
  'monitoring.regex.full_match': (value, [wanted = '']) => new RegExp(`^(?:${wanted})$`).test(value),
};

function readerOf(field: string): ((candidate: Filtered) => string | undefined) | null {
  if (field === 'metric.type') return ({ metricType }) => metricType;
  if (field === 'resource.type') return ({ resource }) => resource.type;
  if (field === 'project') return ({ project }) => project;
  const metricLabel = /^metric\.labels?\.(\w+)$/.exec(field)?.[1];
  if (metricLabel !== undefined) return ({ metricLabels }) => metricLabels[metricLabel];
  const resourceLabel = /^resource\.labels?\.(\w+)$/.exec(field)?.[1];
  if (resourceLabel !== undefined) return ({ resource }) => resource.labels[resourceLabel];
  return null;
}

function tokenise(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const match = tokenPattern.exec(text);
    if (!match) throw invalidArgument(`Could not parse filter "${text}"`);
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return tokens;
}

function unquote(token: string): string {
  return /^["']/.test(token) ? token.slice(1, -1).replace(/\\(.)/g, '$1') : token;
}
