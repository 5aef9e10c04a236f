import type { WireRequest } from '../wire/wire';
import { badData } from './api-error';
import { durationMs } from './query/parse';

/** Parameters of a request, from the query and, of a form, from the body. */
export class Parameters {
  readonly #all: URLSearchParams;

  constructor({ method, rawQuery, headers, body }: WireRequest) {
    this.#all = new URLSearchParams(rawQuery);
    const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
    if (method !== 'POST' || !isForm) return;
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) this.#all.append(name, value);
  }

  text(name: string): string | null {
    return this.#all.get(name);
  }

  required(name: string): string {
    const value = this.#all.get(name);
    if (value === null || value === '')
      throw badData(`invalid parameter "${name}": unknown position: parse error: no expression found in input`);
    return value;
  }

  list(name: string): string[] {
    return this.#all.getAll(name);
  }

  /** A moment in seconds since 1970 or as RFC 3339, in milliseconds; `otherwise` where it is absent. */
  time(name: string, otherwise: number | null): number {
    const value = this.#all.get(name);
    if (value === null || value === '') {
      if (otherwise !== null) return otherwise;
      throw badData(`invalid parameter "${name}": cannot parse "" to a valid timestamp`);
    }
    const ms = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value);
    if (Number.isNaN(ms)) throw badData(`invalid parameter "${name}": cannot parse "${value}" to a valid timestamp`);
    return Math.round(ms);
  }

  /** A length in seconds or as Prometheus writes it, in milliseconds. */
  duration(name: string): number {
    const value = this.#all.get(name) ?? '';
    const ms = /^\d+(\.\d+)?$/.test(value)
      ? Number(value) * 1000
      : /^(\d+(ms|[smhdwy]))+$/.test(value)
        ? durationMs(value)
        : Number.NaN;
    if (Number.isNaN(ms)) throw badData(`invalid parameter "${name}": cannot parse "${value}" to a valid duration`);
    return ms;
  }

  /** How many results at most; null: all. */
  limit(): number | null {
    const value = this.#all.get('limit');
    if (value === null || value === '' || value === '0') return null;
    if (!/^\d+$/.test(value)) throw badData(`invalid parameter "limit": limit must be non-negative`);
    return Number(value);
  }
}
