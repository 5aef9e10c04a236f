import type { TagRules } from '../resource';
import { type CostAttribute, costAttributes } from './cost-dimension';

/**
 * Where a rule looks. `tag`: the value of a tag, its key compared without regard to case. `namespace`, `slurm-account`:
 * the value of any tag that `wellKnownTags` lists. `place`: what the inventory calls where a row's region is, `aws/us-east-1`.
 */
export type AttributionSource = { from: 'tag'; key: string } | { from: (typeof keylessSources)[number] };

/** What a rule looks at that has no key of its own. */
export const keylessSources = ['account', 'namespace', 'slurm-account', 'resource-name', 'place'] as const;

/** One rule: what it looks at tells an attribute, as it stands or, where `maps` is given, by what it matches. */
export interface AttributionRule {
  attribute: CostAttribute;
  source: AttributionSource;
  /** `pattern`: every `*` stands for any run of characters; case counts. Null: the value found is the attribute. */
  maps: { pattern: string; value: string } | null;
}

/** All rules of a delivery, in order: of an attribute the first that finds a value counts. */
export interface Attribution {
  rules: AttributionRule[];
  /** Spellings of sites in lower case, each with the site it means. */
  siteAliases: Record<string, string>;
  /** How many of the rules, from the first, are those of a version; the others are the connection's. */
  written: number;
  /** The number of that version; null: no version was there. */
  version: number | null;
}

/** Tags that schedulers' billing integrations write, by what they tell. */
const wellKnownTags = {
  namespace: ['aws:eks:namespace', 'k8s-namespace', 'kubernetes-namespace', 'namespace'],
  'slurm-account': ['slurm-account', 'slurm_account'],
  workload: ['workload', 'aws:eks:workload-name', 'k8s-workload-name', 'app.kubernetes.io/name'],
  model: ['model', 'model-name'],
} as const;

/** The rules in force unless others are set: a connection's tag rules, and by name what runs and which model it serves. */
export function toDefaultAttribution(tags: TagRules, siteAliases: Readonly<Record<string, string>> = {}): Attribution {
  const keys: Record<CostAttribute, readonly string[]> = {
    team: tags.team,
    site: tags.site,
    owner: tags.owner,
    workload: wellKnownTags.workload,
    model: wellKnownTags.model,
  };
  const rules = costAttributes.flatMap((attribute) =>
    keys[attribute].map((key): AttributionRule => ({ attribute, source: { from: 'tag', key }, maps: null })),
  );
  return {
    rules: [...rules, { attribute: 'site', source: { from: 'place' }, maps: null }],
    siteAliases: { ...siteAliases },
    written: 0,
    version: null,
  };
}

/** The same with the rules of a version before those of the connection, in place of another version's. */
export function withWrittenRules(
  attribution: Attribution,
  { number, rules }: { number: number | null; rules: readonly AttributionRule[] },
): Attribution {
  return {
    ...attribution,
    rules: [...rules, ...attribution.rules.slice(attribution.written)],
    written: rules.length,
    version: number,
  };
}

/** The tag keys that rules look at, as they spell them. */
export function toTagKeys({ rules }: Attribution): string[] {
  return [...new Set(rules.flatMap(({ source }) => sourceKeys(source)))];
}

/** A name that sources share when they look at the same: keys of tags are compared without regard to case. */
export function nameSource(source: AttributionSource): string {
  return JSON.stringify(source.from === 'tag' ? [source.from, source.key.toLowerCase()] : [source.from]);
}

/** The tag keys a source looks at, in order. */
export function sourceKeys(source: AttributionSource): readonly string[] {
  if (source.from === 'tag') return [source.key];
  return source.from === 'namespace' || source.from === 'slurm-account' ? wellKnownTags[source.from] : [];
}
