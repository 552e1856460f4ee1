import { expect, test } from 'vitest'
import { knownLocales } from '../../client/src/i18n/formats.ts'

test('a browser’s own name for its language that is none keeps nobody out', () => {
  expect(knownLocales(['en-US@posix', 'en-GB', 'ar'])).toEqual(['en-GB', 'ar'])
  expect(() => new Intl.DateTimeFormat(knownLocales(['en-US@posix']))).not.toThrow()
})
