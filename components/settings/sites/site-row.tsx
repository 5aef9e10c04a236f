'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Menu, MenuItem } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import { Missing } from '@/components/ui/missing';
import { Cell, TableRow } from '@/components/ui/table';
import type { Site } from '@/lib/api/contracts/sites';
import { toApiProblem } from '@/lib/queries/api-problem';
import { deleteSiteMutation } from '@/lib/queries/sites';
import { SiteDialog } from './site-dialog';

/** One site; it can be described anew, and forgotten once nothing names it. */
export function SiteRow({ site, refusal }: { site: Site; refusal: string | null }) {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const remove = useMutation(deleteSiteMutation(useQueryClient()));
  return (
    <TableRow className="align-top [&>td]:py-1.5">
      <Cell isPinned className="pl-4 font-medium">
        {site.title}
      </Cell>
      <Cell>
        <code className="text-meta">{site.name}</code>
      </Cell>
      <Cell>{site.country ?? <Missing reason="Nobody said" />}</Cell>
      <Cell className="whitespace-nowrap">
        {site.latitude === null || site.longitude === null ? (
          <Missing reason="Nobody said" />
        ) : (
          `${site.latitude.toFixed(2)}°, ${site.longitude.toFixed(2)}°`
        )}
      </Cell>
      <Cell>
        {site.aliases.length === 0 ? (
          <span className="text-muted">Nothing else</span>
        ) : (
          <span className="break-words text-meta">{site.aliases.join(', ')}</span>
        )}
      </Cell>
      <Cell className="pr-4 text-right">
        <Menu
          label={`Actions for ${site.title}`}
          trigger={
            <IconButton label={`Actions for ${site.title}`} size="compact" className="-my-1">
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          <MenuItem refusal={refusal} onSelect={() => setOpen('edit')}>
            Edit…
          </MenuItem>
          <MenuItem isDestructive refusal={refusal} onSelect={() => setOpen('delete')}>
            Delete…
          </MenuItem>
        </Menu>
        {open === 'edit' ? <SiteDialog site={site} onClose={() => setOpen(null)} /> : null}
        {open === 'delete' ? (
          <ConfirmDialog
            isOpen
            onOpenChange={(isOpen) => setOpen(isOpen ? 'delete' : null)}
            title={`Delete site ${site.title}?`}
            consequence="Resources keep standing where their tags say, or in the provider’s region, from the next read on."
            verb="Delete site"
            isPending={remove.isPending}
            fault={remove.error ? toApiProblem(remove.error).message : null}
            onConfirm={() => remove.mutate(site.name, { onSuccess: () => setOpen(null) })}
          />
        ) : null}
      </Cell>
    </TableRow>
  );
}
