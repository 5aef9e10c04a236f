/** Between what two ends the data of a charge travelled. */
export type Transfer = 'internet' | 'between-regions' | 'between-zones' | 'between-providers';

/**
 * How bills name data transfer, first match first: usage types of AWS, SKU names of Google Cloud's network, meters of
 * Azure's Bandwidth. Regular expressions that JavaScript and RE2 read alike. No provider documents a text for transfer to
 * another provider.
 */
export const transferPatterns: readonly { pattern: string; transfer: Transfer }[] = [
  { pattern: '^[A-Z]{2,4}[0-9]*-[A-Z]{2,4}[0-9]*-AWS-(In|Out)-Bytes$', transfer: 'between-regions' },
  { pattern: '(^|-)DataTransfer-(Regional-Bytes|xAZ-(In|Out)-Bytes)$', transfer: 'between-zones' },
  { pattern: '(^|-)VpcPeering-(In|Out)-Bytes$', transfer: 'between-zones' },
  { pattern: '(^|-)DataTransfer-(In|Out)-O?Bytes$', transfer: 'internet' },
  { pattern: '^Network Internet .*(Egress|Data Transfer)', transfer: 'internet' },
  { pattern: '^Network Inter Zone (Egress|Data Transfer)', transfer: 'between-zones' },
  { pattern: '^Network Inter Region (Egress|Data Transfer)', transfer: 'between-regions' },
  { pattern: 'Inter-Availability Zone Data Transfer', transfer: 'between-zones' },
  { pattern: '^(Standard |Premium )?(Intra|Inter)[ -](Continent|Region) Data Transfer', transfer: 'between-regions' },
  { pattern: '^(Standard|Premium|Routing Preference:.*) Data Transfer (In|Out)', transfer: 'internet' },
];
