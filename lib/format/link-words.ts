import type { LinkMedium } from '@/lib/domain/link/declared-link';
import type { LinkForm, LinkState } from '@/lib/domain/link/link-facts';
import type { BaselineBasis, Quality, TroubleEnd, TroubleKind } from '@/lib/domain/link/link-trouble';
import { nameProvider } from './provider-words';

/** Who tells of a link: a provider by its name; null: a person declared it. */
export function nameTeller(provider: string | null): string {
  return provider === null || provider === 'declared' ? 'Declared' : nameProvider(provider);
}

type Tone = 'healthy' | 'in-progress' | 'warning' | 'critical' | 'unknown' | 'neutral';

/** What each form of a link is called. */
export const linkFormWords: Record<LinkForm, string> = {
  'circuit-port': 'Circuit port',
  circuit: 'Private circuit',
  'virtual-interface': 'Virtual interface',
  'transit-attachment': 'Transit attachment',
  'network-peering': 'Network peering',
  'vpn-connection': 'VPN connection',
  'vpn-tunnel': 'VPN tunnel',
  'edge-tunnel': 'Edge tunnel',
  declared: 'Declared link',
};

/** What a declared line is made of. */
export const linkMediumWords: Record<LinkMedium, string> = {
  'dark-fibre': 'Dark fibre',
  wavelength: 'Wavelength',
  mpls: 'MPLS',
  ethernet: 'Ethernet',
  internet: 'Internet access',
  other: 'Other',
};

/** What each state of a link is called. */
export const linkStateWords: Record<LinkState, string> = {
  up: 'Up',
  degraded: 'Degraded',
  down: 'Down',
  provisioning: 'Being made',
  disabled: 'Switched off',
  unknown: 'Unknown',
};

/** How a link stands for those who depend on it, and how it shows. */
export const linkHealthWords: Record<LinkHealthKey, { word: string; tone: Tone }> = {
  critical: { word: 'Critical', tone: 'critical' },
  unknown: { word: 'Unknown', tone: 'unknown' },
  warning: { word: 'Warning', tone: 'warning' },
  'in-progress': { word: 'In progress', tone: 'in-progress' },
  healthy: { word: 'Healthy', tone: 'healthy' },
  disabled: { word: 'Switched off', tone: 'neutral' },
};
type LinkHealthKey = 'critical' | 'unknown' | 'warning' | 'in-progress' | 'healthy' | 'disabled';

/** Why a link is not healthy, in a few words. */
export const linkFindingWords: Record<
  'down' | 'spare-carries' | 'degraded' | 'spare-lost' | 'no-word' | 'being-made',
  string
> = {
  down: 'Down, and nothing stands in for it',
  'spare-carries': 'Down; what stands in for it carries',
  degraded: 'A part of it does not carry',
  'spare-lost': 'Carries, but all that would stand in for it is down',
  'no-word': 'No source says how it stands now',
  'being-made': 'It is being made',
};

/** What went wrong with a link. */
export const troubleWords: Record<TroubleKind, string> = {
  down: 'Down',
  flapping: 'Flapping',
  degraded: 'Worse than usual',
  'spares-lost': 'Lost its spares',
};

/** How a trouble of a link ended, where it was not that the link is well again; null: it was. */
export const troubleEndWords: Record<TroubleEnd, string | null> = {
  recovered: null,
  disabled: 'Switched off',
  'not-listed': 'No longer listed',
  'no-spares': 'Nothing is named any more that would stand in for it',
  'not-carrying': 'It did not carry itself',
  joined: 'Goes on as one with another link’s',
};

/** What a link is judged by. */
export const qualityWords: Record<Quality, string> = {
  latency: 'Latency',
  loss: 'Loss',
  drops: 'Packets dropped',
  errors: 'Errors',
  light: 'Light received',
};

/** What a baseline rests on, as the end of a sentence. */
export const baselineWords: Record<BaselineBasis, string> = {
  weekday: 'at this hour on this weekday',
  hour: 'at this hour of late',
  day: 'the day before',
};
