import manifest from '../package.json' with { type: 'json' }

export const collectorVersion: string = manifest.version
