import { describe, expect, test } from 'vitest'
import { isRequired } from '../../src/config/index.ts'
import { read, refusal } from './read.ts'

const ini = `[global]
target = stage
timeout = 2s
timeout_scale = 3
finalise_timeout = 1m

[stage]
provisioner = anonymous
url = wss://file.example/

[other]
provisioner = anonymous
url = wss://other.example/
timeout = 9s
`

describe('of [global]', () => {
  test('the file wins over the default', () => {
    expect(read(ini).global).toMatchInlineSnapshot(`
      {
        "finaliseTimeout": 60000,
        "healthTimeout": 5000,
        "initialiseTimeout": 10000,
        "require": false,
        "setupTimeout": 5000,
        "target": "stage",
        "teardownTimeout": 5000,
        "timeout": 2000,
        "timeoutScale": 3,
      }
    `)
  })

  test('the environment wins over the file', () => {
    const env = {
      PUSHWRIGHT_TIMEOUT: '7',
      PUSHWRIGHT_TIMEOUT_SCALE: '0.5',
      PUSHWRIGHT_REQUIRE: '1',
      PUSHWRIGHT_FINALISE_TIMEOUT: '3s',
    }
    expect(read(ini, { env }).global).toMatchObject({
      timeout: 7_000,
      timeoutScale: 0.5,
      require: true,
      finaliseTimeout: 3_000,
    })
  })

  test('an option wins over the environment, and a number is milliseconds', () => {
    const env = { PUSHWRIGHT_TIMEOUT: '7', PUSHWRIGHT_TIMEOUT_SCALE: '2', PUSHWRIGHT_REQUIRE: '1' }
    const overrides = { timeout: 40, timeoutScale: 4, require: false }
    expect(read(ini, { env, overrides }).global).toMatchObject({ timeout: 40, timeoutScale: 4, require: false })
    expect(read(ini, { overrides: { timeout: '2m' } }).global.timeout).toBe(120_000)
  })
})

describe('of a target', () => {
  test('the environment overrides the selected one alone', () => {
    const configuration = read(ini, { env: { PUSHWRIGHT_URL: 'ws://127.0.0.1:9/', PUSHWRIGHT_QUIRKS: 'a, b' } })
    expect(configuration.target().url('url')?.href).toBe('ws://127.0.0.1:9/')
    expect(configuration.target().quirks).toEqual(['urn:pushwright:quirk:a', 'urn:pushwright:quirk:b'])
    expect(configuration.target('other').url('url')?.href).toBe('wss://other.example/')
    expect(configuration.target('other').quirks).toEqual([])
  })

  test('its timeout wins over that of [global], and the environment over both', () => {
    expect(read(ini).target('other').timeout).toBe(9_000)
    expect(read(ini).target().timeout).toBe(2_000)
    expect(read(ini, { env: { PUSHWRIGHT_TIMEOUT: '1s' } }).target('other').timeout).toBe(1_000)
    expect(read(ini, { overrides: { timeout: 1 } }).target('other').timeout).toBe(1)
  })

  test('the provisioner can be overridden, and brings its keys', () => {
    const env = { PUSHWRIGHT_PROVISIONER: 'production', PUSHWRIGHT_ENDPOINT_ALLOW: 'https://b.example' }
    const settings = read(ini, { env }).target()
    expect([settings.provisioner, settings.maxClients, settings.origins('endpoint_allow')]).toEqual([
      'production',
      4,
      ['https://b.example'],
    ])
  })
})

test('messages name the variable or the option', () => {
  expect(refusal(() => read(ini, { env: { PUSHWRIGHT_TIMEOUT: 'soon' } }))).toMatchInlineSnapshot(
    `"PUSHWRIGHT_TIMEOUT: expected a duration such as 500ms, 5s or 2m, got "soon"."`,
  )
  expect(refusal(() => read(ini, { env: { PUSHWRIGHT_URL: 'https://a.example' } }))).toMatchInlineSnapshot(
    `"PUSHWRIGHT_URL: expected a URL that begins with wss:// or ws://, got "https://a.example"."`,
  )
  expect(refusal(() => read(ini, { env: { PUSHWRIGHT_TIMEOT: '5s' } }))).toMatchInlineSnapshot(
    `"PUSHWRIGHT_TIMEOT: neither [global] nor the provisioner anonymous has such a key; did you mean "PUSHWRIGHT_TIMEOUT"?"`,
  )
  expect(refusal(() => read(ini, { env: { PUSHWRIGHT_PROFILE: 'ideal' } }))).toMatchInlineSnapshot(
    `"PUSHWRIGHT_PROFILE: neither [global] nor the provisioner anonymous has such a key."`,
  )
  expect(refusal(() => read(ini, { overrides: { timeout: Number.NaN } }))).toMatchInlineSnapshot(
    `"option timeout: expected a duration such as 500ms, 5s or 2m, got "NaNms"."`,
  )
  expect(refusal(() => read(ini, { overrides: { timeoutScale: 0 } }))).toMatchInlineSnapshot(
    `"option timeoutScale: expected at least 0.01, got "0"."`,
  )
})

test('other PUSHWRIGHT_ variables are let pass when they are known', () => {
  expect(
    read(ini, { env: { PUSHWRIGHT_CONFIG: 'x.ini', PUSHWRIGHT_MINE: '1' }, knownVariables: ['PUSHWRIGHT_MINE'] })
      .targets,
  ).toHaveLength(2)
})

test('without an INI the environment still says whether a run is required', () => {
  expect(isRequired({})).toBe(false)
  expect(isRequired({ env: { PUSHWRIGHT_REQUIRE: 'yes' } })).toBe(true)
  expect(isRequired({ env: { PUSHWRIGHT_REQUIRE: 'yes' }, overrides: { require: false } })).toBe(false)
  expect(refusal(() => isRequired({ env: { PUSHWRIGHT_REQUIRE: 'maybe' } }))).toMatchInlineSnapshot(
    `"PUSHWRIGHT_REQUIRE: expected true or false, got "maybe"."`,
  )
})
