'use client';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { StatusMark } from '@/components/ui/status-mark';
import type { PlacedSite } from './to-map-marks';

export interface ClusterListProps {
  sites: readonly PlacedSite[];
  onChoose: (name: string) => void;
  onClose: () => void;
}

/** The sites of a mark that no zoom parts, to choose from. */
export function ClusterList({ sites, onChoose, onClose }: ClusterListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.focus(), []);
  const title = `${sites.length} sites at one place`;
  return (
    <div
      ref={list}
      role="dialog"
      aria-label={title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
      className="absolute bottom-2 left-2 flex max-h-[calc(100%-1rem)] w-64 max-w-[calc(100%-1rem)] flex-col rounded-panel border bg-raised shadow-floating"
    >
      <div className="flex items-center justify-between gap-2 border-b py-1 pr-1 pl-3">
        <p className="font-medium text-table">{title}</p>
        <IconButton label="Close" size="compact" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      <ul className="overflow-y-auto py-1">
        {sites.map(({ name, title: siteTitle, status }) => (
          <li key={name}>
            <button
              type="button"
              onClick={() => onChoose(name)}
              className="flex min-h-8 w-full items-center justify-between gap-2 px-3 text-left text-table hover:bg-sunken"
            >
              <span className="min-w-0 truncate">{siteTitle}</span>
              <StatusMark tone={status} className="shrink-0" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
