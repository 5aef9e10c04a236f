import { expect, it } from 'vitest';
import { bareLink, type LinkFacts } from '@/lib/domain/link/link-facts';
import { joinLinks } from './join-links';
import { type ToldLink, toLinkId } from './told-link';

function told(nativeId: string, connectionId: string, site: string, facts: Partial<LinkFacts>): ToldLink {
  const resource = {
    ...{ id: `id-${nativeId}`, connectionId, provider: 'aws' as const, nativeId, name: nativeId, account: '1' },
    ...{ region: 'r', site, team: null, owner: null },
  };
  const link = { ...bareLink({ form: 'vpn-tunnel', name: nativeId, state: 'up', nativeState: 'UP' }), ...facts };
  return { id: toLinkId(resource.id, link.key), resource, facts: link, readAt: new Date(0), isExpired: false };
}
const end = (address: string | null) => ({ resource: null, address, asn: null, place: null });

const whole = told('vpn', 'aws', 'dublin', { form: 'vpn-connection', far: { ...end(null), place: 'gateway' } });
const part = (key: string, own: string, other: string) =>
  told('vpn', 'aws', 'dublin', { key, partOf: '', near: end(own), far: end(other) });
// Ids of theirs come first, so that they name the tunnels, which then begin at the other site.
const theirs = (name: string, site: string, own: string, other: string) =>
  told(`a-${name}`, 'google', site, { near: end(own), far: end(other) });

it('a connection that does not say at which site it ends does so where its tunnels do', () => {
  const tellings = [whole, part('1', '203.0.113.1', '34.1.1.1'), theirs('one', 'eemshaven', '34.1.1.1', '203.0.113.1')];
  const links = joinLinks([...tellings, part('2', '203.0.113.2', '34.1.1.2')], [], new Map());
  expect(links.get('id-vpn')?.far).toMatchObject({ site: 'eemshaven', label: 'gateway' });
  const rider = told('attachment', 'aws', 'dublin', { form: 'transit-attachment', carriers: ['vpn'] });
  expect(joinLinks([...tellings, rider], [], new Map()).get('id-attachment')?.far).toMatchObject({
    site: 'eemshaven',
    by: 'carrier',
  });
});

it('a connection whose tunnels end at unlike sites ends where no source says', () => {
  const links = joinLinks(
    [
      whole,
      part('1', '203.0.113.1', '34.1.1.1'),
      part('2', '203.0.113.2', '34.1.1.2'),
      theirs('one', 'eemshaven', '34.1.1.1', '203.0.113.1'),
      theirs('two', 'frankfurt', '34.1.1.2', '203.0.113.2'),
    ],
    [],
    new Map(),
  );
  expect(links.get('id-vpn')?.far).toMatchObject({ site: null, label: 'gateway' });
});
