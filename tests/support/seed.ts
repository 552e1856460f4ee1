import fc from 'fast-check'

/**
 * Properties draw new cases in every run, and print the seed of one that fails. CI draws the same cases each time, so that a red run
 * says something about the change at hand; `TRAVAUX_SEED` names a seed for a run by hand.
 */
const CI_SEED = 8

const named = process.env['TRAVAUX_SEED']
if (named) fc.configureGlobal({ seed: Number(named) })
else if (process.env['CI']) fc.configureGlobal({ seed: CI_SEED })
