import path from 'node:path'
import type { ParseArgsConfig } from 'node:util'

/** What a command says of how it went. 0 done, 1 the work says no, 2 wrong usage. */
export type ExitStatus = 0 | 1 | 2

/** One command of the command line. What it is asked for goes to stdout, everything else to stderr. */
export interface Command {
  /** As in `parse FILE [--json]`. */
  usage: string
  summary: string
  /** Lines of help on what the arguments mean. */
  help: readonly string[]
  options: NonNullable<ParseArgsConfig['options']>
  run: (positionals: readonly string[], values: Values) => Promise<ExitStatus>
}

export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

/** Wrong usage: the person is shown how the command is called. */
export class UsageError extends Error {}

/** A path as the person means it: pnpm runs scripts in the repository's root and says in INIT_CWD where the person stands. */
export const fromWhereThePersonStands = (file: string): string => path.resolve(process.env['INIT_CWD'] ?? '.', file)

/** Exactly as many arguments as the command has names for. */
export function expectPositionals(positionals: readonly string[], ...names: string[]): string[] {
  if (positionals.length === names.length) return [...positionals]
  const missing = names.slice(positionals.length)
  throw new UsageError(
    missing.length > 0 ? `${missing.join(' and ')} is missing.` : `“${positionals[names.length]}” is too much.`,
  )
}

/** The option's text, one of `allowed` where that is given. */
export function textOption<T extends string = string>(values: Values, name: string, allowed?: readonly T[]): T {
  const value = values[name]
  if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`--${name} is missing.`)
  if (allowed && !allowed.includes(value as T)) throw new UsageError(`--${name} must be one of ${allowed.join(', ')}.`)
  return value as T
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`)
export const complain = (line: string): void => void process.stderr.write(`${line}\n`)
