'use client';
import { Maximize, Minus, Plus } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';

export interface MapControlsProps {
  canComeNearer: boolean;
  canGoFarther: boolean;
  isFitted: boolean;
  onNearer: () => void;
  onFarther: () => void;
  onFit: () => void;
}

/** Buttons for what the wheel and dragging do. */
export function MapControls({ canComeNearer, canGoFarther, isFitted, onNearer, onFarther, onFit }: MapControlsProps) {
  return (
    <div className="absolute top-2 right-2 flex flex-col rounded-control border bg-raised">
      <IconButton label="Zoom in" size="compact" disabled={!canComeNearer} onClick={onNearer}>
        <Plus aria-hidden />
      </IconButton>
      <IconButton label="Zoom out" size="compact" disabled={!canGoFarther} onClick={onFarther}>
        <Minus aria-hidden />
      </IconButton>
      <IconButton label="Show all sites" size="compact" disabled={isFitted} onClick={onFit}>
        <Maximize aria-hidden />
      </IconButton>
    </div>
  );
}
