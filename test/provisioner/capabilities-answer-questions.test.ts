import { describe, expect, test } from 'vitest'
import { Feature } from '../../src/features/index.ts'
import { Capabilities, type FeatureProvider } from '../../src/provisioner/index.ts'
import { Quirk } from '../../src/quirks/index.ts'

const id = (name: string): string => `urn:pushwright:feature:${name}`
const provider = (url: string, ...names: string[]): FeatureProvider => ({
  role: 'endpoint',
  url,
  features: names.map(id),
})

const first = provider('https://1.example', 'topic', 'vapid')
const second = provider('https://2.example', 'topic', 'vapid', 'delete')
const third = provider('https://3.example', 'delete', 'aesgcm', 'topic')
const capabilities = new Capabilities({
  providers: [first, second, third],
  quirks: ['urn:pushwright:quirk:topic-not-replaced', 'https://example.com/quirks#own'],
})

describe('hasFeature', () => {
  test.each([
    ['a name', 'topic', true],
    ['a URI', id('topic'), true],
    ['a description', Feature.Topic, true],
    ['one that nobody offers', 'broadcast', false],
    ['no name of a member', 'constructor', false],
  ])('%s', (_, feature, expected) => {
    expect(capabilities.hasFeature(feature)).toBe(expected)
  })
})

describe('hasQuirk', () => {
  test.each([
    ['a name', 'topic-not-replaced', true],
    ['a URI', 'urn:pushwright:quirk:topic-not-replaced', true],
    ['a description', Quirk.TopicNotReplaced, true],
    ['somebody else’s', 'https://example.com/quirks#own', true],
    ['another', 'delete-always-204', false],
  ])('%s', (_, quirk, expected) => {
    expect(capabilities.hasQuirk(quirk)).toBe(expected)
  })
})

describe('getFeatureProviders', () => {
  test.each<[string[], FeatureProvider[]]>([
    [[], [first, second, third]],
    [['topic'], [first, second, third]],
    [
      ['topic', 'delete'],
      [second, third],
    ],
    [['vapid', 'aesgcm'], []],
    [['unknown'], []],
  ])('%j', (wanted, expected) => {
    expect(capabilities.getFeatureProviders(wanted)).toEqual(expected)
  })
})

describe('getFeatureSubsetProvider', () => {
  test('has the most of the wanted, the first of equals', () => {
    expect(capabilities.getFeatureSubsetProvider(['topic', 'vapid', 'broadcast'])).toEqual({
      provider: first,
      features: [id('topic'), id('vapid')],
    })
    expect(capabilities.getFeatureSubsetProvider(['topic', 'vapid', 'delete'])).toEqual({
      provider: second,
      features: [id('topic'), id('vapid'), id('delete')],
    })
  })
  test('and all of the required', () => {
    expect(capabilities.getFeatureSubsetProvider(['vapid', 'topic'], ['aesgcm'])).toEqual({
      provider: third,
      features: [id('topic'), id('aesgcm')],
    })
  })
  test('one that is wanted and required counts once', () => {
    expect(capabilities.getFeatureSubsetProvider(['topic'], ['topic'])?.features).toEqual([id('topic')])
  })
  test('is none if nobody has the required', () => {
    expect(capabilities.getFeatureSubsetProvider(['topic'], ['vapid', 'aesgcm'])).toBeUndefined()
  })
  test('may have none of the wanted', () => {
    expect(capabilities.getFeatureSubsetProvider(['broadcast'])).toEqual({ provider: first, features: [] })
  })
})

test('without discovery there is nothing', () => {
  const empty = new Capabilities({ providers: [], quirks: [] })
  expect(empty.hasFeature('topic')).toBe(false)
  expect(empty.hasQuirk('topic-not-replaced')).toBe(false)
  expect(empty.getFeatureProviders([])).toEqual([])
  expect(empty.getFeatureSubsetProvider([])).toBeUndefined()
})
