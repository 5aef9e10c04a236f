'use client';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { remember } from '@/components/shell/remember';
import { toZone, utc, type Zone } from '@/lib/time/zone';

/** What time it is for this page, and the zone it is shown in. */
export interface Clock {
  now: Date;
  zone: Zone;
  setZone: (zone: Zone) => void;
}

const ClockContext = createContext<Clock | null>(null);
const tickMs = 15_000;

export interface ClockProviderProps {
  /** The server's time when it drew the page, so that the first paint agrees with it. ISO 8601. */
  initialNow: string;
  /** The name of the zone the person chose before; absent when they never did. */
  initialZone: string | undefined;
  children: ReactNode;
}

/** The one clock of the console: it ticks every 15 s while the page is seen. Everything below takes time from it. */
export function ClockProvider({ initialNow, initialZone, children }: ClockProviderProps) {
  const [now, setNow] = useState(() => new Date(initialNow));
  const [zone, setZone] = useState<Zone>(() => toZone(initialZone));

  useEffect(() => {
    const tick = () => {
      if (document.visibilityState === 'visible') setNow(new Date());
    };
    tick();
    const timer = setInterval(tick, tickMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);

  const clock = useMemo(
    () => ({
      now,
      zone,
      setZone: (next: Zone) => {
        remember('zone', next);
        setZone(next);
      },
    }),
    [now, zone],
  );
  return <ClockContext value={clock}>{children}</ClockContext>;
}

/** The page's clock. */
export function useClock(): Clock {
  const clock = useContext(ClockContext);
  if (clock === null) throw new Error('useClock needs a ClockProvider above it.');
  return clock;
}

/** The zone this browser stands in. */
export function localZone(): Zone {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || utc;
}
