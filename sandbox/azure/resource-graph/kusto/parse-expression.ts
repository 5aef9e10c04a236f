import type { Expression, NamedExpression } from './query';
import type { TokenReader } from './token-reader';

const comparisons = new Set([
  '==',
  '!=',
  '=~',
  '!~',
  '<',
  '>',
  '<=',
  '>=',
  'contains',
  '!contains',
  'has',
  '!has',
  'startswith',
  '!startswith',
  'endswith',
  '!endswith',
]);
const memberships = new Set(['in', '!in', 'in~', '!in~']);

/** An expression: `or` binds loosest, then `and`, then one comparison. */
export function parseExpression(tokens: TokenReader): Expression {
  return parseJoined(tokens, 'or', () => parseJoined(tokens, 'and', () => parseComparison(tokens)));
}

/** An expression that may be given a name: `name = expression`. */
export function parseNamed(tokens: TokenReader): NamedExpression {
  const name = tokens.peekWord();
  if (name !== undefined && tokens.peekIs('=', 1)) {
    tokens.take();
    tokens.take();
    return { name, value: parseExpression(tokens) };
  }
  const value = parseExpression(tokens);
  return { name: nameOf(value), value };
}

/** `parseItem`, and more of them behind commas. */
export function parseList<T>(tokens: TokenReader, parseItem: () => T): T[] {
  const items = [parseItem()];
  while (tokens.takeIf(',')) items.push(parseItem());
  return items;
}

function parseJoined(tokens: TokenReader, operator: 'and' | 'or', parseSide: () => Expression): Expression {
  let left = parseSide();
  while (tokens.takeIf(operator)) left = { kind: 'binary', operator, left, right: parseSide() };
  return left;
}

function parseComparison(tokens: TokenReader): Expression {
  const left = parseValue(tokens);
  const operator = tokens.peekText()?.toLowerCase();
  if (operator === undefined) return left;
  if (comparisons.has(operator)) {
    tokens.take();
    return { kind: 'binary', operator, left, right: parseValue(tokens) };
  }
  if (!memberships.has(operator)) return left;
  tokens.take();
  tokens.expect('(');
  const options = parseList(tokens, () => parseValue(tokens));
  tokens.expect(')');
  return {
    kind: 'among',
    negated: operator.startsWith('!'),
    insensitive: operator.endsWith('~'),
    value: left,
    options,
  };
}

function parseValue(tokens: TokenReader): Expression {
  let value = parseAtom(tokens);
  for (;;) {
    if (tokens.takeIf('.')) {
      value = { kind: 'member', of: value, name: { kind: 'literal', value: tokens.word() } };
    } else if (tokens.takeIf('[')) {
      value = { kind: 'member', of: value, name: parseExpression(tokens) };
      tokens.expect(']');
    } else {
      return value;
    }
  }
}

function parseAtom(tokens: TokenReader): Expression {
  if (tokens.takeIf('(')) {
    const inner = parseExpression(tokens);
    tokens.expect(')');
    return inner;
  }
  const token = tokens.take();
  if (token.kind === 'string') return { kind: 'literal', value: token.text };
  if (token.kind === 'number') return { kind: 'literal', value: token.value };
  if (token.kind !== 'word') throw tokens.unexpected(token);
  if (token.text === 'true' || token.text === 'false') return { kind: 'literal', value: token.text === 'true' };
  if (!tokens.takeIf('(')) return { kind: 'column', name: token.text };
  const inputs = tokens.peekIs(')') ? [] : parseList(tokens, () => parseExpression(tokens));
  tokens.expect(')');
  return { kind: 'call', name: token.text.toLowerCase(), inputs };
}

/** What a column is called whose expression was given no name. */
function nameOf(value: Expression): string {
  switch (value.kind) {
    case 'column':
      return value.name;
    case 'member': {
      const own = value.name.kind === 'literal' ? String(value.name.value) : 'item';
      return `${nameOf(value.of)}_${own}`;
    }
    case 'call':
      return value.inputs[0] === undefined ? `${value.name}_` : nameOf(value.inputs[0]);
    default:
      return 'Column1';
  }
}
