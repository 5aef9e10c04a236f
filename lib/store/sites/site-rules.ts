import { createHash } from 'node:crypto';
import type { SiteRule } from '@/lib/domain/site/placement';

/** Names a set of rules by its content: the same rules in the same order have the same revision. */
export function toRevision(rules: readonly SiteRule[]): string {
  const content = rules.map((rule) => [
    rule.site,
    rule.provider,
    rule.account,
    rule.region,
    rule.kind,
    rule.name,
    rule.overrulesTags,
  ]);
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 16);
}
