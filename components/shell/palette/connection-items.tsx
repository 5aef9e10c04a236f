'use client';
import { useQuery } from '@tanstack/react-query';
import { Plug } from 'lucide-react';
import { useMay } from '@/components/shell/use-me';
import { nameProvider } from '@/lib/format/provider-words';
import { connectionsQuery } from '@/lib/queries/connections';
import { PaletteGroup, PaletteItem } from './palette-item';

/** The connections there are, by name. */
export function ConnectionItems({ onGo }: { onGo: (href: string) => void }) {
  const isAllowed = useMay('connections:read');
  const { data } = useQuery({ ...connectionsQuery(), enabled: isAllowed, refetchInterval: false });
  if (!data || data.items.length === 0) return null;
  return (
    <PaletteGroup heading="Connections">
      {data.items.map((connection) => (
        <PaletteItem
          key={connection.id}
          value={`Connection ${connection.name} ${connection.id}`}
          icon={<Plug aria-hidden />}
          hint={nameProvider(connection.provider)}
          onSelect={() => onGo(`/connections/${connection.id}`)}
        >
          {connection.name}
        </PaletteItem>
      ))}
    </PaletteGroup>
  );
}
