/**
 * Colours for carets and avatars: told apart with colour-vision deficiency (after Okabe and Ito, without the redline's blue and vermillion,
 * darkened until white text on them reaches WCAG AA, 4.5 : 1).
 */
export const PALETTE = ['#8f6a00', '#00785a', '#a8487f', '#5b3fa8', '#5f5f5f', '#1f7a8c', '#7a5230', '#4f6b1a'] as const

/** The next person's colour: the one that the fewest have. */
export function pickColour(taken: readonly string[]): string {
  const count = (colour: string) => taken.filter((other) => other === colour).length
  return PALETTE.toSorted((a, b) => count(a) - count(b))[0]!
}
