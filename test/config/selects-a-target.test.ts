import { describe, expect, test } from 'vitest'
import { listTargets } from '../../src/config/index.ts'
import { read, refusal } from './read.ts'

const two = '[global]\ntarget = stage\n[fixture-server]\n[stage]\nprovisioner = anonymous\nurl = wss://a.example/'

test('the only target needs no choosing', () => {
  const { global, targets, target } = read('[fixture-server]')
  expect({ global, targets, name: target().name, provisioner: target().provisioner }).toMatchInlineSnapshot(`
    {
      "global": {
        "finaliseTimeout": 10000,
        "healthTimeout": 5000,
        "initialiseTimeout": 10000,
        "require": false,
        "setupTimeout": 5000,
        "target": "fixture-server",
        "teardownTimeout": 5000,
        "timeout": 5000,
        "timeoutScale": 1,
      },
      "name": "fixture-server",
      "provisioner": "fixture-server",
      "targets": [
        "fixture-server",
      ],
    }
  `)
})

describe('of several targets', () => {
  test.each([
    ['the file chooses', {}, 'stage'],
    ['the environment wins over the file', { env: { PUSHWRIGHT_TARGET: 'fixture-server' } }, 'fixture-server'],
    ['an empty variable counts as not set', { env: { PUSHWRIGHT_TARGET: '' } }, 'stage'],
    [
      'an option wins over the environment',
      { env: { PUSHWRIGHT_TARGET: 'fixture-server' }, overrides: { target: 'stage' } },
      'stage',
    ],
  ])('%s', (_, options, expected) => {
    expect(read(two, options).target().name).toBe(expected)
    expect(read(two, options).global.target).toBe(expected)
  })

  test('each can be had by name', () => {
    expect(read(two).target('fixture-server').provisioner).toBe('fixture-server')
    expect(refusal(() => read(two).target('stagee'))).toMatchInlineSnapshot(
      `".local/e2etest.ini: there is no section [stagee]; did you mean "stage"? The targets are: fixture-server, stage."`,
    )
  })

  test('they can be listed although none is chosen', () => {
    expect(listTargets('[a]\n[global]\n[b.c]', 'x.ini')).toEqual(['a', 'b.c'])
  })
})

test('a section name may have a dot and may be a path or a package', () => {
  const { targets } = read('[global]\ntarget=./own.ts\n[push.stage.example]\n[./own.ts]\n[@acme/provisioner]')
  expect(targets).toEqual(['push.stage.example', './own.ts', '@acme/provisioner'])
})

test('refuses a target that is not there', () => {
  expect(refusal(() => read(''))).toMatchInlineSnapshot(
    `".local/e2etest.ini: there is no target; add a section such as [fixture-server]."`,
  )
  expect(refusal(() => read('[a]\n[b]'))).toMatchInlineSnapshot(
    `".local/e2etest.ini: there are several targets (a, b); choose one with \`target = a\` under [global] or PUSHWRIGHT_TARGET."`,
  )
  expect(refusal(() => read('[global]\ntarget = stagee\n[stage]\n[b]'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:2 [global] target: there is no section [stagee]; did you mean "stage"? The targets are: stage, b."`,
  )
  expect(refusal(() => read('[stage]', { env: { PUSHWRIGHT_TARGET: 'production' } }))).toMatchInlineSnapshot(
    `"PUSHWRIGHT_TARGET: there is no section [production]. The targets are: stage."`,
  )
  expect(refusal(() => read('[stage]', { overrides: { target: 'Stage' } }))).toMatchInlineSnapshot(
    `"option target: there is no section [Stage]; did you mean "stage"? The targets are: stage."`,
  )
})

test('refuses a misspelled provisioner and a misspelled [global]', () => {
  expect(refusal(() => read('[stage]\nprovisioner = anonymus'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:2 [stage] provisioner: unknown provisioner "anonymus"; did you mean "anonymous"?"`,
  )
  expect(refusal(() => read('[fixture-sever]'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:1 [fixture-sever]: "fixture-sever" is no built-in provisioner and there is no \`provisioner = ...\` here; did you mean "fixture-server"?"`,
  )
  expect(refusal(() => read('[globl]\ntimeout = 3s\n[stage]'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:1 [globl]: "globl" is no built-in provisioner and there is no \`provisioner = ...\` here; did you mean "global"?"`,
  )
})

test.each(['./production.ts', '@acme/anonymous', 'my-production', './fixture-server.js'])(
  '%s is no misspelling',
  (name) => {
    expect(read(`[stage]\nprovisioner = ${name}`).target().provisioner).toBe(name)
    expect(read(`[${name}]`).target().provisioner).toBe(name)
  },
)
