import type { SiteRuleInput } from '@/lib/api/contracts/sites';
import { nameProvider } from '@/lib/format/provider-words';
import { nameKind } from '@/lib/format/resource-words';

/** What a rule takes in, in words. */
export function sayRule(rule: SiteRuleInput): string {
  const what = rule.kind === null ? 'Everything' : nameKind(rule.kind);
  const parts = [
    rule.provider === null ? null : `of ${nameProvider(rule.provider)}`,
    rule.account === null ? null : `in account ${rule.account}`,
    rule.region === null ? null : `in region ${rule.region}`,
    rule.name === null ? null : `named ${rule.name}`,
  ].filter((part) => part !== null);
  return [what, ...parts].join(' ');
}
