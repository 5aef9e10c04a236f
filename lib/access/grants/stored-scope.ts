import type { Scope } from '@/lib/domain/access';

/** A scope as its two columns hold it. */
export interface StoredScope {
  scopeKind: string;
  scopeValue: string | null;
}

export function toStoredScope(scope: Scope): StoredScope {
  if (scope.kind === 'all') return { scopeKind: 'all', scopeValue: null };
  return { scopeKind: scope.kind, scopeValue: scope.kind === 'site' ? scope.site : scope.team };
}

/** The scope of two columns; null for one that this version does not know, which then reaches nothing. */
export function toScope({ scopeKind, scopeValue }: StoredScope): Scope | null {
  if (scopeKind === 'all') return { kind: 'all' };
  if (scopeValue === null) return null;
  if (scopeKind === 'site') return { kind: 'site', site: scopeValue };
  return scopeKind === 'team' ? { kind: 'team', team: scopeValue } : null;
}
