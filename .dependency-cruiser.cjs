// The floors of the house: no cycle, no arrow up, and other folders import only a folder's face (its index).
const floors = [
  ['errors', 'json', 'random', 'registry'],
  ['document-root', 'optional-peer', 'own-module', 'response-body'],
  ['deadline', 'protocol', 'transcript', 'webpush'],
  ['client', 'application-server', 'fixture', 'config', 'log', 'nats'],
  ['browser', 'probing', 'report'],
  ['features', 'quirks'],
  ['conversation', 'provisioner'],
  ['scenario'],
  ['load'],
  ['control', 'init', 'live', 'probe', 'vitest'],
  ['cli'],
]

/** For each floor: nothing on it may import a floor above. */
const arrowsUp = floors.slice(0, -1).map((floor, index) => ({
  name: `no-arrow-up-from-${floor.join('-')}`,
  severity: 'error',
  from: { path: `^src/(${floor.join('|')})/` },
  to: {
    path: `^src/(${floors
      .slice(index + 1)
      .flat()
      .join('|')})/`,
  },
}))

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Types may know each other: they are gone at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...arrowsUp,
    {
      name: 'same-floor-strangers',
      comment: 'Client, application server, fixture and config stand on the ground and do not know each other.',
      severity: 'error',
      from: { path: '^src/(client|application-server|fixture|config)/' },
      to: { path: '^src/(client|application-server|fixture|config)/', pathNot: '^src/$1/' },
    },
    {
      name: 'pure-ground',
      comment: 'The ground opens no socket and no file.',
      severity: 'error',
      from: { path: '^src/(errors|json|random|registry|deadline|protocol|transcript|webpush|report|response-body)/' },
      to: { path: '^(node:)?(net|http|https|http2|tls|fs|fs/promises|child_process|dgram|ws|undici)$' },
    },
    {
      name: 'only-faces',
      comment:
        'Another folder is known by its index alone. Two have a second face: pages are loaded only when one is written, and a matrix is run where there are no tests.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/[^/]+/.+',
        pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/(report/html/index|vitest/matrix)\\.ts$'],
      },
    },
    {
      name: 'provisioners-use-the-public-api',
      severity: 'error',
      from: { path: '^provisioners/' },
      to: { path: '^src/', pathNot: '^src/(index|core|browser)\\.ts$' },
    },
    {
      name: 'e2e-uses-the-public-api',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^src/', pathNot: '^src/index\\.ts$' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      from: { path: '^(src|provisioners)/' },
      to: {
        dependencyTypes: ['npm-dev'],
        // Those that are peers too, and asked for by name when they are missing.
        pathNot: '^node_modules/(vitest|@types/|hot-shots|@opentelemetry/api|@nats-io/)',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
