import { expect, test } from 'vitest'
import { keyTable } from '../../scripts/docs/keys.ts'
import { globalKeys, keysOf, provisionerKeys, sampleIni, targetKeys } from '../../src/config/index.ts'
import { read } from './read.ts'

const env = { VAPID_PRIVATE_KEY: 'abc' }
const everything = sampleIni().replace(/^;(?=\w)/gm, '')

test('the sample parses as it is', () => {
  expect(read(sampleIni()).targets).toEqual(Array.from(provisionerKeys.keys()))
  for (const name of provisionerKeys.keys()) expect(read(sampleIni(), { env }).target(name).provisioner).toBe(name)
})

test('the sample has every key, and parses with all of them', () => {
  for (const name of provisionerKeys.keys()) {
    const settings = read(everything, { env, overrides: { target: name } }).target()
    expect(settings.keys.toSorted()).toEqual(
      keysOf(name)
        ?.map((key) => key.name)
        .filter((key) => key !== 'provisioner')
        .toSorted(),
    )
  }
  for (const key of globalKeys) expect(everything).toContain(`\n${key.name}${key.type === 'list' ? '[]' : ''} = `)
})

test('the table has one row for each key', () => {
  const rows = keyTable().trimEnd().split('\n')
  expect(rows.slice(0, 3)).toMatchInlineSnapshot(`
    [
      "| Section | Key | Value | Default | Meaning |",
      "| --- | --- | --- | --- | --- |",
      "| \`[global]\` | \`target\` | string |  | The section to use; not needed when there is only one target. |",
    ]
  `)
  expect(rows).toHaveLength(
    2 + globalKeys.length + targetKeys.length + Array.from(provisionerKeys.values()).flat().length,
  )
  expect(new Set(rows.map((row) => row.replaceAll('\\|', '').split('|').length))).toEqual(new Set([7]))
})
