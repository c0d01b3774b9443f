import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  claims,
  flag,
  readSettings,
  type SettingsArguments,
  seconds,
  text,
  wholeNumber,
} from '../../src/scenario/shipped/settings.ts'

const read = (args: readonly unknown[]): object =>
  readSettings(args as SettingsArguments<object>, {
    notifDelay: seconds(30),
    runOnce: flag(),
    quantity: wholeNumber(32),
    key: text(),
    vapidClaims: claims(),
  })

const initial = { notifDelay: 30_000, runOnce: false, quantity: 32, key: undefined, vapidClaims: undefined }

test.for([
  [[], {}],
  [[{}], {}],
  [[5], { notifDelay: 5000 }],
  [['0.5', '1'], { notifDelay: 500, runOnce: true }],
  [['250ms', true, 3, 'k'], { notifDelay: 250, runOnce: true, quantity: 3, key: 'k' }],
  [[{ notifDelay: 0, quantity: '7' }], { notifDelay: 0, quantity: 7 }],
  [[{ notif_delay: 1, run_once: 'false' }], { notifDelay: 1000 }],
  [[1, { vapid_claims: { sub: 'mailto:a@b' } }], { notifDelay: 1000, vapidClaims: { sub: 'mailto:a@b' } }],
  [[{ vapidClaims: '{"exp":1}' }], { vapidClaims: { exp: 1 } }],
  [[undefined, true], { runOnce: true }],
] as const)('%j', ([args, expected]) => {
  expect(read(args)).toEqual({ ...initial, ...expected })
})

test.for([
  [['soon'], 'Expected `notifDelay` to be seconds, or a duration such as 500ms, got "soon".'],
  [[-1], 'Expected `notifDelay`'],
  [[1, 'maybe'], 'Expected `runOnce` to be true or false, got "maybe".'],
  [[1, 1, 1.5], 'Expected `quantity` to be a whole number, got "1.5".'],
  [[{ key: 1 }], 'Expected `key` to be text, got "1".'],
  [[{ vapidClaims: 'sub' }], 'Expected `vapidClaims` to be an object of VAPID claims'],
  [[{ notifDelya: 1 }], 'There is no argument notifDelya; did you mean "notifDelay"?'],
  [[1, 1, 1, 'k', '{}', 6], 'Expected at most 5 arguments (notifDelay, runOnce, quantity, key, vapidClaims), got 6.'],
] as const)('%j is refused', ([args, message]) => {
  expect(() => read(args)).toThrow(message)
})

test('anything is read or refused', () => {
  fc.assert(
    fc.property(fc.array(fc.anything(), { maxLength: 7 }), (args) => {
      try {
        const settings = read(args)
        expect(Object.keys(settings)).toEqual(Object.keys(initial))
      } catch (error) {
        expect(error).toMatchObject({ code: 'ERR_OPTION' })
      }
    }),
  )
})

test('the same values by place and by name are the same', () => {
  const value = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.boolean(), fc.nat())
  fc.assert(
    fc.property(value, ([notifDelay, runOnce, quantity]) => {
      expect(read([notifDelay, runOnce, quantity])).toEqual(read([{ notifDelay, runOnce, quantity }]))
    }),
  )
})
