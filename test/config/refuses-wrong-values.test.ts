import { describe, expect, test } from 'vitest'
import { read, refusal } from './read.ts'

const refused = (text: string, options = {}): string => refusal(() => read(text, options))
const stage = (line: string): string => `[stage]\nprovisioner = anonymous\nurl = wss://h/\n${line}`

test('refuses an unknown key and suggests the nearest', () => {
  expect(refused('[global]\ntime_out = 5s')).toMatchInlineSnapshot(
    `".local/e2etest.ini:2 [global] time_out: [global] has no such key; did you mean "timeout"?"`,
  )
  expect(refused(stage('no_verfy = true'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:4 [stage] no_verfy: the provisioner anonymous has no such key; did you mean "no_verify"?"`,
  )
  expect(refused('[fixture-server]\nurl = wss://h/')).toMatchInlineSnapshot(
    `".local/e2etest.ini:2 [fixture-server] url: the provisioner fixture-server has no such key."`,
  )
})

test('checks a target that is not selected too', () => {
  expect(
    refused(`[global]\ntarget = fixture-server\n[fixture-server]\n${stage('no_verfy = true')}`),
  ).toMatchInlineSnapshot(
    `".local/e2etest.ini:7 [stage] no_verfy: the provisioner anonymous has no such key; did you mean "no_verify"?"`,
  )
})

test('names the line of a wrong value', () => {
  expect(refused(stage('timeout = soon'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:4 [stage] timeout: expected a duration such as 500ms, 5s or 2m, got "soon"."`,
  )
  expect(refused(stage('timeout = 0'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:4 [stage] timeout: expected at least 1ms, got "0"."`,
  )
  expect(refused(stage('timeout = 99999m'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:4 [stage] timeout: expected at most 2147483647ms, got "99999m"."`,
  )
  expect(refused(stage('no_verify = perhaps'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:4 [stage] no_verify: expected true or false, got "perhaps"."`,
  )
  expect(refused(stage('max_clients = 1.5'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:4 [stage] max_clients: expected a whole number such as 4, got "1.5"."`,
  )
  expect(refused(stage('max_clients = 0'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:4 [stage] max_clients: expected at least 1, got "0"."`,
  )
  expect(refused(stage('pin_type = 2'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:4 [stage] pin_type: expected one of public-key, certificate, got "2"."`,
  )
  expect(
    refused(stage('endpoint_allow[] = https://a.example\nendpoint_allow[] = https://b.example/push')),
  ).toMatchInlineSnapshot(
    `".local/e2etest.ini:5 [stage] endpoint_allow: expected an origin such as https://updates.stage.example, without a path, got "https://b.example/push"."`,
  )
  expect(refused('[global]\ntimeout_scale = fast')).toMatchInlineSnapshot(
    `".local/e2etest.ini:2 [global] timeout_scale: expected a number such as 1 or 0.5, got "fast"."`,
  )
  expect(refused('[stage]\nprovisioner = anonymous\nurl = https://h/')).toMatchInlineSnapshot(
    `".local/e2etest.ini:3 [stage] url: expected a URL that begins with wss:// or ws://, got "https://h/"."`,
  )
  expect(refused(`[stage]\ntimeout = ${'x'.repeat(200)}`)).toMatchInlineSnapshot(
    `".local/e2etest.ini:2 [stage] timeout: expected a duration such as 500ms, 5s or 2m, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."."`,
  )
})

test('refuses several values for one', () => {
  expect(refused(stage('timeout[] = 5s'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:4 [stage] timeout: the key takes one value; write \`timeout = ...\` once, without []."`,
  )
})

test('refuses an empty entry of a list', () => {
  expect(refused(stage('quirks = a,,b'))).toMatchInlineSnapshot(
    `".local/e2etest.ini:4 [stage] quirks: the list has an empty entry; remove it."`,
  )
})

test('refuses a target that lacks a key it needs', () => {
  expect(refused('\n[anonymous]')).toMatchInlineSnapshot(
    `".local/e2etest.ini:2 [anonymous] url: the key is required; add a line such as \`url = wss://push.stage.example/\`."`,
  )
  expect(refused('[production]\nurl = wss://h/\nendpoint_allow = ""')).toMatchInlineSnapshot(
    `".local/e2etest.ini:3 [production] endpoint_allow: the key is required; add a line such as \`endpoint_allow = https://updates.push.services.mozilla.com\`."`,
  )
})

describe('quirks and features', () => {
  const known = { knownQuirks: ['urn:pushwright:quirk:topic-not-replaced'], knownFeatures: ['control/clock'] }
  test('the known ones and the foreign ones are full URIs', () => {
    const ini = stage(
      'quirks = topic-not-replaced, https://example.org/q\nquirks[] = urn:pushwright:quirk:topic-not-replaced\nfeatures = control/clock',
    )
    const settings = read(ini, known).target()
    expect(settings.quirks).toEqual(['urn:pushwright:quirk:topic-not-replaced', 'https://example.org/q'])
    expect(settings.features).toEqual(['urn:pushwright:feature:control/clock'])
  })
  test('others are refused', () => {
    expect(refused(stage('quirks[] = topic-not-replaced\nquirks[] = topic-not-replacd'), known)).toMatchInlineSnapshot(
      `".local/e2etest.ini:5 [stage] quirks: unknown quirk "topic-not-replacd"; did you mean "topic-not-replaced"?"`,
    )
    expect(refused(stage('quirks[] = urn:pushwright:quirk:topic'), known)).toMatchInlineSnapshot(
      `".local/e2etest.ini:4 [stage] quirks: unknown quirk "topic"."`,
    )
    expect(refused(stage('features[] = control/clok'), known)).toMatchInlineSnapshot(
      `".local/e2etest.ini:4 [stage] features: unknown feature "control/clok"; did you mean "control/clock"?"`,
    )
    expect(refused(stage('quirks[] = urn:pushwright:feature:control/clock'), known)).toMatchInlineSnapshot(
      `".local/e2etest.ini:4 [stage] quirks: expected the id of a quirk (a name such as topic-not-replaced, or a URI), got "urn:pushwright:feature:control/clock"."`,
    )
    expect(refused(stage('quirks[] = two words'))).toMatchInlineSnapshot(
      `".local/e2etest.ini:4 [stage] quirks: expected the id of a quirk (a name such as topic-not-replaced, or a URI), got "two words"."`,
    )
    expect(refused(stage('quirks[] = "#topic"'))).toMatchInlineSnapshot(
      `".local/e2etest.ini:4 [stage] quirks: expected the id of a quirk (a name such as topic-not-replaced, or a URI), got "#topic"."`,
    )
  })
  test('a feature is not both there and missing', () => {
    expect(refused(stage('features = control/clock\nmissing_features = control/clock'))).toMatchInlineSnapshot(
      `".local/e2etest.ini:5 [stage] missing_features: the feature is also in \`features\`; keep one of the two."`,
    )
  })
})
