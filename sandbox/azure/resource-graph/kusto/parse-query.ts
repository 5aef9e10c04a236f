import { parseExpression, parseList, parseNamed } from './parse-expression';
import type { Ordering, Query, Step } from './query';
import { QueryFault } from './query-fault';
import { TokenReader } from './token-reader';
import { tokenise } from './tokenise';

/**
 * Reads the part of the query language a console needs: `where`, `project`, `project-away`, `extend`, `order by`,
 * `take`, `count`, `distinct`, `mv-expand` and `summarize count() by`.
 */
export function parseQuery(text: string): Query {
  const tokens = new TokenReader(tokenise(text));
  const query: Query = { table: tokens.word().toLowerCase(), steps: [] };
  while (!tokens.isDone) {
    tokens.expect('|');
    query.steps.push(parseStep(tokens));
  }
  return query;
}

function parseStep(tokens: TokenReader): Step {
  const verb = tokens.word().toLowerCase();
  switch (verb) {
    case 'where':
    case 'filter':
      return { kind: 'where', condition: parseExpression(tokens) };
    case 'project':
      return { kind: 'project', columns: parseList(tokens, () => parseNamed(tokens)) };
    case 'project-away':
      return { kind: 'project-away', names: parseList(tokens, () => tokens.word()) };
    case 'extend':
      return { kind: 'extend', columns: parseList(tokens, () => parseNamed(tokens)) };
    case 'order':
    case 'sort':
      tokens.expect('by');
      return { kind: 'order', by: parseList(tokens, () => parseOrdering(tokens)) };
    case 'take':
    case 'limit':
      return { kind: 'take', count: tokens.number() };
    case 'count':
      return { kind: 'count' };
    case 'distinct':
      return { kind: 'distinct', columns: parseList(tokens, () => parseNamed(tokens)) };
    case 'mv-expand':
    case 'mvexpand': {
      const { name, value } = parseNamed(tokens);
      return { kind: 'expand', name, of: value };
    }
    case 'summarize':
      return parseSummary(tokens);
    default:
      throw new QueryFault('ParserFailure', `The face does not know the operator ${verb}.`);
  }
}

/** Without a direction the language orders downwards. */
function parseOrdering(tokens: TokenReader): Ordering {
  const value = parseExpression(tokens);
  if (tokens.takeIf('asc')) return { value, descending: false };
  tokens.takeIf('desc');
  return { value, descending: true };
}

function parseSummary(tokens: TokenReader): Step {
  const { name, value } = parseNamed(tokens);
  if (value.kind !== 'call' || value.name !== 'count') {
    throw new QueryFault('UnknownFunction', 'The face summarises by count() only.');
  }
  const by = tokens.takeIf('by') ? parseList(tokens, () => parseNamed(tokens)) : [];
  return { kind: 'summarise', countName: name, by };
}
