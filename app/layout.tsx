import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { toTheme } from '@/components/shell/theme';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Millwright', template: '%s · Millwright' },
  description: 'The control-plane console of a multi-cloud AI factory.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: 'light dark', width: 'device-width', initialScale: 1 };

/** The document. The theme comes with the request, so that the first paint already has it and no script is needed. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = toTheme((await cookies()).get('theme')?.value);
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme} suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
