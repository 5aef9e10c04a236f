'use client';
import { Clock, Monitor, Moon, Sun } from 'lucide-react';
import { localZone, useClock } from '@/components/time/clock-provider';
import { utc } from '@/lib/time/zone';
import { setTheme, type Theme, themes, themeWords } from '../theme';
import { PaletteGroup, PaletteItem } from './palette-item';

const themeIcons: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };

/** How this browser shows the console. */
export function SettingItems({ onAct }: { onAct: (run: () => void) => void }) {
  const { zone, setZone } = useClock();
  const otherZone = zone === utc ? localZone() : utc;
  return (
    <PaletteGroup heading="Theme and time">
      {themes.map((theme) => {
        const Icon = themeIcons[theme];
        return (
          <PaletteItem
            key={theme}
            value={`Theme ${themeWords[theme]}`}
            icon={<Icon aria-hidden />}
            onSelect={() => onAct(() => setTheme(theme))}
          >
            Theme: {themeWords[theme]}
          </PaletteItem>
        );
      })}
      {otherZone === zone ? null : (
        <PaletteItem
          value={`Times in ${otherZone}`}
          icon={<Clock aria-hidden />}
          onSelect={() => onAct(() => setZone(otherZone))}
        >
          Times in {otherZone}
        </PaletteItem>
      )}
    </PaletteGroup>
  );
}
