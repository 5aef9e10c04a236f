import { accounts } from '../aws/geography';
import { nativeIdOf } from '../aws/native-id';
import { type World as AwsWorld, createWorld as createAwsWorld } from '../aws/world';
import { isOf } from '../azure/records';
import { idOf } from '../azure/resource-id';
import { type AzureWorld, createAzureWorld } from '../azure/world';
import { edgeTenant, planLinks as planEdgeLinks, planSites, systemNamespace } from '../f5-distributed-cloud/plan';
import { createWorld as createGoogleWorld, type World as GoogleWorld } from '../google-cloud/world';
import { probes } from '../prometheus/exporters/blackbox';
import type { LinkSide } from './link';
import { edgeTunnelLink } from './plan/edges';

/** The faces that tell of links. */
export const linkProviders = ['aws', 'google-cloud', 'azure', 'f5-distributed-cloud'] as const;
export type LinkProvider = (typeof linkProviders)[number];

/** What a provider knows a link by. */
export interface LinkReport {
  provider: LinkProvider;
  /** Of the resource that has the link. */
  nativeId: string;
  /** Tells it from other links of the resource: a tunnel's outside address, a port's line, a peering's side; null where the resource is the link. */
  key: string | null;
  /** At which of the link's ends the provider stands. */
  end: 0 | 1;
}

/** What measures a link from its outside. */
export interface LinkProbe {
  provider: 'azure' | 'prometheus';
  /** Of the monitor, or of what is scraped. */
  nativeId: string;
  /** Which of the monitor's tests it is; null where there is one. */
  key: string | null;
  link: string;
}

type Report = [LinkSide, Omit<LinkReport, 'end'>];

/** What is told of links at an instant, and what measures them. */
export interface LinkReporters {
  reports: Readonly<Record<LinkProvider, (at: Date) => Report[]>>;
  probes: Readonly<Record<LinkProbe['provider'], (at: Date) => LinkProbe[]>>;
}

/** What tells of the links of a seed; makes the worlds of all providers. */
export function createLinkReporters(seed: string, scale: number): LinkReporters {
  const azure = createAzureWorld({ seed, scale });
  return {
    reports: {
      aws: reportsOfAws(createAwsWorld({ seed, scale })),
      'google-cloud': reportsOfGoogle(createGoogleWorld({ seed, scale })),
      azure: reportsOfAzure(azure),
      'f5-distributed-cloud': () => reportsOfEdges(seed, scale),
    },
    probes: {
      azure: (at) => probesOfAzure(azure, at),
      prometheus: () =>
        probes.flatMap(({ target, link }): LinkProbe[] =>
          link === undefined ? [] : [{ provider: 'prometheus', nativeId: `blackbox/${target}`, key: null, link }],
        ),
    },
  };
}

function probesOfAzure(world: AzureWorld, at: Date): LinkProbe[] {
  const type = 'microsoft.network/networkwatchers/connectionmonitors';
  return world
    .at(at)
    .list(type)
    .flatMap(({ key: nativeId, record }) =>
      isOf(type, record)
        ? record.tests.map(({ name, line }): LinkProbe => ({ provider: 'azure', nativeId, key: name, link: line.link }))
        : [],
    );
}

function reportsOfAws(world: AwsWorld): (at: Date) => Report[] {
  return (at) => {
    const snapshot = world.at(at);
    return Object.values(accounts).flatMap(({ id }) => [
      ...snapshot
        .listAccount('vpn-connection', id)
        .flatMap((connection) =>
          connection.tunnels.map(
            ({ line, outsideAddress }): Report => [
              line,
              { provider: 'aws', nativeId: nativeIdOf(connection), key: outsideAddress },
            ],
          ),
        ),
      ...[
        ...snapshot.listAccount('private-circuit', id),
        ...snapshot.listAccount('circuit-bundle', id),
        ...snapshot.listAccount('virtual-interface', id),
        ...snapshot.listAccount('transit-attachment', id),
      ].flatMap((record): Report[] =>
        record.line === null ? [] : [[record.line, { provider: 'aws', nativeId: nativeIdOf(record), key: null }]],
      ),
    ]);
  };
}

function reportsOfGoogle(world: GoogleWorld): (at: Date) => Report[] {
  return (at) => {
    const snapshot = world.at(at);
    return [...snapshot.list('vpn-tunnel'), ...snapshot.list('interconnect'), ...snapshot.list('attachment')].flatMap(
      ({ line, fullName }): Report[] =>
        line === null ? [] : [[line, { provider: 'google-cloud', nativeId: fullName, key: null }]],
    );
  };
}

function reportsOfAzure(world: AzureWorld): (at: Date) => Report[] {
  return (at) => {
    const snapshot = world.at(at);
    const report = (line: LinkSide, nativeId: string, key: string | null): Report => [
      line,
      { provider: 'azure', nativeId: nativeId.toLowerCase(), key },
    ];
    const types = [
      'microsoft.network/connections',
      'microsoft.network/expressroutecircuits',
      'microsoft.network/expressrouteports',
      'microsoft.network/virtualnetworks',
    ] as const;
    return types.flatMap((type) =>
      snapshot.list(type).flatMap(({ record }): Report[] => {
        const id = idOf(record);
        if (isOf('microsoft.network/connections', record)) return [report(record.line, id, null)];
        if (isOf('microsoft.network/expressrouteports', record))
          return record.links.map(({ name, line }) => report(line, id, name));
        if (isOf('microsoft.network/virtualnetworks', record))
          return record.peerings.map(({ name, line }) => report(line, `${id}/virtualNetworkPeerings/${name}`, null));
        if (!isOf('microsoft.network/expressroutecircuits', record)) return [];
        return [
          report(record.line, id, null),
          ...record.peerings.flatMap(({ name, primary, secondary }) => [
            report(primary, `${id}/peerings/${name}`, 'primary'),
            report(secondary, `${id}/peerings/${name}`, 'secondary'),
          ]),
        ];
      }),
    );
  };
}

function reportsOfEdges(seed: string, scale: number): Report[] {
  return planEdgeLinks(planSites(seed, scale)).map(({ name }) => [
    { link: edgeTunnelLink(name), end: 0 },
    { provider: 'f5-distributed-cloud', nativeId: `${edgeTenant}/${systemNamespace}/link/${name}`, key: null },
  ]);
}
