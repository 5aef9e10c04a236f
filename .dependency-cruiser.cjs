/**
 * Who may import whom: the table of docs/architecture.md as rules. Each row names a layer (a path from the root)
 * and what it may import beside itself and npm packages. A layer not named here may not exist.
 */
const layers = {
  'lib/domain': [],
  'lib/analytics': ['lib/domain'],
  'lib/time': ['lib/domain'],
  'lib/format': ['lib/domain'],
  'lib/config': ['lib/domain'],
  'lib/providers/contract': ['lib/domain'],
  'lib/providers/registry\\.ts': ['lib/domain', 'lib/providers/'],
  'lib/store': ['lib/domain', 'lib/config'],
  'lib/access': ['lib/domain', 'lib/store', 'lib/config', 'lib/audit'],
  'lib/audit': ['lib/domain', 'lib/store'],
  'lib/collect': [
    'lib/domain',
    'lib/analytics',
    'lib/store',
    'lib/config',
    'lib/providers/contract',
    'lib/providers/registry\\.ts',
  ],
  'lib/commands': [
    'lib/domain',
    'lib/api/contracts',
    'lib/config',
    'lib/store',
    'lib/access',
    'lib/audit',
    'lib/collect',
    'lib/providers/contract',
    'lib/providers/registry\\.ts',
  ],
  'lib/views': [
    'lib/domain',
    'lib/analytics',
    'lib/api/contracts',
    'lib/store',
    'lib/access',
    'lib/audit',
    'lib/config',
    'lib/providers/contract',
    'lib/providers/registry\\.ts',
  ],
  'lib/api/contracts': ['lib/domain'],
  'lib/api/(?!contracts/)': [
    'lib/domain',
    'lib/api/',
    'lib/access',
    'lib/audit',
    'lib/config',
    'lib/store',
    'lib/views/view-context\\.ts',
  ],
  'lib/queries': ['lib/domain', 'lib/api/contracts'],
  'lib/worker': [
    'lib/domain',
    'lib/config',
    'lib/store',
    'lib/access',
    'lib/audit',
    'lib/collect',
    'lib/commands',
    'lib/views',
    'lib/api/metrics',
  ],
  'lib/cli': [
    'lib/domain',
    'lib/api/contracts',
    'lib/config',
    'lib/store',
    'lib/access',
    'lib/audit',
    'lib/collect',
    'lib/commands',
    'lib/views',
    'lib/format',
    'lib/providers/contract',
    'lib/providers/registry\\.ts',
  ],
  'app/api': ['lib/domain', 'lib/api/', 'lib/access', 'lib/config', 'lib/store/database', 'lib/views', 'lib/commands'],
  'app/(?!api/)': [
    'lib/domain',
    'lib/api/contracts',
    'lib/access',
    'lib/config',
    'lib/views',
    'lib/queries',
    'components',
  ],
  'components/ui': [],
  'components/charts': ['components/ui', 'lib/domain', 'lib/format'],
  'components/(?!ui/|charts/)': [
    'components/',
    'lib/domain',
    'lib/api/contracts',
    'lib/queries',
    'lib/format',
    'lib/time',
  ],
  sandbox: ['lib/domain'],
};

/** Which provider's folder may use which vendor's SDK. */
const vendors = {
  'lib/providers/aws': '(^|/)node_modules/(@aws-sdk|@aws-crypto|@smithy)/',
  'lib/providers/azure': '(^|/)node_modules/(@azure|@azure-rest)/',
  'lib/providers/google-cloud': '(^|/)node_modules/(@google-cloud|google-auth-library|google-gax)/',
};

const ours = '^(app|bench|components|e2e|lib|sandbox|scripts)/';
/** Tests reach across layers, to the sandbox and a database of their own; the rules bind what ships. */
const tests =
  '\\.test\\.tsx?$|-conformance\\.ts$|^lib/store/database/(test-database|test-server|throwaway-postgres)\\.ts$|^lib/(access/test-people|store/cost-ledger/test-ledger|store/cost-rollups/test-bills|api/server/test-requests|collect/test-factory|cli/test-program|views/cost/budgets/test-budgets)\\.ts$';
const inLayer = (path) => `^${path}${/[/)]$|\\\.ts$/.test(path) ? '' : '/'}`;

module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `layer ${layer}`,
      comment: `${layer} may import ${allowed.join(', ') || 'nothing of ours'}`,
      severity: 'error',
      from: { path: inLayer(layer), pathNot: tests },
      to: { path: ours, pathNot: [layer, ...allowed].map(inLayer) },
    })),
    {
      name: 'no layer unnamed',
      comment: 'every folder of lib stands in the table',
      severity: 'error',
      from: { path: '^lib/', pathNot: ['^lib/providers/', ...Object.keys(layers).map(inLayer)] },
      to: {},
    },
    {
      name: 'providers stand alone',
      comment: 'a provider imports the contract, the domain, time and itself; never a sibling, never the store',
      severity: 'error',
      from: { path: '^lib/providers/(?!contract/|coreweave/)([^/]+)/', pathNot: tests },
      to: { path: ours, pathNot: ['^lib/(domain|time)/', '^lib/providers/contract/', '^lib/providers/$1/'] },
    },
    {
      name: 'coreweave stands on kubernetes',
      comment: 'a CoreWeave cluster is a Kubernetes cluster and more, so this one provider may import that one',
      severity: 'error',
      from: { path: '^lib/providers/coreweave/', pathNot: tests },
      to: {
        path: ours,
        pathNot: ['^lib/(domain|time)/', '^lib/providers/(contract|kubernetes|coreweave)/'],
      },
    },
    ...Object.entries(vendors).map(([folder, packages]) => ({
      name: `vendor SDK of ${folder}`,
      comment: `only ${folder} talks to this vendor`,
      severity: 'error',
      from: { path: '^(app|components|lib|sandbox)/', pathNot: [`^${folder}/`, tests] },
      to: { path: packages },
    })),
    {
      name: 'the browser gets no server code',
      comment: 'components and queries run in the browser',
      severity: 'error',
      from: { path: '^(components|lib/queries|lib/domain|lib/format|lib/api/contracts)/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing that ships leans on tests or the sandbox',
      comment: 'production never carries a simulated cloud',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: tests },
      to: { path: ['^(bench|e2e|sandbox|scripts)/', tests] },
    },
    { name: 'no cycle', severity: 'error', from: { pathNot: '/generated/' }, to: { circular: true } },
    { name: 'nothing unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no package undeclared',
      severity: 'error',
      from: { path: ours },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no development package in production',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/generated/'] },
    exclude: { path: '^(\\.next|docs)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    skipAnalysisNotInRules: false,
  },
};
