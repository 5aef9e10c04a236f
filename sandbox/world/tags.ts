import { drawsOf } from './draws';
import { siteOfRegion } from './places';

/** Teams of the factory and the people who sign for their things. */
export const teams = {
  'foundation-models': ['priya.raman', 'jonas.weber', 'mei.tanaka'],
  'applied-research': ['lucia.ferrari', 'tomasz.nowak'],
  speech: ['amara.diallo', 'henrik.olsen'],
  vision: ['noor.rahimi', 'carlos.mendes'],
  recommendation: ['yuki.sato', 'elena.petrova'],
  search: ['david.cohen', 'ana.kovac'],
  inference: ['marcus.reid', 'ingrid.berg'],
  'ml-platform': ['samir.khan', 'olivia.grant'],
  'data-platform': ['wei.zhang', 'fatima.zahra'],
  'site-reliability': ['olumide.bankole', 'kate.murphy'],
} as const satisfies Record<string, readonly [string, ...string[]]>;
export type Team = keyof typeof teams;

interface TagRequest {
  seed: string;
  /** Names the thing within the world; what its tags are drawn from. */
  key: string;
  name: string | null;
  team: Team;
  region: string;
  /** Tags the thing's creator sets by machine, always spelt right. */
  extra?: Record<string, string>;
}

/**
 * Tags as people really leave them: most things say who owns them, a few say nothing,
 * some say it in another case, and some name a team nobody else spells that way.
 */
export function tagsFor({ seed, key, name, team, region, extra = {} }: TagRequest): Record<string, string> {
  const draws = drawsOf(seed, 'tags', key);
  const tags: Record<string, string> = { ...(name === null ? {} : { Name: name }), ...extra };
  if (draws.chance(0.05)) return tags;
  const spelling = draws.fraction();
  const spell = (word: string) =>
    spelling < 0.06 ? word.charAt(0).toUpperCase() + word.slice(1) : spelling < 0.09 ? word.toUpperCase() : word;
  if (!draws.chance(0.08)) tags[spell('owner')] = `${draws.pick(teams[team])}@millwright.example`;
  if (!draws.chance(0.04)) tags[spell('team')] = draws.chance(0.03) ? titleCase(team) : team;
  const site = siteOfRegion(region);
  if (site !== undefined && !draws.chance(0.06)) tags[spell('site')] = site;
  tags.environment = draws.pick(['production', 'production', 'staging', 'development']);
  if (draws.chance(0.4)) tags['cost-center'] = `cc-${draws.integer(1000, 1040)}`;
  if (draws.chance(0.3)) tags['managed-by'] = draws.pick(['terraform', 'terraform', 'cdk', 'console']);
  return tags;
}

function titleCase(text: string): string {
  return text.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}
