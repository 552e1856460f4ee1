/** A link that signs somebody in. The secret is in the fragment, which browsers send to nobody. */
export const joinLink = (origin: string, secret: string): string => `${origin}/join#${secret}`
