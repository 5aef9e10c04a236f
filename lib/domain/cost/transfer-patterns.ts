/**
 * Between what two ends the data of a charge travelled. `private-circuit`: over a circuit out of the provider's network;
 * the bill does not say to whom.
 */
export const transferKinds = [
  'internet',
  'between-regions',
  'between-zones',
  'between-providers',
  'private-circuit',
] as const;
export type Transfer = (typeof transferKinds)[number];

/**
 * How bills name data transfer, first match first: usage types of AWS, SKU names of Google Cloud's network, meters of
 * Azure's Bandwidth. Regular expressions that JavaScript and RE2 read alike. No provider documents a text for transfer to
 * another provider. Of Google Cloud a VLAN attachment pays for what leaves over an interconnect, a private circuit; what goes
 * over a carrier's or a CDN's network is priced as transfer to the internet (“Network pricing”, “Cloud Interconnect pricing”).
 */
export const transferPatterns: readonly { pattern: string; transfer: Transfer }[] = [
  { pattern: '^[A-Z]{2,4}[0-9]*-[A-Z]{2,4}[0-9]*-AWS-(In|Out)-A?Bytes$', transfer: 'between-regions' },
  { pattern: '^([A-Z]{2,4}[0-9]*-)?AWS-(In|Out)-Bytes$', transfer: 'between-regions' },
  { pattern: '(^|-)DataXfer-(In|Out)(:dc[.][0-9]+)?$', transfer: 'private-circuit' },
  { pattern: '(^|-)DataTransfer-(Regional-Bytes|xAZ-(In|Out)-Bytes)$', transfer: 'between-zones' },
  { pattern: '(^|-)VpcPeering-(In|Out)-Bytes$', transfer: 'between-zones' },
  { pattern: '(^|-)DataTransfer-(In|Out)-[AO]?Bytes$', transfer: 'internet' },
  { pattern: '^Network Internet .*(Egress|Data Transfer)', transfer: 'internet' },
  { pattern: '^Network Inter Zone (Egress|Data Transfer)', transfer: 'between-zones' },
  { pattern: '^Network Inter Region (Egress|Data Transfer)', transfer: 'between-regions' },
  { pattern: '^Network (Egress|Data Transfer Out) via (Carrier|Direct) Peering', transfer: 'internet' },
  { pattern: '^(Network )?CDN Interconnect .*([Ee]gress|[Dd]ata [Tt]ransfer)', transfer: 'internet' },
  {
    pattern:
      '^(Network )?((Cloud|Dedicated|Partner|Cross-Cloud) )?(Interconnect|Vlan|VLAN|Interconnect (Vlan|VLAN))( [Aa]ttachment)? (.* )?([Ee]gress|[Dd]ata [Tt]ransfer)',
    transfer: 'private-circuit',
  },
  {
    pattern:
      '([Ee]gress|[Dd]ata [Tt]ransfer)( [Oo]ut| [Ii]n)? (via|over) ((Cloud|Dedicated|Partner|Cross-Cloud) )?Interconnect',
    transfer: 'private-circuit',
  },
  { pattern: 'Inter-Availability Zone Data Transfer', transfer: 'between-zones' },
  { pattern: '^(Standard |Premium )?(Intra|Inter)[ -](Continent|Region) Data Transfer', transfer: 'between-regions' },
  { pattern: '^(Standard|Premium|Routing Preference:.*) Data Transfer (In|Out)', transfer: 'internet' },
];

/**
 * Usage types of AWS that count bytes and are no transfer: what gateways and endpoints process ("Understand codes for Amazon
 * VPC in billing and usage reports"), what load balancers and logs process, and what Amazon S3 retrieves, scans, overwrites
 * and deletes ("Understanding your AWS billing and usage reports for Amazon S3").
 */
export const processingPattern =
  /(^|-)(NatGateway|VpcEndpoint(-GWLBE)?|TransitGateway|TGW-Multicast-Consumer|DataProcessing|(Bulk|Expedited|Standard)-Retrieval|Select-(Scanned|Returned)(-[A-Z]+)?)-Bytes$|(^|-)(OverwriteBytes|BytesDeleted)-|(^|-)Tables-ProcessedBytes$/;
