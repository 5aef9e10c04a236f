import { QueryFault } from './query-fault';

/** A piece of a query. */
export type Token =
  | { kind: 'word'; text: string }
  | { kind: 'string'; text: string }
  | { kind: 'number'; value: number }
  | { kind: 'sign'; text: string };

const pattern =
  /(?<space>\s+|\/\/[^\n]*)|(?<string>@?'(?:[^'\\]|\\.)*'|@?"(?:[^"\\]|\\.)*")|(?<number>\d+(?:\.\d+)?)|(?<word>!?[A-Za-z_$][\w$-]*~?)|(?<sign>==|!=|=~|!~|<=|>=|[|()[\],.=<>{}*+-])/y;

/** Cuts a query into tokens. Words keep a leading `!` and a trailing `~`, as in `!in~`. */
export function tokenise(query: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < query.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(query)?.groups;
    if (!groups)
      throw new QueryFault('ParserFailure', `The query cannot be read at ${JSON.stringify(query.slice(at, at + 20))}.`);
    if (groups.string !== undefined) tokens.push({ kind: 'string', text: unquote(groups.string) });
    else if (groups.number !== undefined) tokens.push({ kind: 'number', value: Number(groups.number) });
    else if (groups.word !== undefined) tokens.push({ kind: 'word', text: groups.word });
    else if (groups.sign !== undefined) tokens.push({ kind: 'sign', text: groups.sign });
  }
  return tokens;
}

function unquote(quoted: string): string {
  return quoted.startsWith('@') ? quoted.slice(2, -1) : quoted.slice(1, -1).replace(/\\(.)/g, '$1');
}
