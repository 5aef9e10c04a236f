import { providerIds } from '@/lib/domain/provider';

/** `trouble`: when the newest began. `utilization`, `loss` and `latency`: unknown ones last. `health`: the worst first when descending. */
export const linkSortKeys = ['health', 'name', 'utilization', 'loss', 'latency', 'capacity', 'trouble'] as const;
export type LinkSortKey = (typeof linkSortKeys)[number];

export const linkFacetKeys = ['state', 'form', 'provider', 'site', 'health'] as const;
export type LinkFacetKey = (typeof linkFacetKeys)[number];

/** Who may tell of a link; `declared`: a person. */
export const linkTellers = [...providerIds, 'declared'] as const;

/** How a link stands for those who depend on it; `disabled`: switched off by somebody, nothing is expected of it. */
export const linkHealths = ['critical', 'unknown', 'warning', 'in-progress', 'healthy', 'disabled'] as const;
export type LinkHealth = (typeof linkHealths)[number];

/** Why a link is not healthy. */
export const linkFindings = ['down', 'spare-carries', 'degraded', 'spare-lost', 'no-word', 'being-made'] as const;
