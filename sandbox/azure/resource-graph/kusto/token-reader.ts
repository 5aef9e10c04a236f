import { QueryFault } from './query-fault';
import type { Token } from './tokenise';

/** Reads tokens one by one. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isDone(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** The next token as written, strings and numbers aside; undefined for those and at the end. */
  peekText(ahead = 0): string | undefined {
    const token = this.#tokens[this.#at + ahead];
    return token && (token.kind === 'word' || token.kind === 'sign') ? token.text : undefined;
  }

  peekWord(): string | undefined {
    const token = this.#tokens[this.#at];
    return token?.kind === 'word' ? token.text : undefined;
  }

  peekIs(text: string, ahead = 0): boolean {
    return this.peekText(ahead)?.toLowerCase() === text;
  }

  take(): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw new QueryFault('ParserFailure', 'The query ends too early.');
    this.#at++;
    return token;
  }

  takeIf(text: string): boolean {
    if (!this.peekIs(text)) return false;
    this.#at++;
    return true;
  }

  expect(text: string): void {
    const token = this.take();
    if (!('text' in token) || token.kind === 'string' || token.text.toLowerCase() !== text)
      throw this.unexpected(token);
  }

  word(): string {
    const token = this.take();
    if (token.kind !== 'word') throw this.unexpected(token);
    return token.text;
  }

  number(): number {
    const token = this.take();
    if (token.kind !== 'number') throw this.unexpected(token);
    return token.value;
  }

  unexpected(token: Token): QueryFault {
    const text = 'text' in token ? token.text : String(token.value);
    return new QueryFault('ParserFailure', `The query has ${JSON.stringify(text)} where it does not belong.`);
  }
}
