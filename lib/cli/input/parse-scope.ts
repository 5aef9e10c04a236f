import type { Scope } from '@/lib/domain/access';
import { PlainError } from '../plain-error';

/** A scope as the command line writes it: `all`, `site:<name>` or `team:<name>`. */
export function parseScope(text: string): Scope {
  if (text === 'all') return { kind: 'all' };
  const [kind, ...rest] = text.split(':');
  const name = rest.join(':').trim();
  if (kind === 'site' && name !== '') return { kind: 'site', site: name };
  if (kind === 'team' && name !== '') return { kind: 'team', team: name };
  throw new PlainError('A scope is all, site:<name> or team:<name>.');
}
