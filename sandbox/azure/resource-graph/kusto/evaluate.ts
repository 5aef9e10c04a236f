import type { Expression } from './query';
import { QueryFault } from './query-fault';

/** One row: the names of its columns, and a look at any of them. Columns are made only when looked at. */
export interface Row {
  columns: readonly string[];
  /** Undefined when there is no such column; null when it is empty. */
  read(column: string): unknown;
}

/** The value of an expression on a row; null where there is none. */
export function evaluate(expression: Expression, row: Row): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'column': {
      const value = row.read(expression.name);
      if (value === undefined) {
        throw new QueryFault('InvalidColumn', `There is no column ${JSON.stringify(expression.name)}.`);
      }
      return value;
    }
    case 'member':
      return memberOf(evaluate(expression.of, row), evaluate(expression.name, row));
    case 'call':
      return call(expression.name, expression.inputs, row);
    case 'binary':
      return compare(expression.operator, expression.left, expression.right, row);
    case 'among': {
      const { value, options, insensitive, negated } = expression;
      const fold = (each: unknown) => (insensitive ? textOf(each).toLowerCase() : textOf(each));
      const wanted = fold(evaluate(value, row));
      return options.some((option) => fold(evaluate(option, row)) === wanted) !== negated;
    }
  }
}

/** Orders two values: numbers by size, all else by their text, nothing first. */
export function order(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [leftText, rightText] = [textOf(left), textOf(right)];
  return leftText < rightText ? -1 : leftText > rightText ? 1 : 0;
}

/** A value as text; empty for nothing. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function memberOf(value: unknown, name: unknown): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    return items[Number(name)] ?? null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const found = Object.entries(value).find(([key]) => key === String(name));
  return found === undefined ? null : (found[1] ?? null);
}

function call(name: string, inputs: Expression[], row: Row): unknown {
  const input = (index: number): unknown => {
    const expression = inputs[index];
    if (!expression) throw new QueryFault('ParserFailure', `The function ${name} wants more arguments.`);
    return evaluate(expression, row);
  };
  switch (name) {
    case 'tolower':
      return textOf(input(0)).toLowerCase();
    case 'toupper':
      return textOf(input(0)).toUpperCase();
    case 'tostring':
      return textOf(input(0));
    case 'toint':
    case 'tolong':
      return Math.trunc(Number(input(0)));
    case 'todynamic':
    case 'dynamic':
      return input(0);
    case 'isempty':
      return textOf(input(0)) === '';
    case 'isnotempty':
      return textOf(input(0)) !== '';
    case 'isnull':
      return input(0) === null;
    case 'isnotnull':
      return input(0) !== null;
    case 'not':
      return input(0) !== true;
    case 'strcat':
      return inputs.map((_, index) => textOf(input(index))).join('');
    case 'array_length': {
      const value = input(0);
      return Array.isArray(value) ? value.length : null;
    }
    case 'coalesce':
      return inputs.map((_, index) => input(index)).find((value) => textOf(value) !== '') ?? null;
    case 'iff':
    case 'iif':
      return input(input(0) === true ? 1 : 2);
    default:
      throw new QueryFault('UnknownFunction', `The face does not know the function ${name}.`);
  }
}

function compare(operator: string, left: Expression, right: Expression, row: Row): boolean {
  const leftValue = evaluate(left, row);
  if (operator === 'and') return leftValue === true && evaluate(right, row) === true;
  if (operator === 'or') return leftValue === true || evaluate(right, row) === true;
  if (operator.startsWith('!')) return !holds(positiveOf(operator), leftValue, evaluate(right, row));
  return holds(operator, leftValue, evaluate(right, row));
}

function positiveOf(operator: string): string {
  return operator === '!=' ? '==' : operator === '!~' ? '=~' : operator.slice(1);
}

function holds(operator: string, left: unknown, right: unknown): boolean {
  const [leftText, rightText] = [textOf(left), textOf(right)];
  const [leftFolded, rightFolded] = [leftText.toLowerCase(), rightText.toLowerCase()];
  switch (operator) {
    case '==':
      return leftText === rightText;
    case '=~':
      return leftFolded === rightFolded;
    case '<':
      return order(left, right) < 0;
    case '>':
      return order(left, right) > 0;
    case '<=':
      return order(left, right) <= 0;
    case '>=':
      return order(left, right) >= 0;
    case 'contains':
      return leftFolded.includes(rightFolded);
    case 'startswith':
      return leftFolded.startsWith(rightFolded);
    case 'endswith':
      return leftFolded.endsWith(rightFolded);
    case 'has':
      return leftFolded.split(/[^\p{L}\p{N}]+/u).includes(rightFolded);
    default:
      throw new QueryFault('ParserFailure', `The face does not know the operator ${operator}.`);
  }
}
